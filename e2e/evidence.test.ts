import { readFileSync } from 'node:fs'
import { evidenceTexts } from '@dosis/text'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn, t } from './clinic.ts'
import { complaintLines } from './complaints.ts'
import { openWorld, type World } from './world.ts'

/** The pages about evidence, told by the words that stand there (Dutch). */

const e = evidenceTexts.nl
const hip = '/evidence/osteoporosis-strength-hip-bmd'
let world: World
let page: Page

beforeAll(async () => {
  world = await openWorld()
  page = await (await world.laptop()).newPage()
  await signIn(page)
})
afterAll(() => world?.stop())

const answer = () => page.locator('.c-answer').first()
const waitForAnswer = (words: string | RegExp) => page.locator('.c-answer').filter({ hasText: words }).waitFor()

async function openSettings(): Promise<void> {
  await page.getByRole('button', { name: e.settings, exact: true }).click()
}

describe('a question of the knowledge', () => {
  test('is reached with the keyboard, and Escape leads back to all questions', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('b')
    await page.getByRole('heading', { level: 1, name: e.title, exact: true }).waitFor()
    expect(await page.getByRole('rowheader').count()).toBe(6)
    await page.getByRole('link', { name: /totale heup/ }).click()
    await waitForAnswer('SMD 0,42 (0,14 tot 0,70)')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { level: 1, name: e.title, exact: true }).waitFor()
  })

  test('shows the figures of the source, computed again, and says by which conventions', async () => {
    await page.goto(hip)
    await waitForAnswer('SMD 0,42 (0,14 tot 0,70)')
    const said = await page.getByRole('main').innerText()
    expect(said).toContain(e.agreement(52, 52))
    expect(said).toContain('Afspraken van RevMan 5')
    expect(said).toContain('−0,31 tot 1,15')
    expect(said).toContain('10 vergelijkingen, 444 deelnemers')
  })

  test('is computed again by other conventions and without a study, and goes back to the choice of the source', async () => {
    await openSettings()
    await page.getByText(e.isSource).waitFor()
    await page
      .getByRole('combobox', { name: e.interval })
      .selectOption({ label: e.intervalName['knapp-hartung'] ?? '' })
    await waitForAnswer('SMD 0,42 (0,08 tot 0,76)')
    await page.getByText(e.isOwn).waitFor()
    await page.getByRole('checkbox', { name: /^Eladl/ }).uncheck()
    await waitForAnswer(/SMD 0,31/)
    await page.getByRole('button', { name: e.asSource }).click()
    await waitForAnswer('SMD 0,42 (0,14 tot 0,70)')
    expect(await page.getByText(e.isOwn).count()).toBe(0)
  })

  test.each(['leaveOneOut', 'cumulative', 'funnel', 'baujat'] as const)(
    'has the picture "%s" with its table',
    async (name) => {
      await page.getByRole('radiogroup', { name: e.picture }).getByText(e.pictures[name], { exact: true }).click()
      const figure = page.locator('.c-figure').first()
      await figure.locator('.c-figure-box svg').waitFor()
      const table = figure.getByRole('button', { name: e.asTable })
      if ((await table.getAttribute('aria-expanded')) === 'false') await table.click()
      expect(await figure.getByRole('row').count()).toBeGreaterThan(9)
    },
  )

  test('keeps a picture as SVG and as PNG', async () => {
    for (const [kind, first] of [
      ['SVG', '<svg'],
      ['PNG', '\u0089PNG'],
    ] as const) {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page
          .getByRole('button', { name: new RegExp(`^Bewaar als ${kind}`) })
          .first()
          .click(),
      ])
      expect(readFileSync(await file.path(), 'latin1').slice(0, 4)).toBe(first)
    }
  })

  test('of a network shows what the source prints, with a table for each picture', async () => {
    await page.goto('/evidence/heart-failure-non-drug')
    await page.locator('.c-figure-box svg').first().waitFor()
    const figures = await page.locator('.c-figure').count()
    expect(figures).toBeGreaterThan(2)
    expect(await page.getByRole('button', { name: e.asTable }).count()).toBe(figures)
  })

  test('is one press away from the reasons of an assessment', async () => {
    await page.goto('/patients/proef-bes/assessment')
    const forms = page.getByRole('table', { name: t.assessment.formsCaption })
    const closed = forms.locator('button[aria-expanded="false"]')
    await closed.first().waitFor()
    while (
      (await closed.count()) > 0 &&
      (await page.getByRole('link', { name: t.assessment.toEvidence }).count()) === 0
    )
      await closed.first().click()
    await page.getByRole('link', { name: t.assessment.toEvidence }).first().click()
    await page.getByRole('link', { name: e.back }).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/evidence\/./)
  })
})

