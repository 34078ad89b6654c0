import { demoAccounts } from '@dosis/server/demo'
import { clinicTexts } from '@dosis/text'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectNoAxeViolations } from './browser.ts'
import { addPatient, t } from './clinic.ts'
import { complaintLines } from './complaints.ts'
import { openWorld, type World } from './world.ts'

/** How an administrator keeps the accounts of the practice, and everybody the own password. */

let world: World
let office: BrowserContext
let page: Page

beforeAll(async () => {
  world = await openWorld()
  office = await world.laptop()
  page = await office.newPage()
  await enter(page, accountOf('administrator'))
  await page.getByRole('heading', { level: 1, name: t.accounts.title }).waitFor()
})
afterAll(() => world?.stop())

interface Credentials {
  readonly login: string
  readonly password: string
}

function accountOf(role: string): Credentials {
  const account = demoAccounts.find((each) => each.role === role)
  if (account === undefined) throw new RangeError(`accountOf: needs a role of the demo practice, got ${role}`)
  return account
}

async function enter(at: Page, { login, password }: Credentials): Promise<void> {
  await at.goto('/')
  await at.getByRole('textbox', { name: t.signIn.login }).fill(login)
  await at.getByRole('textbox', { name: t.signIn.password }).fill(password)
  await at.getByRole('button', { name: t.signIn.enter, exact: true }).click()
}

/** What stands on the screen once, to be handed over. */
async function givenOn(at: Page): Promise<Credentials> {
  const [login = '', password = ''] = await at.locator('.c-given code').allInnerTexts()
  return { login, password }
}

const rowOf = (name: string) => page.getByRole('row').filter({ hasText: name })
const own = 'een zin die niemand raadt'
let given: Credentials

test('adds a colleague, with what is missing said at the field, and shows a password once', async () => {
  await page.getByRole('button', { name: t.accounts.add }).click()
  await page.getByRole('button', { name: t.accounts.add }).click()
  for (const words of [t.accounts.needsName, t.accounts.needsLogin, t.accounts.chooseRole]) {
    await page.getByText(words).waitFor()
  }
  await expectNoAxeViolations(page)
  await page.getByRole('textbox', { name: t.accounts.name, exact: true }).fill('Nora Proef-Noot')
  await page.getByRole('textbox', { name: t.accounts.login, exact: true }).fill('demo')
  await page.getByRole('combobox', { name: t.accounts.role }).selectOption('therapist')
  await page.getByRole('button', { name: t.accounts.add }).click()
  await page.getByText(t.accounts.loginTaken).waitFor()
  await page.getByRole('textbox', { name: t.accounts.login, exact: true }).fill('Nora')
  await page.getByRole('button', { name: t.accounts.add }).click()
  await page.getByText(t.accounts.given('Nora Proef-Noot')).waitFor()
  given = await givenOn(page)
  expect(given).toEqual({ login: 'nora', password: expect.stringMatching(/^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$/) })
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: t.accounts.givenDone }).click()
  expect(await page.getByText(given.password).count()).toBe(0)
})

test('who was given a password chooses another before anything opens', async () => {
  const context = await world.phone()
  const phone = await context.newPage()
  await enter(phone, given)
  await phone.getByRole('heading', { level: 1, name: t.ownPassword.title }).waitFor()
  expect(await phone.getByRole('navigation').count()).toBe(0)
  await expectNoAxeViolations(phone)
  const choose = async (next: string): Promise<void> => {
    await phone.getByRole('textbox', { name: t.ownPassword.currentGiven }).fill(given.password)
    await phone.getByRole('textbox', { name: t.ownPassword.next }).fill(next)
    await phone.getByRole('button', { name: t.ownPassword.save }).click()
  }
  await choose('kort')
  await phone.getByText(t.ownPassword.short).waitFor()
  await choose('password1')
  await phone.getByText(t.ownPassword.common).waitFor()
  await choose(given.password)
  await phone.getByText(t.ownPassword.same).waitFor()
  await choose(own)
  await phone.getByRole('heading', { level: 1, name: t.patients.title }).waitFor()
  await context.close()
})

