import type { Language } from '@dosis/domain'
import { clinicTexts } from '@dosis/text'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations } from './browser.ts'
import { signIn } from './clinic.ts'
import { type ClinicScreen, clinicScreens, foreignTo, openScreen, speak } from './clinic-screens.ts'
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
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  const seen = await page.evaluate(look)
  expect(seen.language).toBe(language)
  expect(seen.titles[0] ?? seen.text).toContain(screen.title(clinicTexts[language], language))
  expect(seen.beyondTheEdge, 'wider than the screen').toEqual([])
  if (scheme === 'light') expectWordsOf(language, seen.text)
  expect(await axeViolations(page)).toEqual([])
  const complaints = complaintLines(world.complaints.slice(earlier))
  expect(complaints.filter((line) => screen.expectedComplaint?.test(line) !== true)).toEqual([])
})

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
