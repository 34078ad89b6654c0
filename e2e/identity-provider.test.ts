import { clinicTexts } from '@dosis/text'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startIdentityProvider, type ThrowAwayProvider } from '../test-support/identity-provider.ts'
import { expectNoAxeViolations } from './browser.ts'
import { t } from './clinic.ts'
import { complaintLines } from './complaints.ts'
import { openWorld, type World } from './world.ts'

/** A practice whose people sign in with the account of their organisation, at a real provider on this machine. */

let world: World
let provider: ThrowAwayProvider
let office: Page
beforeAll(async () => {
  world = await openWorld()
  const people = [
    { sub: 'one', email: 'demo', email_verified: true },
    { sub: 'two', email: 'somebody@elsewhere.example', email_verified: true },
  ]
  provider = await startIdentityProvider(people, [`${world.url}/`])
  office = await (await world.laptop()).newPage()
  await withPassword(office, 'demo-beheer', 'demo-sleutels')
  await office.getByRole('heading', { level: 1, name: t.accounts.title }).waitFor()
})
afterAll(async () => {
  await world?.stop()
  await provider?.stop()
})

async function withPassword(page: Page, login: string, password: string, words = t): Promise<void> {
  await page.goto('/')
  await page.getByRole('textbox', { name: words.signIn.login }).fill(login)
  await page.getByRole('textbox', { name: words.signIn.password }).fill(password)
  await page.getByRole('button', { name: words.signIn.enter, exact: true }).click()
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const atTheDoor = async (): Promise<Page> => {
  const page = await (await world.laptop()).newPage()
  await page.goto('/')
  return page
}

test('an administrator sets it up, and is told when nobody answers at the address', async () => {
  const rules = t.signInRules
  await button(office, rules.add).click()
  await button(office, rules.save).click()
  expect(await office.getByText(rules.needed).count()).toBe(4)
  await expectNoAxeViolations(office)
  await office.getByRole('textbox', { name: rules.name }).fill('werkaccount')
  await office.getByRole('textbox', { name: rules.issuer }).fill('http://127.0.0.1:1')
  await office.getByRole('textbox', { name: rules.clientId }).fill(provider.clientId)
  await office.getByLabel(rules.secret).fill(provider.secret)
  await button(office, rules.save).click()
  await office.getByText(rules.noProvider).waitFor()
  await office.getByRole('textbox', { name: rules.issuer }).fill(provider.issuer)
  await button(office, rules.save).click()
  await office.getByText(rules.with('werkaccount')).waitFor()
  await expectNoAxeViolations(office)
})

test('a therapist comes in with it, and stays at the door when that was cancelled or somebody else', async () => {
  const page = await atTheDoor()
  const enter = button(page, t.provider.enter('werkaccount'))
  await enter.click()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await page.getByText(t.provider.refused.refused).waitFor()
  expect(new URL(page.url()).search).toBe('')
  await expectNoAxeViolations(page)
  await enter.click()
  await page.getByRole('link', { name: 'somebody@elsewhere.example' }).click()
  await page.getByText(t.provider.refused.noAccount).waitFor()
  await page.context().clearCookies()
  await page.goto('/')
  await enter.click()
  await page.getByRole('link', { name: 'demo', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: t.patients.title }).waitFor()
  await page.context().close()
})

test('a second step that the practice asks for is set up behind the door, and is not asked of who comes this way', async () => {
  await office.getByRole('radio', { name: t.signInRules.secondStep.required }).click()
  // The administrator came with a password alone too.
  await office.getByRole('heading', { level: 1, name: t.secondFactor.first }).waitFor()
  await expectNoAxeViolations(office)

  const page = await atTheDoor()
  await button(page, t.provider.enter('werkaccount')).click()
  await page.getByRole('link', { name: 'demo', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: t.patients.title }).waitFor()
  await page.context().close()
})

describe.each(['nl', 'en'] as const)('in %s', (language) => {
  test.each([
    ['phone', 'light'],
    ['phone', 'dark'],
    ['laptop', 'light'],
    ['laptop', 'dark'],
  ] as const)('the door, and what stands behind it, fit a %s in %s', async (device, colorScheme) => {
    const view = await (await world[device]({ colorScheme, locale: language === 'nl' ? 'nl-NL' : 'en-GB' })).newPage()
    const words = clinicTexts[language]
    const fits = async () => {
      await expectNoAxeViolations(view)
      expect(await view.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    }
    await view.goto('/')
    await button(view, words.provider.enter('werkaccount')).waitFor()
    await fits()
    await withPassword(view, 'demo', 'demo-therapeut', words)
    await view.getByRole('heading', { level: 1, name: words.secondFactor.first }).waitFor()
    await fits()
    await view.context().close()
  })
})

test('no page complained, but for what was refused on purpose and for the provider itself', () => {
  const meant = new RegExp(
    `status of (400|401|403) .*/api/|^elsewhere .*${provider.issuer}|${provider.issuer}.*favicon`,
  )
  expect(complaintLines(world.complaints).filter((line) => !meant.test(line))).toEqual([])
})
