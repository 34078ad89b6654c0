import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Contract } from '@dosis/api'
import { assess, plan } from '@dosis/engine'
import {
  canonicalJson,
  formsOf,
  inBoth,
  type InstrumentForm,
  type InstrumentForms,
  type KnowledgeInOneLanguage,
  languages,
} from '@dosis/domain'
import { scoreForm } from '@dosis/engine/instruments'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { peopleOf } from '../../../../test-support/people.ts'
import { knowledge, openTestServer, type TestServer, type Visitor } from '../../test-support/test-server.ts'

let server: TestServer
let therapist: Visitor
beforeAll(async () => {
  server = await openTestServer({ memory: true })
  therapist = await server.signIn()
})
afterAll(() => server.close())

const ask = (language: string, headers: Record<string, string> = {}) =>
  therapist.send({ method: 'GET', url: `/api/knowledge/${language}`, headers })

test.each(languages)('answers the texts in %s alone, with which every decision is the same', async (language) => {
  const answer = await ask(language)
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  const loaded = JSON.parse(answer.text) as KnowledgeInOneLanguage
  expect(loaded).toMatchObject({ version: knowledge.version, language })
  const other = language === 'nl' ? 'en' : 'nl'
  const osteoporosis = knowledge.conditions['osteoporosis']?.names
  expect(answer.text).toContain(osteoporosis?.[language])

  const whole = inBoth(loaded)
  expect(whole.conditions['osteoporosis']?.names).toEqual({
    [language]: osteoporosis?.[language],
    [other]: osteoporosis?.[language],
  })
  for (const patient of fc.sample(peopleOf(knowledge), { numRuns: 300, seed: 20_261_123 })) {
    const input = { assessment: patient, preferences: {} }
    expect(canonicalJson(assess(patient, whole))).toBe(canonicalJson(assess(patient, knowledge)))
    expect(canonicalJson(plan(input, whole))).toBe(canonicalJson(plan(input, knowledge)))
  }
})

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('packs it once as %s, and unpacks to the same bytes', async (encoding, unpack) => {
  const [plain, first, second] = [
    await ask('nl'),
    await ask('nl', { 'accept-encoding': encoding }),
    await ask('nl', { 'accept-encoding': encoding }),
  ]
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(first.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' })
  expect(unpack(first.bytes).toString('utf8')).toBe(plain.text)
  expect(second.bytes.equals(first.bytes)).toBe(true)
})

test('a browser that has it is told that it still holds, and nothing is sent again', async () => {
  const { headers } = await ask('nl')
  expect(headers['cache-control']).toBe('private, no-cache')
  const tag = String(headers['etag'])
  const again = await ask('nl', { 'if-none-match': tag, 'accept-encoding': 'br' })
  expect([again.status, again.bytes.length]).toEqual([304, 0])
  expect((await ask('en', { 'if-none-match': tag })).status).toBe(200)
})

test('what was kept before is refused to who is not signed in', async () => {
  const tag = String((await ask('nl')).headers['etag'])
  const { status, headers } = await server
    .visitor()
    .send({ method: 'GET', url: '/api/knowledge/nl', headers: { 'if-none-match': tag } })
  expect([status, headers['cache-control']]).toEqual([401, 'no-store'])
})

test('a language that Dosis does not speak is not found', async () => {
  expect((await ask('fr')).status).toBe(404)
})

test.each(languages)('forms of instruments come apart, in %s, and examples never', async (language) => {
  const first = await ask(language)
  const loaded = inBoth(JSON.parse(first.text) as KnowledgeInOneLanguage)
  expect(loaded.instruments['sppb']).toMatchObject({ id: 'sppb', hasForm: true })
  expect(loaded.instruments['nprs']).not.toHaveProperty('hasForm')
  for (const instrument of Object.values(loaded.instruments)) {
    expect(instrument).not.toHaveProperty('form')
    expect(instrument).not.toHaveProperty('examples')
  }

  const answer = await ask(`${language}/instrument-forms`)
  expect(answer.status).toBe(200)
  const { version, forms, statements } = inBoth<InstrumentForms>(JSON.parse(answer.text) as KnowledgeInOneLanguage)
  expect(version).toBe(knowledge.version)
  expect(Object.keys({ ...loaded.statements, ...statements }).sort()).toEqual(Object.keys(knowledge.statements).sort())
  expect(Object.keys(statements)).toContain('CR-6MWT-01')
  expect(loaded.statements).toHaveProperty('MON-OST-04')
  const name = knowledge.instruments['sppb']?.form?.inputs[0]?.names[language]
  expect(forms['sppb']?.inputs[0]?.names).toEqual({ en: name, nl: name })
  expect(Object.keys(forms).sort()).toEqual(Object.keys(formsOf(knowledge).forms).sort())
  const filledIn = { 'side-by-side': 10, 'semi-tandem': 10, tandem: 10, course: '4-m', gait: 4.82, chair: 11.2 }
  expect(scoreForm(forms['sppb'] as InstrumentForm, filledIn)).toMatchObject({ state: 'scored', score: 10 })
})

test('a language that is not there has no forms', async () => {
  expect((await ask('fr/instrument-forms')).status).toBe(404)
})

test('how exercises are done comes apart from what decisions look at, and the two are the whole', async () => {
  const answer = await therapist.send({ method: 'GET', url: '/api/exercise-details' })
  const details = JSON.parse(answer.text) as Contract['exerciseDetails']['response']
  const loaded = JSON.parse((await ask('nl')).text) as KnowledgeInOneLanguage
  const { exercises } = inBoth(loaded)
  expect(Object.keys(details)).toEqual(Object.keys(knowledge.exercises).sort())
  for (const [id, { names: _, breathing: __, ...whole }] of Object.entries(knowledge.exercises)) {
    expect(exercises[id]).not.toHaveProperty('instruction')
    expect({ ...exercises[id], ...details[id] }).toMatchObject(whole)
  }
})
