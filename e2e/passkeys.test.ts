import { clinicTexts } from '@dosis/text'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectNoAxeViolations } from './browser.ts'
import { signIn, t } from './clinic.ts'
import { complaintLines } from './complaints.ts'
import { openWorld, type World } from './world.ts'

/** A therapist adds a passkey of the device, signs in with it, and removes it; the browser's own device for tests. */

let world: World
let context: BrowserContext
let page: Page

async function withDevice(view: Page, isOwner: boolean): Promise<void> {
  const session = await view.context().newCDPSession(view)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: isOwner,
      automaticPresenceSimulation: true,
    },
  })
}

beforeAll(async () => {
  world = await openWorld()
  context = await world.laptop()
  page = await context.newPage()
  await withDevice(page, true)
})
afterAll(() => world?.stop())

const password = 'demo-therapeut'

async function add(view: Page, name: string): Promise<void> {
  await view.getByRole('button', { name: t.passkeys.add, exact: true }).click()
  await view.getByRole('textbox', { name: t.passkeys.name }).fill(name)
  await view.getByRole('button', { name: t.secondFactor.next, exact: true }).click()
  await view.getByRole('textbox', { name: t.secondFactor.password }).fill(password)
  await view.getByRole('button', { name: t.passkeys.add, exact: true }).click()
}

test('a passkey is added in the settings with the password, and needs a name', async () => {
  await signIn(page)
  await page.goto('/settings')
  await page.getByRole('button', { name: t.passkeys.add, exact: true }).click()
  await page.getByRole('button', { name: t.secondFactor.next, exact: true }).click()
  await page.getByText(t.passkeys.needsName).waitFor()
  await page.getByRole('button', { name: t.secondFactor.cancel, exact: true }).click()
  await add(page, 'Laptop Praktijk')
  await page.getByRole('button', { name: t.passkeys.removeOf('Laptop Praktijk') }).waitFor()
  await expectNoAxeViolations(page)
})

test('it opens the door by itself, with the keyboard alone', async () => {
  await context.clearCookies()
  await page.goto('/')
  const button = page.getByRole('button', { name: t.passkeys.enter })
  await button.waitFor()
  await expectNoAxeViolations(page)
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: t.patients.title }).waitFor()
})

test('once it is removed it opens nothing, and the password still does', async () => {
  await page.goto('/settings')
  await page.getByText(t.passkeys.used('')).waitFor()
  await page.getByRole('button', { name: t.passkeys.removeOf('Laptop Praktijk') }).click()
  await page.getByRole('button', { name: t.passkeys.removeConfirm('Laptop Praktijk') }).click()
  await page.getByRole('button', { name: t.passkeys.removeOf('Laptop Praktijk') }).waitFor({ state: 'detached' })
  await context.clearCookies()
  await page.goto('/')
  await page.getByRole('button', { name: t.passkeys.enter }).click()
  await page.getByText(t.passkeys.unknown).waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
  await signIn(page)
})

test('a device that does not know its owner makes no passkey, and the page says so', async () => {
  const elsewhere = await (await world.phone()).newPage()
  await withDevice(elsewhere, false)
  await signIn(elsewhere)
  await elsewhere.goto('/settings')
  await add(elsewhere, 'Telefoon')
  await elsewhere.getByText(t.passkeys.cancelled).waitFor()
  expect(await elsewhere.getByRole('button', { name: t.passkeys.removeOf('Telefoon') }).count()).toBe(0)
  await elsewhere.context().close()
})

describe.each(['nl', 'en'] as const)('in %s', (language) => {
  test.each([
    ['phone', 'light'],
    ['phone', 'dark'],
    ['laptop', 'light'],
    ['laptop', 'dark'],
  ] as const)('the settings and the door fit a %s in %s', async (device, colorScheme) => {
    const view = await (await world[device]({ colorScheme, locale: language === 'nl' ? 'nl-NL' : 'en-GB' })).newPage()
    const words = clinicTexts[language]
    await view.goto('/settings')
    await view.getByRole('button', { name: words.passkeys.enter }).waitFor()
    await expectNoAxeViolations(view)
    expect(await view.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await view.getByRole('textbox', { name: words.signIn.login }).fill('demo')
    await view.getByRole('textbox', { name: words.signIn.password }).fill(password)
    await view.getByRole('button', { name: words.signIn.enter, exact: true }).click()
    await view.getByRole('button', { name: words.passkeys.add, exact: true }).click()
    await view.getByRole('textbox', { name: words.passkeys.name }).waitFor()
    await expectNoAxeViolations(view)
    expect(await view.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await view.context().close()
  })
})

test('no page complained, but for what was refused on purpose', () => {
  const refused = /status of 401 .*\/api\/session/
  expect(complaintLines(world.complaints).filter((line) => !refused.test(line))).toEqual([])
})
