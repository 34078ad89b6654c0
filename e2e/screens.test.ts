import type { Language } from '@dosis/domain'
import { clinicTexts } from '@dosis/text'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations } from './browser.ts'
import { answer, knowledge, openPatient, signIn, untilSaved, words } from './clinic.ts'
import { type ClinicScreen, clinicScreens, firstNumber, foreignTo, openScreen, speak } from './clinic-screens.ts'
import { complaintLines } from './complaints.ts'
import { openWorld, type World } from './world.ts'

/** Every screen of the therapist's app as it can be seen: on a phone and a laptop, in both languages and both lights. */

type Device = 'phone' | 'laptop'
type Scheme = 'light' | 'dark'
const devices: readonly Device[] = ['laptop', 'phone']
const languages: readonly Language[] = ['nl', 'en']
const schemes: readonly Scheme[] = ['light', 'dark']

let world: World
/** Policies of content that came with documents. */
const policies: (string | undefined)[] = []
/** Per device a page of somebody who is signed in and a page of somebody who is not. */
let pages: Record<Device, { inside: Page; door: Page }>

beforeAll(async () => {
  world = await openWorld()
  pages = { laptop: await openPages('laptop'), phone: await openPages('phone') }
})
afterAll(() => world?.stop())

async function openPages(device: Device) {
  const open = async (): Promise<Page> => {
    const context: BrowserContext = await world[device]()
    context.on('response', (response) => {
      if (response.request().resourceType() === 'document') policies.push(response.headers()['content-security-policy'])
    })
    return context.newPage()
  }
  const [inside, door] = [await open(), await open()]
  await signIn(inside)
  await door.goto('/')
  return { inside, door }
}

/** What each page shows now, so that the other light is looked at without opening the screen again. */
const shown = new Map<Page, string>()

async function show(device: Device, language: Language, scheme: Scheme, screen: ClinicScreen): Promise<Page> {
  const page = pages[device][screen.signedOut ? 'door' : 'inside']
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  if ((await page.locator('html').getAttribute('lang')) !== language) {
    await page.unrouteAll()
    await page.goto(screen.signedOut ? '/' : '/settings')
    await speak(page, language)
    shown.delete(page)
  }
  if (shown.get(page) !== screen.name) {
    shown.delete(page)
    await openScreen(page, screen, language)
    shown.set(page, screen.name)
  }
  return page
}

const views = devices.flatMap((device) =>
  languages.flatMap((language) =>
    clinicScreens.flatMap((screen) => schemes.map((scheme) => ({ device, language, scheme, screen }))),
  ),
)

test.each(views)('$screen.name, $device, $language, $scheme', async ({ device, language, scheme, screen }) => {
  const earlier = world.complaints.length
  const page = await show(device, language, scheme, screen)
  // Colours and parts that are on their way are looked at when they have arrived.
  await untilStill(page)
  const seen = await page.evaluate(look)
  expect(seen.language).toBe(language)
  expect(seen.titles[0] ?? seen.text).toContain(screen.title(clinicTexts[language], language))
  expect(seen.beyondTheEdge, 'wider than the screen').toEqual([])
  if (scheme === 'light') expectWordsOf(language, seen.text)
  expect(await axeViolations(page, scheme === 'light' ? 'everything' : 'colours')).toEqual([])
  const complaints = complaintLines(world.complaints.slice(earlier))
  expect(complaints.filter((line) => screen.expectedComplaint?.test(line) !== true)).toEqual([])
})

async function untilStill(page: Page): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
}

