import type { PatientToday } from '@dosis/api'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openPhone } from '../browser.ts'
import { answer, everyDay, runWalkPart, runWalkPlan } from './plans.ts'
import { morning, today } from './screens.ts'
import type { ScriptedPractice } from './scripted-practice.ts'

/** Intervals of 10 and 20 seconds, six times, so that a test can sit them out. */
export const shortPart = runWalkPart({ runSeconds: 10, walkSeconds: 20, repetitions: 6, maxRepetitions: 6 })
export const shortSession: PatientToday = answer(today, { plan: runWalkPlan(today, everyDay, shortPart) })
/** Getting ready and six times running and walking. */
export const sessionMilliseconds = (5 + 6 * 30) * 1000

export interface AppOnPhone {
  readonly context: BrowserContext
  readonly page: Page
}

/** A phone on which the link has been opened; its clock is that of the practice and stands still unless told to run. */
export async function openAppOnPhone(
  browser: Browser,
  practice: ScriptedPractice,
  told: PatientToday = shortSession,
): Promise<AppOnPhone> {
  practice.today = told
  practice.isSignedIn = false
  practice.isDown = false
  practice.refuse = () => undefined
  practice.delivered.length = 0
  practice.reports.length = 0
  const context = await openPhone(browser, { locale: 'nl-NL' })
  await context.clock.install({ time: morning })
  const page = await context.newPage()
  await page.goto(`${practice.url}/p/#/open/proef`)
  await page.getByRole('heading', { level: 1, name: 'Dag Geertruida' }).waitFor()
  await page.waitForURL('**/p/#/')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.clock.pauseAt(new Date(Date.parse(morning) + 60_000))
  return { context, page }
}

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
/** Presses the answer that starts with these words. */
export const choose = (page: Page, name: string) =>
  page
    .locator('label')
    .filter({ hasText: new RegExp(`^${name}(?!\\d)`) })
    .first()
    .click()
export const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

/** From Today into the running player. */
export async function begin(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Beginnen', exact: true }).click()
  await heading(page, 'Hoeveel pijn heeft u nu?')
  await choose(page, '3')
  await press(page, 'Volgende')
  await heading(page, 'Zo doet u het')
  await press(page, 'Beginnen')
  await heading(page, 'Maak u klaar')
}

/** Answers what is asked after a session in which nothing was wrong. */
export async function answerQuestions(page: Page): Promise<void> {
  await heading(page, 'Hoe zwaar was het?')
  await choose(page, '13')
  await press(page, 'Volgende')
  await heading(page, 'Hoeveel pijn heeft u nu, na de training?')
  await choose(page, '2')
  await press(page, 'Volgende')
  await heading(page, 'Was er iets mis?')
  await choose(page, 'Nee, niets')
  await press(page, 'Volgende')
  await heading(page, 'Wilt u er iets bij vertellen?')
}

/** The word of the player and the seconds that remain. */
export async function playerShows(page: Page): Promise<readonly [word: string, seconds: string]> {
  const word = await page.locator('.p-player-word').innerText()
  const seconds = await page.locator('.d-ring-figure').innerText()
  return [word.toLowerCase(), seconds]
}

/** Lets the phone ask the practice again, as it does by itself when it comes back into sight. */
export async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
}
