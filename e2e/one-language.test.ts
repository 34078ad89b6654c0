import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Language, languages } from '@dosis/domain'
import { clinicTexts } from '@dosis/text'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPatient, knowledge, signIn } from './clinic.ts'
import { openWorld, type World } from './world.ts'

/** Engine and knowledge of one language together, after gzip. */
const bytesAtMost = 150_000
const assets = fileURLToPath(new URL('../apps/clinic/dist/assets', import.meta.url))

let world: World
let clinic: BrowserContext
let page: Page
/** The languages of the knowledge that the server was asked for, in order. */
const asked: string[] = []

beforeAll(async () => {
  world = await openWorld()
  clinic = await world.laptop()
  clinic.on('request', (request) => {
    const [, language] = /\/api\/knowledge\/(\w+)$/.exec(request.url()) ?? []
    if (language !== undefined) asked.push(language)
  })
  page = await clinic.newPage()
  await signIn(page)
})
afterAll(() => world?.stop())

describe('what a browser loads to decide by itself', () => {
  /** The files of the built app that hold the engine and the words of the domain that it speaks. */
  const engine = (): readonly string[] => readdirSync(assets).filter((name) => /^(engine|domain)-.*\.js$/.test(name))

  test.each(languages)('engine and knowledge in %s are together at most 150 kB after gzip', async (language) => {
    expect(engine()).toHaveLength(2)
    const code = engine().reduce((sum, name) => sum + gzipSync(readFileSync(`${assets}/${name}`)).length, 0)
    const answer = await clinic.request.get(`/api/knowledge/${language}`, { headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers()['content-encoding']).toBe('gzip')
    const texts = Number(answer.headers()['content-length'])
    expect(texts).toBeGreaterThan(10_000)
    expect(code + texts).toBeLessThanOrEqual(bytesAtMost)
  })
})

const questionIn = (language: Language) =>
  page.getByText(knowledge.facts['low-back-pain-plays-a-role']?.question[language] ?? '', { exact: true }).first()
const choose = (language: 'English' | 'Nederlands') =>
  page
    .getByRole('group', { name: /Taal|Language/ })
    .getByRole('button', { name: language })
    .click()

test('loads the language of the page, the other when it is chosen, and neither twice', async () => {
  await addPatient(page, { name: 'Tale Proef', birthDate: '1970-01-01', sex: 'female' })
  await questionIn('nl').waitFor()
  expect(asked).toEqual(['nl'])
  await choose('English')
  await questionIn('en').waitFor()
  expect(asked).toEqual(['nl', 'en'])
  await choose('Nederlands')
  await questionIn('nl').waitFor()
  expect(asked).toEqual(['nl', 'en'])
})

test('without a connection a language that is there is shown, and one that is not is named', async () => {
  await page.reload()
  await questionIn('nl').waitFor()
  await clinic.setOffline(true)
  await choose('English')
  await page.getByText(clinicTexts.en.error.otherLanguage).waitFor()
  await questionIn('nl').waitFor()
  await choose('Nederlands')
  await questionIn('nl').waitFor()
  expect(await page.getByText(clinicTexts.nl.error.otherLanguage).count()).toBe(0)

  await clinic.setOffline(false)
  await choose('English')
  await questionIn('en').waitFor()
  await page.getByText(clinicTexts.en.error.otherLanguage).waitFor({ state: 'detached' })
  await clinic.setOffline(true)
  await choose('Nederlands')
  await questionIn('nl').waitFor()
  await choose('English')
  await questionIn('en').waitFor()
})