function expectWordsOf(language: Language, text: string): void {
  const withoutWords = /\bundefined\b|\bNaN\b|\[object|\b[a-z]+(_[a-z0-9]+)+\b/g
  expect(text.match(withoutWords), 'no words for').toBeNull()
  const foreign = foreignTo[language].filter((words) => text.includes(words))
  expect(foreign, 'in the other language').toEqual([])
}

/** What stands on the page, read in one go. What people wrote themselves is left out: it stays as they wrote it. */
function look() {
  const own = document.body.cloneNode(true) as HTMLElement
  for (const element of own.querySelectorAll('code, blockquote, .c-request-list, .c-note')) element.remove()
  const labels = [...own.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((element) =>
    ['aria-label', 'title', 'placeholder'].flatMap((name) => element.getAttribute(name) ?? []),
  )
  const page = document.documentElement
  const isScrolledIn = (element: Element) => {
    for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement)
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX)) return true
    return false
  }
  return {
    language: page.lang,
    titles: [...document.querySelectorAll('h1')].filter((h1) => h1.checkVisibility()).map((h1) => h1.innerText),
    text: [own.textContent, ...labels].join('\n'),
    beyondTheEdge:
      page.scrollWidth <= page.clientWidth
        ? []
        : [...document.body.querySelectorAll('*')]
            .filter((element) => element.getBoundingClientRect().right > page.clientWidth + 1 && !isScrolledIn(element))
            .map((element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 30)}`),
  }
}

describe('with the keyboard alone', () => {
  const t = clinicTexts.nl
  const open = async (name: string): Promise<Page> => {
    const screen = clinicScreens.find((each) => each.name === name)
    if (screen === undefined) throw new RangeError(`open: needs the name of a screen, got "${name}"`)
    const page = await show('laptop', 'nl', 'light', screen)
    shown.delete(page)
    return page
  }

  test('from the list to a patient, the assessment, the plan and the reasons of a number; the focus is always seen', async () => {
    const page = await open('patients')
    await tabTo(page, page.getByRole('link', { name: 'Diny Proef-Druif', exact: true }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: t.plan.draftTitle }).waitFor()
    await tabTo(page, page.getByRole('link', { name: t.place.assessment, exact: true }))
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('link', { name: t.assessment.toPlan, exact: true }))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: t.plan.draftTitle }).waitFor()
    await tabTo(page, firstNumber(page, t))
    await reasons(page).waitFor()
    expect(await reasons(page).innerText()).toMatch(/[A-Z]+-[A-Z]+-\d\d/)
  })

  test('Enter opens the reasons of a number, Escape closes them and leaves the focus on the number', async () => {
    const page = await open('plan, draft')
    const number = firstNumber(page, t)
    await tabTo(page, number)
    for (let time = 0; time < 3; time += 1) {
      await page.keyboard.press('Escape')
      await reasons(page).waitFor({ state: 'detached' })
      await expectFocusOn(number)
      await page.keyboard.press('Enter')
      await reasons(page).waitFor()
    }
    expect(new URL(page.url()).pathname).toMatch(/\/plan$/)
  })

  test('Escape closes reasons that the pointer opened as well, and leaves nobody on another page', async () => {
    const page = await open('plan, draft')
    const number = firstNumber(page, t)
    await number.hover()
    await reasons(page).waitFor()
    await page.keyboard.press('Escape')
    await reasons(page).waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toMatch(/\/plan$/)

    await page.mouse.move(0, 0)
    await number.hover()
    // Nobody points at what still moves into its place.
    await reasons(page).waitFor()
    await untilStill(page)
    await reasons(page).hover()
    await page.waitForTimeout(400)
    expect(await reasons(page).isVisible()).toBe(true)
    await page.mouse.move(0, 0)
    await reasons(page).waitFor({ state: 'detached' })
  })

  test('a dialog holds the focus, closes with Escape and gives the focus back', async () => {
    const page = await open('settings')
    const keys = page.getByRole('button', { name: t.shortcuts.title })
    await tabTo(page, keys)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: t.shortcuts.title })
    await dialog.waitFor()
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('Tab')
      expect(await dialog.evaluate((own) => own.contains(document.activeElement))).toBe(true)
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expectFocusOn(keys)
  })
})

const reasons = (page: Page): Locator => page.locator('.d-popover')

const hasFocus = (element: Locator): Promise<boolean> => element.evaluate((own) => own === document.activeElement)

async function expectFocusOn(element: Locator): Promise<void> {
  await expect.poll(() => hasFocus(element)).toBe(true)
}

/** Presses Tab until the focus is there, and looks at every stop whether the focus can be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let stops = 0; stops < 120; stops += 1) {
    if (await hasFocus(target)) return
    await page.keyboard.press('Tab')
    const unseen = await page.evaluate(focusThatIsNotSeen)
    expect(unseen, 'focus that is not seen').toBeNull()
  }
  throw new Error(`The keyboard does not reach ${target.toString()} within 120 stops`)
}

/** An outline around what has the focus or around what draws it; `null` when there is one, and it lies on the screen. */
function focusThatIsNotSeen(): string | null {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return null
  const { top, bottom } = focused.getBoundingClientRect()
  const places = [focused, focused.parentElement, focused.nextElementSibling].flatMap((element) => element ?? [])
  const outlined = places.some((element) =>
    [undefined, '::after', '::before'].some((part) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element, part)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
    }),
  )
  const isOnScreen = bottom > 0 && top < window.innerHeight
  return outlined && isOnScreen ? null : focused.outerHTML.slice(0, 200)
}

describe('when the session ends at work', () => {
  const t = clinicTexts.nl
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    context = await world.laptop()
    page = await context.newPage()
  })
  /** What the server forgets, or the browser: the next request is refused. */
  const endSession = () => context.clearCookies()
  async function signInAgain(): Promise<void> {
    await page.getByText(t.signIn.ended).waitFor()
    await page.getByRole('textbox', { name: t.signIn.login }).fill('demo')
    await page.getByRole('textbox', { name: t.signIn.password }).fill('demo-therapeut')
    await page.getByRole('button', { name: t.signIn.enter, exact: true }).click()
    await page.getByText(t.signIn.ended).waitFor({ state: 'detached' })
  }

  test('an answer of the intake stays and is stored by itself', async () => {
    await openPatient(page, 'Anna Proef-Appel')
    await endSession()
    await answer(page, 'condition-hypertension', true)
    await signInAgain()
    await untilSaved(page)
    await page.reload()
    const conditions = page.locator('.d-patient-conditions')
    await conditions.waitFor()
    expect(await conditions.innerText()).toContain(knowledge.conditions['hypertension']?.names.nl)
  })

  test('the wishes of a plan stay, with what was half typed, and a new draft is made', async () => {
    await openPatient(page, 'Diny Proef-Druif')
    const goal = page.getByRole('textbox', { name: t.plan.goal })
    await goal.fill('Weer een uur wandelen')
    await page.getByRole('button', { name: t.plan.addGoal }).click()
    await page.getByRole('button', { name: t.plan.removeGoal('Weer een uur wandelen') }).waitFor()
    await goal.fill('Half getypt')
    await endSession()
    const sunday = page.getByRole('checkbox', { name: 'zondag' })
    await sunday.focus()
    await page.keyboard.press('Space')
    await signInAgain()
    await page.getByText(t.error.notRead).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: t.plan.removeGoal('Weer een uur wandelen') }).waitFor()
    expect(await goal.inputValue()).toBe('Half getypt')
    expect(await sunday.isChecked()).toBe(false)
  })

  test('the note of an evaluation stays, and the decision is sent on trying again', async () => {
    await openPatient(page, 'Hilda Proef-Honingmeloen')
    await page.getByRole('textbox', { name: t.evaluation.note }).fill('Pijn is minder, traplopen nog niet')
    await endSession()
    await page.getByRole('button', { name: words.evaluationChoice.adjust, exact: true }).click()
    await signInAgain()
    expect(await page.getByRole('textbox', { name: t.evaluation.note }).inputValue()).toContain('traplopen nog niet')
    await page.getByRole('button', { name: t.tryAgain }).click()
    await page.getByText(t.evaluation.decided.adjust).waitFor()
    await page.reload()
    await page.getByText('traplopen nog niet').waitFor()
  })
})

describe('what the pages may do', () => {
  test('every page came with a policy that allows nothing from elsewhere and nothing inline', () => {
    expect(policies.length).toBeGreaterThan(devices.length * languages.length)
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|https?:|\*/)
    }
  })

  test('no page complained on the way, but for what was refused on purpose', () => {
    const expected = clinicScreens.flatMap(({ expectedComplaint }) => expectedComplaint ?? [])
    const complaints = complaintLines(world.complaints)
    expect(complaints.filter((line) => !expected.some((pattern) => pattern.test(line)))).toEqual([])
  })
})
