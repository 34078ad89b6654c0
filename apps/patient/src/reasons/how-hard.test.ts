import { readdirSync, readFileSync } from 'node:fs'
import type { DoseConstraint, IntensityTarget } from '@dosis/domain'
import { patientTexts } from '@dosis/text/patient'
import { expect, test } from 'vitest'
import { careOf } from './care.ts'
import { borgWord, howHardOf } from './how-hard.ts'
import type { Guided } from './guided.ts'
import { sourcesOf } from './sources-of.ts'

const target = (changes: Partial<IntensityTarget>): IntensityTarget => ({
  rule: 'rule',
  basis: 'effort',
  scale: 'borg6To20',
  exercise: null,
  holdsFor: 'whole',
  from: 11,
  upTo: 13,
  talk: null,
  absent: null,
  measurements: [],
  factIds: [],
  ...changes,
})
const guided = (targets: readonly IntensityTarget[]): Guided => ({
  id: 'a',
  form: 'aerobic_continuous',
  modality: 'aerobic',
  adaptations: [],
  targets,
})
const heart = target({ scale: 'heartRateBpm', from: 92, upTo: 98 })
const talk = target({ scale: 'talkTest', from: null, upTo: null, talk: 'conversation' })

test('the first target that can be used counts, with an effort beside a heart rate', () => {
  expect(howHardOf(guided([heart, target({})]))).toMatchObject({
    best: { scale: 'heartRateBpm', from: 92, upTo: 98 },
    beside: { scale: 'borg6To20', from: 11, upTo: 13 },
  })
  expect(howHardOf(guided([target({}), heart]))).toMatchObject({ best: { scale: 'borg6To20' }, beside: null })
})

test.each(['not_known', 'expired', 'never_for_this_patient', 'measurements_contradict'] as const)(
  'a target that is %s is never shown',
  (reason) => {
    const gone = target({ ...heart, absent: { reason, facts: [] } })
    expect(howHardOf(guided([gone]))).toBeNull()
    expect(howHardOf(guided([gone, talk]))?.best).toEqual({ scale: 'talkTest', talk: 'conversation' })
  },
)

test('a target in a scale that nobody can feel, or for one exercise, says nothing', () => {
  expect(howHardOf(guided([target({ scale: 'vo2MlKgMin' }), target({ exercise: 'leg-press' })]))).toBeNull()
})

test('an effort for the start only does not stand beside a heart rate for the whole', () => {
  const start = target({ holdsFor: 'start' })
  expect(howHardOf(guided([heart, start]))?.beside).toBeNull()
  expect(howHardOf(guided([{ ...heart, holdsFor: 'start' }, start]))?.beside).not.toBeNull()
})

test('the word of an effort is never harder than its number', () => {
  const words = patientTexts.nl.borg
  expect([11, 12, 13].map((value) => borgWord(words, value))).toEqual(['licht', 'licht', 'een beetje zwaar'])
  expect(borgWord(words, 5)).toBeNull()
})

/** What changes how a patient moves must be said in words that a patient reads, in both languages. */
const ownKinds = ['tempo', 'breathing', 'posture', 'range', 'technique', 'monitoring']
const folder = new URL('../../../../knowledge/constraints/', import.meta.url)
const ours = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({ id: file.replace(/\.yaml$/, ''), text: readFileSync(new URL(file, folder), 'utf8') }))
  .filter(
    ({ text }) =>
      !text.includes('awaiting_review') &&
      ownKinds.some((kind) => new RegExp(`^adapts: \\[.*\\b${kind}\\b`, 'm').test(text)),
  )
test.each(ours.map(({ id }) => id).filter((id) => id !== 'glucose-with-insulin'))(
  'the adaptation %s has words for a patient',
  (id) => {
    expect(patientTexts.nl.adaptation).toHaveProperty([id])
    expect(patientTexts.en.adaptation).toHaveProperty([id])
  },
)
test('no words for a patient carry a number: numbers stand in the knowledge', () => {
  const words = [...Object.values(patientTexts.nl.adaptation), ...Object.values(patientTexts.en.adaptation)]
  expect(words.filter((each) => /\d/.test(each))).toEqual([])
})

test('a rule that waits for a clinician is not shown, nor one that the phone does not know', () => {
  const adaptation = { nl: 'Zo', en: 'Thus' }
  const constraints = Object.fromEntries(
    [
      { id: 'watch', adapts: ['monitoring'], review: { state: 'active' }, adaptation },
      { id: 'tempo', adapts: ['evidence', 'tempo'], review: { state: 'active' }, adaptation },
      { id: 'waiting', adapts: ['tempo'], review: { state: 'awaiting_review' }, adaptation },
      { id: 'background', adapts: ['evidence'], review: { state: 'active' }, adaptation },
      { id: 'silent', adapts: ['tempo'], review: { state: 'active' }, adaptation: null },
    ].map((each) => [each.id, each]),
  ) as unknown as Readonly<Record<string, DoseConstraint>>
  const adaptations = ['watch', 'waiting', 'tempo', 'constructor', 'background', 'silent']
  expect(careOf([{ adaptations }, { adaptations }], constraints).map(({ id }) => id)).toEqual(['tempo', 'watch'])
})

test('a source is named once, with the least sure of what it says; what it is silent about is no source', () => {
  const document = { title: { nl: 'Richtlijn', en: 'Guideline' }, status: 'concept', statusNote: null } as const
  const sources = {
    documents: { guideline: document },
    statements: {
      one: { document: 'guideline', kind: 'formal_conditional', certainty: 'low' },
      two: { document: 'guideline', kind: 'quoted', certainty: 'very_low' },
      three: { document: 'guideline', kind: 'description', certainty: null },
      none: { document: 'guideline', kind: 'silent', certainty: null },
    },
  } as const
  expect(sourcesOf(['one', 'two', 'three'], sources)).toEqual([{ id: 'guideline', ...document, certainty: 'very_low' }])
  expect(sourcesOf(['three'], sources)[0]?.certainty).toBeNull()
  expect(sourcesOf(['none', 'not-there'], sources)).toEqual([])
  expect(sourcesOf(['one'], undefined)).toEqual([])
})