describe('a table of one’s own', () => {
  const fill = async (text: string) => {
    await page.goto('/evidence/own')
    await page.getByRole('textbox', { name: e.paste, exact: true }).fill(text)
  }
  const start = () => page.getByRole('button', { name: e.start, exact: true }).click()

  test('is pooled with decimal commas, and kept as JSON, CSV and a script of R', async () => {
    await page.goto('/evidence/own')
    await page.getByRole('button', { name: e.example }).click()
    await start()
    await waitForAnswer(/SMD/)
    for (const [name, found] of [
      [e.fileJson, '"studyCount": 3'],
      [e.fileCsv, 'De Vries 2019,'],
      [e.fileR, 'library(metafor)'],
    ] as const) {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
      expect(readFileSync(await file.path(), 'utf8')).toContain(found)
    }
  })

  test('that cannot be used is refused with row and column', async () => {
    await fill('study;mean1;sd1;n1;mean2;sd2;n2\nA;1;2;20;0;2;20\nB;1;-2;20;0;2;20')
    await start()
    await page.getByText('rij 2, kolom sd1: mag niet onder 0 zijn, maar is -2').waitFor()
    await fill('study,n\nA,1\nB')
    await start()
    await page.getByText('rij 2: heeft 1 cellen, de kop heeft er 2').waitFor()
    expect(await answer().count()).toBe(0)
  })

  test('of RevMan is read from its file', async () => {
    const row = (id: string, m: number) =>
      `<CONT_DATA STUDY_ID="${id}" MEAN_1="${m}" SD_1="2" TOTAL_1="20" MEAN_2="0" SD_2="2" TOTAL_2="20"/>`
    const xml = `<COCHRANE_REVIEW><STUDY ID="S1" NAME="Aap 2001"/><STUDY ID="S2" NAME="Noot 2002"/><COMPARISON NO="1"><CONT_OUTCOME NO="1"><NAME>Pijn</NAME>${row('S1', 1)}${row('S2', 2)}</CONT_OUTCOME></COMPARISON></COCHRANE_REVIEW>`
    await page.goto('/evidence/own')
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'review.rm5', mimeType: 'text/xml', buffer: Buffer.from(xml) })
    await start()
    await waitForAnswer(/SMD/)
    expect(await page.locator('.c-figure').first().innerHTML()).toContain('Noot 2002')
  })

  test('of a network gives graph, league table and ranks', async () => {
    const rows = ['A;B;1,0', 'A;C;1,5', 'B;C;0,4', 'A;D;0,2', 'C;D;-1,1'].map(
      (row, at) => `Studie ${at + 1};${row};0,3`,
    )
    await fill(['study;treat1;treat2;estimate;se', ...rows].join('\n'))
    await page.getByText(e.network, { exact: true }).click()
    await start()
    await waitForAnswer(e.networkSize(4, 5))
    for (const name of ['effects', 'league', 'ranks'] as const) {
      await page.getByRole('radiogroup', { name: e.picture }).getByText(e.pictures[name], { exact: true }).click()
      expect(await page.locator('.c-figure-box svg').count()).toBe(1)
    }
  })

  test('of 100 treatments and 1,000 studies leaves the page awake, shows progress and can be stopped', async () => {
    await fill(largeNetwork(100, 1_000))
    await page.getByText(e.network, { exact: true }).click()
    await page.evaluate(() => {
      const seen = { longest: 0, last: performance.now() }
      Object.assign(globalThis, { seen })
      const beat = (now: number) => {
        seen.longest = Math.max(seen.longest, now - seen.last)
        seen.last = now
        requestAnimationFrame(beat)
      }
      requestAnimationFrame(beat)
    })
    await start()
    await page.getByRole('progressbar').waitFor()
    await page.getByRole('button', { name: e.cancel }).click()
    await page.getByText(e.cancelled).waitFor()
    expect(await answer().count()).toBe(0)

    await start()
    await waitForAnswer(e.networkSize(100, 1_000))
    await page.getByText(e.leagueTooLarge(100)).waitFor()
    const longest = await page.evaluate(() => (globalThis as unknown as { seen: { longest: number } }).seen.longest)
    process.stdout.write(`longest pause of the page: ${Math.round(longest)} ms\n`)
    expect(longest).toBeLessThan(2_000)
  })

  test('never left the browser, and no page complained', () => {
    expect(complaintLines(world.complaints)).toEqual([])
  })
})

/** A connected network of two-arm studies with effects that follow from the treatments; the same every time. */
function largeNetwork(treatments: number, studies: number): string {
  let seed = 1
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const rows = Array.from({ length: studies }, (_, study) => {
    const one = study < treatments - 1 ? study : Math.floor(random() * treatments)
    const other = study < treatments - 1 ? study + 1 : (one + 1 + Math.floor(random() * (treatments - 1))) % treatments
    const estimate = (one - other) / treatments + random() - 0.5
    return `S${study + 1},T${one + 1},T${other + 1},${estimate.toFixed(4)},${(0.1 + random() * 0.4).toFixed(4)}`
  })
  return ['study,treat1,treat2,estimate,se', ...rows].join('\n')
}
