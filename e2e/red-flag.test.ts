import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addPatient,
  answer,
  answerAll,
  controls,
  goTo,
  knowledge,
  linkForPhone,
  needOf,
  noOtherConditions,
  openPatient,
  section,
  signIn,
  t,
  untilSaved,
  words,
} from './clinic.ts'
import { complaintLines } from './complaints.ts'
import { begin, openAgain, openLink, p, question, stopBecauseOf } from './phone.ts'
import { openWorld, type World } from './world.ts'

let world: World
let page: Page
let phone: Page

beforeAll(async () => {
  world = await openWorld()
  page = await (await world.laptop()).newPage()
  phone = await (await world.phone()).newPage()
  await signIn(page)
})
afterAll(() => world?.stop())

const chestPain = knowledge.symptoms['chest-pain']
const chestPainWords = chestPain?.names.nl ?? ''

describe('somebody who is niet-pluis', () => {
  test('may not begin: the assessment says so before anything else, and allows nothing', async () => {
    await addPatient(page, { name: 'Roos Proef-Rode', birthDate: '1984-02-02', sex: 'female' })
    await answerAll(page, { 'low-back-pain-plays-a-role': true, smartphone: true, 'low-back-pain-weeks': 20 })
    await answer(page, 'condition-chronic-low-back-pain', true)
    await noOtherConditions(page)
    await answerAll(page, { 'low-back-pain-most-days': true, screening: 'niet-pluis' })
    await page.getByRole('alert').getByText('niet-pluis').waitFor()
    await untilSaved(page)

    await goTo(page, 'assessment')
    const [notBegin = ''] = t.headline.redFlag(['|']).split('|')
    const title = page.getByRole('heading', { level: 1, name: notBegin })
    expect(await title.textContent()).toContain('niet-pluis')
    const said = await page.getByRole('main').innerText()
    expect(said.indexOf(t.assessment.redFlags)).toBeGreaterThan(0)
    expect(said.indexOf(t.assessment.redFlags)).toBeLessThan(said.indexOf(t.assessment.referral))
    expect(said).toContain(words.referralAction.inform_patient_and_gp)
    expect(await section(page, t.assessment.forms).getByText(controls.verdict.allowed, { exact: true }).count()).toBe(0)
  })

  test('gets no plan: it cannot be confirmed, and says what must be solved first', async () => {
    await goTo(page, 'plan')
    const confirm = page.getByRole('button', { name: t.plan.confirm, exact: true })
    await confirm.waitFor()
    expect(await confirm.isDisabled()).toBe(true)
    const said = await page.getByRole('main').innerText()
    const [first = ''] = t.plan.block.referral('|').split('|')
    expect(said).toMatch(new RegExp(`${first}.*niet-pluis`))
    expect(said).toContain(t.plan.block.nothing)
  })

  test('waits at the top of the list', async () => {
    await signIn(page)
    expect(await needOf(page, 'Roos Proef-Rode')).toBe(t.need.stop)
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe(t.need.stop)
  })
})

describe('somebody who trains', () => {
  const name = 'Bram Proef-Bes'

  test('reads what to do the moment that pain on the chest is told', async () => {
    await openPatient(page, name)
    await goTo(page, 'plan')
    await openLink(phone, await linkForPhone(page))
    await begin(phone, { pain: 2, times: 10 })
    await stopBecauseOf(phone, chestPainWords)
    await question(phone, p.stopTitle).waitFor()
    expect(await phone.getByRole('alert').innerText()).toContain(chestPain?.instruction.nl)
    expect(await phone.getByRole('link', { name: p.call112 }).getAttribute('href')).toBe('tel:112')
    await phone.getByText(p.reportSent).waitFor()
  })

  test('cannot train while nobody has looked at it, also after opening the app again', async () => {
    await phone.getByRole('button', { name: p.close }).click()
    await phone.getByText(p.waiting, { exact: true }).waitFor()
    await openAgain(phone)
    await phone.getByText(p.waiting, { exact: true }).waitFor()
    expect(await phone.getByRole('link', { name: p.start, exact: true }).count()).toBe(0)
  })

  test('stands at the top of the list, with the complaint', async () => {
    await signIn(page)
    expect(await needOf(page, name)).toBe(t.need.stop)
    const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) })
    expect(await row.innerText()).toContain(chestPainWords)
    await openPatient(page, name)
    await goTo(page, 'assessment')
    const complaint = chestPainWords.charAt(0).toLowerCase() + chestPainWords.slice(1)
    await page.getByRole('heading', { level: 1, name: t.headline.stopped([complaint]) }).waitFor()
    await goTo(page, 'plan')
    expect(await page.getByRole('button', { name: t.plan.makeLink }).count()).toBe(0)
  })

  test('is released only with an outcome, and can train again', async () => {
    await goTo(page, 'follow-up')
    const release = page.getByRole('button', { name: t.followUp.release, exact: true })
    await release.click()
    expect(await section(page, t.followUp.events).innerText()).toContain(t.followUp.notReleased)
    const outcome = 'Huisarts gezien, hartfilmpje goed. Mag weer door.'
    await page.getByRole('textbox', { name: t.followUp.outcome }).fill(outcome)
    await release.click()
    await release.waitFor({ state: 'detached' })
    expect(await section(page, t.followUp.events).innerText()).toContain(outcome)

    await openAgain(phone)
    await phone.getByText(p.waiting, { exact: true }).waitFor({ state: 'hidden' })
    await world.goOnTo('2026-05-06')
    await openAgain(phone)
    await begin(phone, { pain: 1, times: 6 })
    await signIn(page)
    expect(await needOf(page, name)).not.toBe(t.need.stop)
  })

  test('stops as well when the therapist finds that something is wrong', async () => {
    await openPatient(page, name)
    await goTo(page, 'intake')
    await answer(page, 'screening', 'niet-pluis')
    await untilSaved(page)
    await openAgain(phone)
    await phone.getByText(p.waiting, { exact: true }).waitFor()
    expect(await phone.getByRole('link', { name: p.start, exact: true }).count()).toBe(0)
  })
})

test('no page complained on the way', () => {
  expect(complaintLines(world.complaints)).toEqual([])
})
