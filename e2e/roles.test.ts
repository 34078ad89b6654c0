import { mayUse, type ProfessionalRole, type RouteName, routePaths } from '@dosis/api'
import { demoAccounts } from '@dosis/server/demo'
import { evidenceTexts } from '@dosis/text'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectNoAxeViolations } from './browser.ts'
import { answer, goTo, openPlaces, t, untilSaved } from './clinic.ts'
import { complaintLines } from './complaints.ts'
import { openWorld, type World } from './world.ts'

/** What each role finds in the clinic, on the same demo practice. */

let world: World
/** Every call that a page made, by name of the route. */
const called: { role: ProfessionalRole; route: RouteName }[] = []

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.stop())

async function signedInAs(role: ProfessionalRole): Promise<{ context: BrowserContext; page: Page }> {
  const account = demoAccounts.find((each) => each.role === role)
  const context = await world.laptop()
  context.on('request', (request) => {
    const route = routeOf(request.method(), new URL(request.url()).pathname)
    if (route !== undefined) called.push({ role, route })
  })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('textbox', { name: t.signIn.login }).fill(account?.login ?? '')
  await page.getByRole('textbox', { name: t.signIn.password }).fill(account?.password ?? '')
  await page.getByRole('button', { name: t.signIn.enter, exact: true }).click()
  await page.getByRole('navigation').first().waitFor()
  return { context, page }
}

function routeOf(method: string, path: string): RouteName | undefined {
  return (Object.keys(routePaths) as RouteName[]).find((name) => {
    const route = routePaths[name]
    return route.method === method && new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(path)
  })
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const isThere = async (page: Page, role: 'button' | 'link', name: string | RegExp): Promise<boolean> =>
  (await page.getByRole(role, { name }).count()) > 0

describe('a manager', () => {
  test('sees who needs attention, opens nobody, and is told so at the address of a record', async () => {
    const { context, page } = await signedInAs('manager')
    await heading(page, t.patients.title)
    const row = page.getByRole('listitem').filter({ hasText: 'Diny Proef-Druif' })
    await row.waitFor()
    expect(await row.getByRole('link').count()).toBe(0)
    expect(await isThere(page, 'link', t.patients.add)).toBe(false)
    await expectNoAxeViolations(page)
    for (const path of ['/patients/proef-druif/plan', '/patients/new']) {
      await page.goto(path)
      await heading(page, t.may.notForRole)
      await page.getByText(t.may.notForRoleText(t.role.manager)).waitFor()
    }
    await page.getByRole('link', { name: t.notFound.back }).click()
    await heading(page, t.patients.title)
    await context.close()
  })
})

describe('a physician', () => {
  test('reads a record, states a fact, looks at the draft, and finds nothing to confirm or decide', async () => {
    const { context, page } = await signedInAs('physician')
    await heading(page, t.patients.title)
    expect(await isThere(page, 'link', t.patients.add)).toBe(false)
    await page.getByRole('link', { name: 'Diny Proef-Druif', exact: true }).click()
    await openPlaces(page).waitFor()
    await page.getByText(t.may.physician).waitFor()
    await goTo(page, 'intake')
    await answer(page, 'condition-hypertension', true)
    await untilSaved(page)
    expect(await isThere(page, 'button', t.intake.changeDetails)).toBe(false)
    expect(await isThere(page, 'button', t.intake.addRequest)).toBe(false)
    await expectNoAxeViolations(page)
    await goTo(page, 'assessment')
    expect(await isThere(page, 'button', t.assessment.keep)).toBe(false)
    await goTo(page, 'plan')
    await page.getByRole('table', { name: t.plan.gridCaption }).waitFor()
    expect(await isThere(page, 'button', t.plan.confirm)).toBe(false)
    await page.goto('/patients/proef-bes/follow-up')
    await heading(page, t.place['follow-up'])
    expect(await isThere(page, 'button', t.followUp.accept)).toBe(false)
    await goTo(page, 'evaluation')
    await page.getByRole('region', { name: t.evaluation.enter }).waitFor()
    expect(await page.getByRole('region', { name: t.evaluation.decide }).count()).toBe(0)
    await context.close()
  })
})

describe('an assistant', () => {
  test('takes a patient in, and finds no plan to make and a link for the phone to give', async () => {
    const { context, page } = await signedInAs('assistant')
    await page.getByRole('link', { name: t.patients.add }).waitFor()
    await page.getByRole('link', { name: 'Diny Proef-Druif', exact: true }).click()
    await openPlaces(page).waitFor()
    await page.getByText(t.may.assistant).waitFor()
    await goTo(page, 'plan')
    await page.getByText(t.may.noPlanYet).waitFor()
    await page.goto('/patients/proef-bes/plan')
    await page.getByRole('button', { name: t.plan.makeLink }).waitFor()
    expect(await isThere(page, 'button', t.plan.replace)).toBe(false)
    await context.close()
  })
})

describe.each(['evidence_editor', 'administrator'] as const)('%s', (role) => {
  test('lands on a page of the own work and sees no patients', async () => {
    const { context, page } = await signedInAs(role)
    await heading(page, role === 'administrator' ? t.accounts.title : evidenceTexts.nl.title)
    expect(await isThere(page, 'link', t.rail.patients)).toBe(false)
    await page.goto('/patients/proef-bes/plan')
    await heading(page, t.may.notForRole)
    await context.close()
  })
})

test('no page asked the server for what the role may not', () => {
  expect(called.length).toBeGreaterThan(20)
  expect(called.filter(({ role, route }) => !mayUse(role, route))).toEqual([])
  expect(complaintLines(world.complaints)).toEqual([])
})
