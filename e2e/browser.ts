import { createRequire } from 'node:module'
import type { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium } from '../scripts/debian-packages.mjs'

/** How a screen is seen. Languages as browsers name them; a scheme is what the system prefers. */
export type View = {
  readonly baseURL?: string
  readonly locale?: 'nl-NL' | 'en-GB'
  readonly colorScheme?: 'light' | 'dark'
}

/** WCAG 2.2, levels A and AA, with all they keep of 2.0 and 2.1. */
const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** axe itself, as its makers' own package for Playwright brings it. */
const { source: axeSource } = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core') as {
  readonly source: string
}

/** Starts the Chromium of this machine, without a window. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('Chromium is not installed; "npm test" installs it or says how')
  // Chromium's sandbox does not work for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ executablePath, args, headless: true })
}

/** A phone held upright: 390 × 844 points, touch. */
export function openPhone(browser: Browser, view: View = {}): Promise<BrowserContext> {
  return browser.newContext({
    ...inAmsterdam(view),
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  })
}

/** A laptop: 1440 × 900 points, mouse and keyboard. */
export function openLaptop(browser: Browser, view: View = {}): Promise<BrowserContext> {
  return browser.newContext({ ...inAmsterdam(view), viewport: { width: 1440, height: 900 } })
}

function inAmsterdam({ locale = 'nl-NL', colorScheme = 'light', ...rest }: View) {
  return { ...rest, locale, colorScheme, timezoneId: 'Europe/Amsterdam' }
}

/** Everything; or, in the other light on a page that was looked at already, what colours can break. */
export type AxeLook = 'everything' | 'colours'

const rulesOfColours = ['color-contrast', 'link-in-text-block']

/** Fails with one line per violation and the elements that cause it. */
export async function expectNoAxeViolations(page: Page, look: AxeLook = 'everything'): Promise<void> {
  const found = await axeViolations(page, look)
  if (found.length > 0) throw new Error(`${page.url()} is not accessible:\n${found.join('\n')}`)
}

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations']

/** One line per violation with the elements that cause it. A page is given axe once, and is looked at without frames. */
export async function axeViolations(page: Page, look: AxeLook = 'everything'): Promise<readonly string[]> {
  // Half-way through a fade nothing has the contrast that it is meant to have.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)))
  })
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const runOnly = look === 'everything' ? { type: 'tag', values: wcag22aa } : { type: 'rule', values: rulesOfColours }
  const violations: Violations = await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'], preload: false })
      .then((found) => found.violations)`,
  )
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} – ${nodes.map(({ target, any }) => [...target, any[0]?.message].join(' ')).join(', ')}`,
  )
}
