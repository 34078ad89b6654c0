import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, type View } from '../browser.ts'
import { answers, checkAccess, morning, walks, wordsOf } from './screens.ts'
import { openScriptedPractice, type ScriptedPractice } from './scripted-practice.ts'

export interface PatientView extends Required<Pick<View, 'locale' | 'colorScheme'>> {
  readonly open: (browser: Browser, view: View) => Promise<BrowserContext>
  readonly language: 'nl' | 'en'
}

/** Each screen is looked at in both lights and on both sizes; with both languages that makes eight. */
const lights = ['light', 'dark'] as const
const sizes = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
] as const

/** Walks through every screen of the patient's app as it is opened there; a file of tests for each view, so that they run side by side. */
export function everyPatientScreen(name: string, view: PatientView): void {
  let browser: Browser
  let practice: ScriptedPractice
  beforeAll(async () => {
    browser = await launchBrowser()
    practice = await openScriptedPractice(answers.runWalk)
  })
  afterAll(async () => {
    await browser?.close()
    await practice?.close()
  })

  test.each(Object.keys(walks))(
    `%s ${name}: accessible in all lights and sizes, help one touch away, nothing lost at 200 %%`,
    async (walk) => {
      const context = await view.open(browser, { locale: view.locale, colorScheme: view.colorScheme })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of (401|503)/.test(message.text())) complaints.push(message.text())
      })
      await page.clock.install({ time: morning })
      await page.clock.pauseAt(new Date(Date.parse(morning) + 1000))
      practice.isSignedIn = false

      const screens: string[] = []
      await walks[walk]?.({
        page,
        practice,
        t: wordsOf(view.language),
        shoot: async (screen) => {
          screens.push(screen)
          await checkInEveryLight(page)
          expect(await helpOn(page), `help on ${screen}`).toBeGreaterThan(0)
          expect(await smallTargets(page), `targets on ${screen}`).toEqual([])
          expect(await beyondTheEdge(page), `${screen} at 200 %`).toEqual([])
        },
      })
      await context.close()
      expect(complaints).toEqual([])
      expect(screens.length).toBeGreaterThan(0)
    },
  )
}

/** No violation in light and dark, on phone and laptop; then as it was. */
async function checkInEveryLight(page: Page): Promise<void> {
  const size = page.viewportSize()
  if (size === null) throw new Error('the page has no size')
  for (const colorScheme of lights) {
    await page.emulateMedia({ colorScheme })
    for (const other of sizes) {
      await page.setViewportSize(other)
      await checkAccess(page, colorScheme === 'light' ? 'everything' : 'colours')
    }
  }
  await page.setViewportSize(size)
  await page.emulateMedia({ colorScheme: null })
}

/** Ways to help on this screen: the page for an emergency, or the number itself. */
function helpOn(page: Page): Promise<number> {
  return page.locator('a[href="#/emergency"]:visible, a[href="tel:112"]:visible').count()
}

/** Buttons, links and answers lower than 48 px, but for links within a sentence. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], label.d-answer')]
      .filter((target) => target.checkVisibility() && target.closest('p:not(.p-links)') === null)
      .filter((target) => target.getBoundingClientRect().height < 47.5)
      .map((target) => target.innerText || target.className),
  )
}

/** What stands beyond the right edge when everything is twice as large. */
async function beyondTheEdge(page: Page): Promise<string[]> {
  const before = page.viewportSize()
  if (before === null) throw new Error('the page has no size')
  const width = Math.round(before.width / 2)
  await page.setViewportSize({ width, height: Math.round(before.height / 2) })
  await page.waitForTimeout(50)
  const beyond = await page.evaluate(
    (edge) =>
      [...document.querySelectorAll<HTMLElement | SVGElement>('#root *')]
        .filter((element) => element.checkVisibility() && element.closest('.d-hidden, .p-scroll') === null)
        .filter((element) => element.getBoundingClientRect().right > edge + 1)
        .map(
          (element) => `${element.tagName} ${element.getAttribute('class') ?? ''} ${element.textContent?.slice(0, 30)}`,
        ),
    width,
  )
  await page.setViewportSize(before)
  return beyond
}
