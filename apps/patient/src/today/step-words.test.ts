import type { PatientToday } from '@dosis/api'
import type { Observation, ProgressStep, SessionLog } from '@dosis/domain'
import { patientTexts } from '@dosis/text/patient'
import { expect, test } from 'vitest'
import { stepWords, waitsForTherapist } from './step-words.ts'

const texts = patientTexts.nl
const step = (changes: Partial<ProgressStep>): ProgressStep => ({
  prescription: 'run-walk',
  action: 'hold',
  from: 3,
  to: 3,
  rule: 'run-walk/not-yet',
  observed: [],
  factIds: [],
  ...changes,
})
const told = (changes: Partial<ProgressStep>, effortBorg = 13) =>
  stepWords(
    {
      progress: { steps: [step(changes)] },
      logs: [
        { endedAt: '2026-05-06T09:00:00.000Z', effortBorg },
        { endedAt: '2026-05-04T09:00:00.000Z', effortBorg: 20 },
      ] as SessionLog[],
    } as unknown as PatientToday,
    texts,
    String,
  )
const seen = (what: Observation['what'], observed: number | null, needed: number): Observation[] => [
  { what, observed, needed },
]

test('a next level is named and left to the therapist', () => {
  expect(told({ action: 'advance', to: 4 })).toBe(texts.step.advance('4'))
})

test.each([
  [14, texts.step.hold],
  [15, texts.step.holdAfterHardDay],
  [16, texts.step.holdAfterHardDay],
])('after an effort of %i on the Borg scale, holding is said as "%s"', (effort, words) => {
  expect(told({}, effort)).toBe(words)
})

test('a gap welcomes back and blames nobody', () => {
  const observed = seen('daysSinceLastSession', 14, 14)
  expect(told({ action: 'ask', observed })).toBe(texts.step.askAfterGap)
  expect(told({ action: 'regress', to: 2, observed })).toBe(texts.step.backAfterGap('2'))
})

test.each([
  [1, texts.step.ask],
  [2, texts.step.askAfterPain],
  [3, texts.step.askAfterPain],
])('a rise of pain by %i where the rule asks for 2 is said as "%s"', (rise, words) => {
  expect(told({ action: 'ask', observed: seen('painRise', rise, 2) })).toBe(words)
})

test('pain that is not known is not called a rise', () => {
  expect(told({ action: 'ask', observed: seen('painRise', null, 2) })).toBe(texts.step.ask)
})

test('the top level and a late evaluation have words of their own', () => {
  expect(told({ rule: 'run-walk/top-level' })).toBe(texts.step.holdAtTop)
  expect(told({ observed: seen('daysSinceEvaluationDue', 8, 7) })).toBe(texts.step.holdForEvaluation)
})

test('a stop, a plan without levels and a plan without sessions say nothing here', () => {
  expect(told({ action: 'stop' })).toBeNull()
  expect(told({ from: null, to: null })).toBeNull()
  const fresh = { progress: { steps: [step({})] }, logs: [] } as unknown as PatientToday
  expect(stepWords(fresh, texts, String)).toBeNull()
})

const numbers = { from: null, to: null }

test.each([
  [{ action: 'advance' }, texts.step.advanceNumbers],
  [{ action: 'regress', rule: 'step-goal/pain' }, texts.step.backNumbers],
  [{ action: 'regress', observed: seen('daysSinceLastSession', 20, 14) }, texts.step.backNumbersAfterGap],
  [{ action: 'ask', observed: seen('daysSinceLastSession', 14, 14) }, texts.step.askAfterGap],
  [{ action: 'hold', observed: seen('fatigueRiseOverWeeks', 1, 1) }, texts.step.holdAfterFatigue],
  [{ action: 'hold', observed: seen('painNextMorning', 2, 1) }, texts.step.holdAfterMorningPain],
  [
    { action: 'hold', rule: 'general/pain-above-agreed-limit', observed: seen('painAfter', 6, 5) },
    texts.step.holdAfterPain,
  ],
] as const)('a programme whose numbers move says what holds, never a number: %j', (changes, words) => {
  expect(told({ ...numbers, ...changes } as Partial<ProgressStep>)).toBe(words)
  expect(words).not.toMatch(/\d/)
})

test('a stop has its own screen, and a hold without a cause needs no words', () => {
  expect(told({ ...numbers, action: 'stop' })).toBeNull()
  expect(told({ ...numbers, action: 'hold' })).toBeNull()
})

test('what waits for the therapist says so; what holds or goes back does not', () => {
  const waits = (action: ProgressStep['action'], logs: readonly object[] = [{}]) =>
    waitsForTherapist({ progress: { steps: [step({ action })] }, logs } as unknown as PatientToday)
  expect([waits('ask'), waits('advance'), waits('hold'), waits('regress')]).toEqual([true, true, false, false])
  expect(waits('ask', [])).toBe(false)
})
