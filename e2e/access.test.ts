import { readFile } from 'node:fs/promises'
import type { Language } from '@dosis/domain'
import { accessTexts, clinicTexts } from '@dosis/text'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations } from './browser.ts'
import { speak } from './clinic-screens.ts'
import { openWorld, type World } from './world.ts'

/** Who may open which record, who did, and who looks at that: as colleagues of the demo practice see it. */

const a = accessTexts.nl
const t = clinicTexts.nl
const people = {
  therapist: ['demo', 'demo-therapeut'],
  physician: ['demo-arts', 'demo-huisarts'],
  manager: ['demo-manager', 'demo-praktijk'],
} as const
type Person = keyof typeof people
/** The one patient whom only the therapist treats. */
const alone = { path: '/patients/proef-framboos', name: /Proef-Framboos/ }

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.stop())

async function openAs(person: Person, device: 'laptop' | 'phone' = 'laptop'): Promise<Page> {
  const page = await (await world[device]()).newPage()
  const [login, password] = people[person]
  await page.goto('/settings')
  await page.getByRole('textbox', { name: t.signIn.login }).fill(login)
  await page.getByRole('textbox', { name: t.signIn.password }).fill(password)
  await page.getByRole('button', { name: t.signIn.enter, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: t.settings.title }).waitFor()
  return page
}

async function giveReason(page: Page): Promise<void> {
  await page.getByRole('radio', { name: a.reasons.consultation }).check()
  await page.getByRole('textbox', { name: a.outside.explanation }).fill('Thea vraagt mee te kijken')
  await page.getByRole('button', { name: a.outside.open }).click()
  await page.getByRole('navigation', { name: t.band.places }).waitFor()
}

describe('from the question to the review', () => {
  test('a colleague finds the patient by name, says why, and the record opens', async () => {
    const page = await openAs('physician')
    await page.goto('/')
    await page.getByRole('link', { name: alone.name }).waitFor({ state: 'detached' })
    await page.getByRole('searchbox').fill('fram')
    await page.getByRole('link', { name: alone.name }).click()
    await page.getByRole('heading', { level: 1, name: a.outside.title }).waitFor()
    await page.getByRole('button', { name: a.outside.open }).click()
    await page.getByText(a.outside.needsReason).waitFor()
    await page.getByText(a.outside.needsExplanation).waitFor()
    await giveReason(page)
    expect(new URL(page.url()).pathname).toContain(alone.path)
    await page.context().close()
  })

  test('the therapist sees that, who did what, and adds the colleague to the team', async () => {
    const page = await openAs('therapist')
    await page.goto(`${alone.path}/access`)
    await page.getByText('Thea vraagt mee te kijken').waitFor()
    await page.getByRole('cell', { name: a.did['outside.open'] }).first().waitFor()
    const colleague = page.getByRole('combobox', { name: a.team.add })
    await colleague.selectOption({ label: 'Arno Proef, huisarts, arts' })
    await page.getByRole('button', { name: a.team.addButton, exact: true }).click()
    await page.getByRole('cell', { name: a.team.hows.assigned }).waitFor()
    await page.getByRole('button', { name: a.team.removeOf('Arno Proef, huisarts') }).click()
    await page.getByRole('cell', { name: a.team.hows.assigned }).waitFor({ state: 'detached' })
    expect(await page.getByRole('row').filter({ hasText: a.team.hows.entered }).count()).toBe(1)
    await page.context().close()
  })

  test('the therapist asks for a copy of the record, and saves it when a job has made it', async () => {
    const page = await openAs('therapist')
    await page.goto(`${alone.path}/access`)
    const copies = page.getByRole('region', { name: a.copies.title })
    await copies.getByText(a.copies.none).waitFor()
    await copies.getByRole('combobox', { name: a.copies.reason }).selectOption({ label: a.copies.reasons.patient })
    await copies.getByRole('button', { name: a.copies.ask }).click()
    await copies.getByText(a.copies.states.waiting).waitFor()
    const save = copies.getByRole('button', { name: a.copies.save })
    await save.waitFor()
    const saved = page.waitForEvent('download')
    await save.click()
    const file = await saved
    expect(file.suggestedFilename()).toMatch(/^dossier-\d{4}-\d{2}-\d{2}\.json$/)
    const copy = JSON.parse(await readFile(await file.path(), 'utf8'))
    expect(copy).toMatchObject({ dosisPatient: 1, patientId: 'proef-framboos' })
    expect(copy.events.length).toBeGreaterThan(0)
    await page.getByRole('cell', { name: a.did['patient.export'] }).first().waitFor()
    await page.context().close()
  })

  test('the manager reviews it, finds it in the log, checks the log and saves it', async () => {
    const page = await openAs('manager')
    await page.getByRole('link', { name: t.rail.oversight }).click()
    await page.getByRole('heading', { level: 1, name: a.review.title }).waitFor()
    await page.getByRole('button', { name: a.review.why }).click()
    await page.getByText(/^NEN 7513/).waitFor()
    await page.getByRole('button', { name: /Arno Proef/ }).click()
    await page.getByRole('link', { name: a.review.seeLog }).click()
    await page.getByRole('cell', { name: a.did['outside.open'] }).first().waitFor()
    await page.getByRole('button', { name: a.log.check }).click()
    await page.getByText(/^Het logboek is heel/).waitFor()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: a.log.save }).click()
    const bundle = JSON.parse(await readFile(await (await saved).path(), 'utf8'))
    expect(bundle.entry.length).toBeGreaterThan(2)
    await page.goto('/oversight')
    await page.getByRole('button', { name: /Arno Proef/ }).click()
    await page.getByText(a.review.outcomes.justified, { exact: true }).click()
    await page.getByRole('button', { name: a.review.save }).click()
    await page.getByText(a.review.nothing).waitFor()
    await page.getByRole('region', { name: a.review.reviewed }).waitFor()
    await page.context().close()
  })

  test('the manager opens the practice to all who treat, with a reason, and closes it again', async () => {
    const page = await openAs('manager')
    await page.goto('/oversight')
    for (const rule of [a.rule.practice, a.rule.team]) {
      await page.getByRole('radio', { name: rule }).check()
      await page.getByRole('textbox', { name: a.rule.why }).fill('besproken in het team')
      await page.getByRole('button', { name: a.rule.save, exact: true }).click()
      await page.getByRole('textbox', { name: a.rule.why }).waitFor({ state: 'detached' })
    }
    await page.getByText(/Gekozen door Mina Proef/).waitFor()
    expect(await page.getByRole('radio', { name: a.rule.team }).isChecked()).toBe(true)
    await page.context().close()
  })
})

