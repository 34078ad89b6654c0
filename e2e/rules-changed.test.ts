import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  cellsOf,
  confirmPlan,
  goTo,
  knowledge,
  linkForPhone,
  needOf,
  openPatient,
  section,
  signIn,
  t,
} from './clinic.ts'
import { complaintLines } from './complaints.ts'
import { withShorterRuns } from './other-knowledge.ts'
import { openAgain, openLink, p } from './phone.ts'
import { openWorld, type World } from './world.ts'

/** What a therapist and a patient see when the rules change under a plan that runs. */

const say = t.knowledgeChange
const runner = 'Bram Proef-Bes'

let world: World
let page: Page
let phone: Page

beforeAll(async () => {
  world = await openWorld()
  page = await (await world.laptop()).newPage()
  phone = await (await world.phone()).newPage()
  await signIn(page)
  await openPatient(page, runner)
  await goTo(page, 'plan')
  await openLink(phone, await linkForPhone(page))
})
afterAll(() => world?.stop())

const differences = () => page.getByRole('table', { name: say.list })

test('a softer limit is shown to the therapist, who keeps the plan with a reason; the patient trains on', async () => {
  await world.restartUnder(withShorterRuns('soft'))
  await signIn(page)
  expect(await needOf(page, runner)).toBe(t.need.knowledge)
  await openPatient(page, runner)
  await goTo(page, 'plan')
  await page.getByText(say.runs).waitFor()
  expect(await cellsOf(differences().getByRole('row').nth(1))).toEqual([
    expect.stringContaining(knowledge.forms['run_walk_programme']?.names.nl ?? ''),
    expect.stringContaining('30'),
    expect.stringContaining('20'),
  ])
  await openAgain(phone)
  await phone.getByRole('link', { name: p.start, exact: true }).first().waitFor()

  await page.getByRole('button', { name: say.keep, exact: true }).click()
  await page.getByRole('textbox', { name: say.reason }).fill('Loopt al weken goed op dertig minuten.')
  await page.getByRole('button', { name: say.keepConfirm, exact: true }).click()
  await page.getByText(say.runs).waitFor({ state: 'detached' })
  expect(await section(page, say.kept).innerText()).toContain('Loopt al weken goed')
  await page.goto('/')
  expect(await needOf(page, runner)).not.toBe(t.need.knowledge)
})

test('a limit that nobody may cross makes the plan wait on both screens until there is a new one', async () => {
  await world.restartUnder(withShorterRuns('hard'))
  await signIn(page)
  expect(await needOf(page, runner)).toBe(t.need.knowledge)
  await openAgain(phone)
  await phone.getByText(p.rulesChangedNext).waitFor()
  expect(await phone.getByRole('link', { name: p.start, exact: true }).count()).toBe(0)

  await openPatient(page, runner)
  await goTo(page, 'plan')
  await page.getByText(say.waits).waitFor()
  expect(await differences().innerText()).toContain(say.waitsHere)
  expect(await page.getByRole('button', { name: say.keep, exact: true }).count()).toBe(0)

  await page.getByRole('button', { name: say.renew, exact: true }).click()
  await confirmPlan(page)
  expect(await page.getByText(say.waits).count()).toBe(0)
  await openAgain(phone)
  await phone.getByRole('link', { name: p.start, exact: true }).first().waitFor()
  expect(complaintLines(world.complaints)).toEqual([])
})
