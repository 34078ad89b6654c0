import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, definitionOf, goTo, openPatient, signIn, t, untilSaved } from './clinic.ts'
import { complaintLines } from './complaints.ts'
import { openWorld, type World } from './world.ts'

/** A therapist tells when a dose changed, and sees that the heart rate measured before it no longer counts. */

let world: World
let page: Page

beforeAll(async () => {
  world = await openWorld()
  page = await (await world.laptop()).newPage()
  await signIn(page)
})
afterAll(() => world?.stop())

const say = t.intake.origin
const heartRate = 'measured-resting-heart-rate'
const beforeDose = '2026-04-20'
const [doseChangedOn, afterDose] = ['2026-05-02', '2026-05-03']
const noLongerCounts = () =>
  page.locator('.c-origin').getByText(say.expired(definitionOf('beta-blocker').question.nl, '2 mei 2026'))

/** The day and the source under an answer, opened. */
async function originOf(fact: string): Promise<Locator> {
  const origin = page.getByRole('group', { name: definitionOf(fact).question.nl, exact: true })
  const line = origin.getByRole('button').first()
  if ((await line.getAttribute('aria-expanded')) === 'false') await line.click()
  return origin
}

test('an answer keeps its day and where it comes from', async () => {
  await openPatient(page, 'Karel Proef-Kers')
  await goTo(page, 'intake')
  await answer(page, heartRate, 62)
  const origin = await originOf(heartRate)
  await origin.getByLabel(say.measuredOn, { exact: true }).fill(beforeDose)
  await origin.getByLabel(say.from, { exact: true }).selectOption({ label: say.sources.record })
  await untilSaved(page)
  await page.reload()
  const closed = page.getByRole('group', { name: definitionOf(heartRate).question.nl, exact: true })
  await closed.getByRole('button', { name: `${say.seen('20 april 2026')}, ${say.sources.record}` }).waitFor()
  expect(await noLongerCounts().count()).toBe(0)
})

/** Says beside the questions, and in the history, that the answer no longer counts and why. */
async function expectSaidElsewhere(): Promise<void> {
  const sentence = say.expired(definitionOf('beta-blocker').question.nl, '2 mei 2026')
  const panel = page.getByRole('complementary', { name: t.intake.asideLabel })
  expect(await panel.innerText()).toContain(sentence)
  await page.getByRole('button', { name: new RegExp(`^${t.intake.history(2).split('(')[0]}`) }).click()
  const history = page.getByRole('table', { name: t.intake.historyCaption })
  const rows = history.getByRole('row').filter({ hasText: definitionOf(heartRate).question.nl })
  expect(await rows.filter({ hasText: sentence }).count()).toBe(1)
}

test('a change of dose after that day ends it, and a measurement after the change counts again', async () => {
  const medicine = await originOf('beta-blocker')
  await medicine.getByLabel(say.changedOn, { exact: true }).fill(doseChangedOn)
  const rate = await originOf(heartRate)
  await noLongerCounts().waitFor()
  await untilSaved(page)
  await expectSaidElsewhere()
  await rate.getByLabel(say.measuredOn, { exact: true }).fill(doseChangedOn)
  await noLongerCounts().waitFor()
  await rate.getByLabel(say.measuredOn, { exact: true }).fill(afterDose)
  await noLongerCounts().waitFor({ state: 'detached' })
  await untilSaved(page)
  expect(await noLongerCounts().count()).toBe(0)
})

test('without a complaint of the browser', () => {
  expect(complaintLines(world.complaints)).toEqual([])
})