const screens = [
  { name: 'question', person: 'physician', path: `${alone.path}/intake`, title: 'outside' },
  { name: 'team and log of a patient', person: 'therapist', path: '/patients/proef-bes/access', title: 'place' },
  { name: 'team with access from outside', person: 'therapist', path: `${alone.path}/access`, title: 'place' },
  { name: 'review', person: 'manager', path: '/oversight/review', title: 'review' },
  { name: 'log of the practice', person: 'manager', path: '/oversight/log', title: 'log' },
] as const

/** Sentences of one language alone; the professions are part of the names of people. */
function wordsOf(language: Language): readonly string[] {
  const flat = (value: object): readonly string[] =>
    Object.values(value).flatMap((each) =>
      typeof each === 'string' ? [each] : each instanceof Object ? flat(each) : [],
    )
  return flat({ ...accessTexts[language], roles: {} }).filter((words) => words.length >= 12)
}

const titleOf = (title: (typeof screens)[number]['title'], language: Language): string => {
  const own = accessTexts[language]
  return {
    outside: own.outside.title,
    place: clinicTexts[language].place.access,
    review: own.review.title,
    log: own.log.practiceTitle,
  }[title]
}

describe.each(['laptop', 'phone'] as const)('on a %s', (device) => {
  test.each(screens)('$name is accessible, fits, and speaks one language', async ({ person, path, title, name }) => {
    // Access with a reason that was given before has ended: the question is there again.
    if (name === 'question') await world.goOnTo(device === 'laptop' ? '2026-05-06' : '2026-05-07')
    const page = await openAs(person, device)
    for (const language of ['nl', 'en'] as const) {
      await page.goto('/settings')
      await speak(page, language)
      await page.goto(path)
      await page.getByRole('heading', { level: 1, name: titleOf(title, language) }).waitFor()
      await page.getByRole('status').filter({ hasText: '…' }).waitFor({ state: 'detached' })
      const text = await page.locator('body').innerText()
      expect(wordsOf(language === 'nl' ? 'en' : 'nl').filter((words) => text.includes(words))).toEqual([])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        expect(await axeViolations(page)).toEqual([])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
        expect(wide, 'wider than the screen').toBe(false)
      }
    }
    if (name === 'question' && device === 'laptop') {
      // So that the manager has something to review.
      await page.goto('/settings')
      await speak(page, 'nl')
      await page.goto(path)
      await giveReason(page)
    }
    await page.context().close()
  })
})
