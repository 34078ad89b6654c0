import { addDays, type Progression, type ProgressionRule, type SessionLog } from '@dosis/domain'
import { expect, test } from 'vitest'
import { active, awaiting, general, knowledge, log, plainPrescription, plan, startsOn } from './fixture.ts'
import { measuredSigns } from './measured-signs.ts'

const fast: ProgressionRule = {
  id: 'fast',
  names: { en: '', nl: '' },
  action: 'stop',
  when: { restingHeartRateAtLeast: 100 },
  symptom: 'fast-heart',
  factIds: ['FAST'],
  review: active,
}
const heavy: ProgressionRule = { ...fast, id: 'heavy', when: { weightRiseKilogramsAtLeast: 1.8, withinDays: 3 } }

const measured = (day: number, before: SessionLog['before'], sessionId = `session-${day}`): SessionLog => ({
  ...log({ day, sessionId }),
  ...(before === undefined ? {} : { before }),
})
const beating = (...rates: readonly number[]) =>
  rates.map((restingHeartRateBpm, day) => measured(day, { restingHeartRateBpm }))

function signs(
  rules: readonly ProgressionRule[],
  logs: readonly SessionLog[],
  adaptations: readonly string[][] = [[]],
) {
  const prescriptions = adaptations.map((each, at) => plainPrescription(`it-${at}`, { adaptations: each }))
  const input = {
    on: addDays(startsOn, 20),
    plan: { ...plan, prescriptions },
    logs,
    adverseEvents: [],
    released: [],
  }
  const of: Progression = { ...general, rules }
  return measuredSigns(input, { ...knowledge, progressions: { general: of } })
}

test('a sign is reported with its session, symptom, rule and sources', () => {
  expect(signs([...general.rules, fast], beating(60, 100, 99))).toEqual([
    {
      eventId: 'measured-session-1',
      sessionId: 'session-1',
      symptom: 'fast-heart',
      rule: 'general/fast',
      factIds: ['FAST'],
    },
  ])
})

test('of as many beats on two days the first is reported', () => {
  expect(signs([fast], beating(60, 105, 105))).toMatchObject([{ sessionId: 'session-1' }])
})

test('a rule without a symptom reports none', () => {
  const { symptom: _, ...silent } = fast
  expect(signs([silent], beating(100))).toMatchObject([{ symptom: null }])
})

test('a rule that waits for review reports nothing, nor does knowledge without rules', () => {
  expect(signs([{ ...fast, review: awaiting }], beating(120))).toEqual([])
  const input = { on: addDays(startsOn, 20), plan, logs: beating(120), adverseEvents: [], released: [] }
  expect(measuredSigns(input, { ...knowledge, progressions: {} })).toEqual([])
})

test('a rule for some reports when one prescription of the plan carries its adaptation', () => {
  const checked = { ...fast, withAdaptation: 'check' }
  expect(signs([checked], beating(120), [['other']])).toEqual([])
  expect(signs([checked], beating(120), [['other'], ['check']])).toHaveLength(1)
  expect(signs([fast], beating(120), [['other'], ['check']])).toHaveLength(1)
})

test.each([
  ['the lowest of the days before', [70, 71.2, 71.8], [0, 1, 2], 1],
  ['an earlier day, not the same one', [70, 71.8], [0, 0], 0],
  ['three days at most', [70, 71.8], [0, 3], 1],
  ['no more than three days', [70, 71.8], [0, 4], 0],
  ['what came before, not what came after', [72, 70], [0, 1], 0],
])('weight is compared with %s', (_, weights, days, count) => {
  const logs = weights.map((weightKilograms, at) => measured(days[at] as number, { weightKilograms }, `at-${at}`))
  expect(signs([heavy], logs)).toHaveLength(count)
})

test.each([
  ['over two days', [1, 2, 3], [0, 1, 2], 0],
  ['over three days', [1, 2, 3], [0, 1, 3], 1],
  ['as much as before', [1, 2, 2], [0, 2, 4], 0],
  ['worse, better, worse', [1, 3, 2, 3], [0, 2, 3, 4], 0],
  ['answers five days apart', [1, 2], [0, 5], 1],
  ['answers six days apart', [1, 2], [0, 6], 0],
  ['one answer', [9], [0], 0],
])('breathlessness %s', (_, answers, days, count) => {
  const breath = { ...fast, when: { breathlessnessWorseOverDays: 3, withinDays: 5 } }
  const logs = answers.map((breathlessness, at) => measured(days[at] as number, { breathlessness }))
  expect(signs([breath], logs)).toHaveLength(count)
})
