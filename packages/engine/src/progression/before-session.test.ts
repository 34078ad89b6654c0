import type { BeforeSessionCondition, BeforeSessionRule, CheckBefore } from '@dosis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedBeforeSession, beforeSession } from './before-session.ts'

const text = { en: '', nl: '' }
const rule = (
  id: string,
  then: BeforeSessionRule['then'],
  ...when: readonly BeforeSessionCondition[]
): BeforeSessionRule => ({ id, names: text, when, then, instruction: text, factIds: [] })

const glucose = 'glucoseMillimolesPerLitre'
const rules = [
  rule('low-yesterday', 'no_session', { told: 'hadSevereLowGlucose' }),
  rule('below-4', 'wait', { measured: glucose, below: 4 }),
  rule('below-2.9', 'no_session', { measured: glucose, below: 2.9 }),
  rule('above-15', 'no_session', { measured: glucose, above: 15 }, { told: 'hasSymptomsOrKetones' }),
]
const knowledge = {
  constraints: {
    insulin: { id: 'insulin', beforeSession: rules },
    technique: { id: 'technique' },
    other: { id: 'other', beforeSession: [rule('ill', 'no_session', { told: 'isUnwell' })] },
  },
}
const planWith = (...adaptations: readonly string[]) => ({
  prescriptions: [{ adaptations: ['technique'] }, { adaptations }],
})
const plan = planWith('insulin')
const well = { hadSevereLowGlucose: false, [glucose]: 7 }
const outcome = (before: CheckBefore, of = plan) => {
  const found = beforeSession(before, of, knowledge)
  return found.outcome === 'not_now' ? found.rule.id : found.outcome === 'ask' ? found.key : 'begin'
}

describe('a session of a plan that asks before it begins', () => {
  test.each([
    [2.8, 'below-2.9'],
    [2.9, 'below-4'],
    [3.9, 'below-4'],
    [4, 'begin'],
    [15, 'begin'],
    [null, glucose],
  ])('with a glucose of %s', (value, expected) => {
    expect(outcome({ ...well, [glucose]: value })).toBe(expected)
  })

  test.each([
    [true, 'above-15'],
    [false, 'begin'],
    [null, 'hasSymptomsOrKetones'],
  ])('with a glucose of 15.1 and symptoms or ketones: %s', (hasSymptomsOrKetones, expected) => {
    expect(outcome({ ...well, [glucose]: 15.1, hasSymptomsOrKetones })).toBe(expected)
  })

  test('no session goes before wait, in whatever order the rules stand', () => {
    expect(outcome({ hadSevereLowGlucose: true, [glucose]: 3.5 })).toBe('low-yesterday')
    expect(outcome({ ...well, [glucose]: 2 })).toBe('below-2.9')
  })

  test('what keeps it from beginning is said before anything else is asked', () => {
    expect(outcome({ hadSevereLowGlucose: true })).toBe('low-yesterday')
    expect(outcome({ [glucose]: 3.5 })).toBe('below-4')
  })

  test('asks nothing for whom the rules do not hold', () => {
    expect(outcome({}, planWith())).toBe('begin')
    expect(askedBeforeSession({}, planWith(), knowledge)).toEqual([])
    expect(outcome({}, planWith('other'))).toBe('isUnwell')
  })

  test('asks for symptoms only with a glucose in which they count, and for the rest always', () => {
    const asked = (before: CheckBefore) => askedBeforeSession(before, plan, knowledge)
    expect(asked({})).toEqual(['hadSevereLowGlucose', glucose, 'hasSymptomsOrKetones'])
    expect(asked(well)).toEqual(['hadSevereLowGlucose', glucose])
    expect(asked({ ...well, [glucose]: 15.1 })).toEqual(['hadSevereLowGlucose', glucose, 'hasSymptomsOrKetones'])
    expect(asked({ ...well, [glucose]: 16, hasSymptomsOrKetones: false })).toContain('hasSymptomsOrKetones')
  })

  test('whatever was answered, it begins only when all that is asked is known, and one more problem never lets it begin', () => {
    const answer = fc.constantFrom(true, false, null)
    const before = fc.record({
      hadSevereLowGlucose: answer,
      hasSymptomsOrKetones: answer,
      isUnwell: answer,
      [glucose]: fc.constantFrom(null, 2, 2.9, 3.9, 4, 8, 15, 15.1, 22),
    })
    const of = planWith('insulin', 'other')
    fc.assert(
      fc.property(before, (told) => {
        const isUnknown = (key: keyof CheckBefore) => (told as CheckBefore)[key] === null
        const begins = beforeSession(told, of, knowledge).outcome === 'begin'
        if (begins) expect(askedBeforeSession(told, of, knowledge).filter(isUnknown)).toEqual([])
        for (const worse of [{ hadSevereLowGlucose: true }, { isUnwell: true }, { [glucose]: 2 }, { [glucose]: null }])
          expect(beforeSession({ ...told, ...worse }, of, knowledge).outcome).not.toBe('begin')
      }),
      { numRuns: 500 },
    )
  })
})