test('another role reaches the pages of who is at work, and an ended account its door', async () => {
  const context = await world.laptop()
  const desk = await context.newPage()
  await enter(desk, { login: 'nora', password: own })
  await addPatient(desk, { name: 'Pia Proef-Peer', birthDate: '1961-07-08', sex: 'female' })
  await desk.getByRole('link', { name: t.rail.patients }).click()
  await desk.getByRole('link', { name: 'Pia Proef-Peer', exact: true }).waitFor()

  await rowOf('Nora Proef-Noot').getByRole('button').click()
  await page.getByRole('combobox', { name: t.accounts.role }).selectOption('manager')
  await page.getByRole('button', { name: t.accounts.save, exact: true }).click()
  await page.getByText(t.accounts.saved).waitFor()
  await desk.getByRole('link', { name: 'Pia Proef-Peer', exact: true }).click()
  await desk.reload()
  await desk.getByRole('heading', { level: 1, name: t.may.notForRole }).waitFor()

  await page.getByRole('button', { name: t.accounts.end, exact: true }).click()
  await page.getByRole('button', { name: t.accounts.endConfirm }).click()
  await rowOf('Nora Proef-Noot').getByText(t.accounts.ended('').trim()).waitFor()
  await desk.reload()
  await desk.getByRole('textbox', { name: t.signIn.login }).waitFor()
  expect(await desk.getByRole('navigation').count()).toBe(0)
  await context.close()
})

test('the own password changes in the settings, which show and end the other places', async () => {
  const elsewhere = await world.laptop()
  const other = await elsewhere.newPage()
  const demo = accountOf('physician')
  await enter(other, demo)
  await other.getByRole('heading', { level: 1, name: t.patients.title }).waitFor()
  const context = await world.laptop()
  const here = await context.newPage()
  await enter(here, demo)
  await here.getByRole('link', { name: t.rail.settings }).click()
  await here.getByText(`(${t.sessions.here})`).waitFor()
  await expectNoAxeViolations(here)
  await here.getByRole('button', { name: t.sessions.endOthers }).click()
  await here.getByText(t.sessions.onlyHere).waitFor()
  const change = async (current: string, next: string): Promise<void> => {
    await here.getByRole('textbox', { name: t.ownPassword.current }).fill(current)
    await here.getByRole('textbox', { name: t.ownPassword.next }).fill(next)
    await here.getByRole('button', { name: t.ownPassword.save }).click()
  }
  await change('niet dit', own)
  await here.getByText(t.ownPassword.wrong).waitFor()
  await change(demo.password, own)
  await here.getByText(t.ownPassword.changed).waitFor()
  await other.reload()
  await other.getByRole('textbox', { name: t.signIn.login }).waitFor()
  await Promise.all([elsewhere.close(), context.close()])
})

describe.each(['nl', 'en'] as const)('the accounts in %s', (language) => {
  test.each([
    ['phone', 'light'],
    ['phone', 'dark'],
    ['laptop', 'light'],
    ['laptop', 'dark'],
  ] as const)('fit a %s in %s, open for a change', async (device, colorScheme) => {
    const locale = language === 'nl' ? 'nl-NL' : 'en-GB'
    const context = await world[device]({ colorScheme, locale })
    await context.addCookies(await office.cookies())
    const words = clinicTexts[language]
    const view = await context.newPage()
    await view.goto('/accounts')
    await view.getByRole('heading', { level: 1, name: words.accounts.title }).waitFor()
    await view.getByRole('button', { name: /Thea/ }).click()
    await view.getByRole('button', { name: words.accounts.end, exact: true }).click()
    await view.getByRole('button', { name: words.accounts.endConfirm }).waitFor()
    expect(await view.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await expectNoAxeViolations(view)
    await context.close()
  })
})

test('no page complained, but for what was refused on purpose', () => {
  const refused = /status of (400|403|409) .*\/api\/(session\/password|accounts|patients)/
  expect(complaintLines(world.complaints).filter((line) => !refused.test(line))).toEqual([])
})
