import type { DoseLimit, ExerciseOutcome, Knowledge, PlanBlock, Prescription, Progression } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { crossedTogether } from './crossed-together.ts'
import { crossedRest, daysWithRest, keepsRest, restRuleOf } from './rest-days.ts'
import { substituteForm } from './substitute-form.ts'
import { unmetRequirements } from './unmet-requirements.ts'
import { spreadOverWeek } from './weekdays.ts'

describe('sessions spread over the week', () => {
  test.each<[number, readonly number[] | undefined, readonly number[]]>([
    [1, undefined, [1]],
    [2, undefined, [1, 4]],
    [3, undefined, [1, 3, 5]],
    [4, undefined, [1, 3, 5, 6]],
    [5, undefined, [1, 2, 3, 5, 6]],
    [6, undefined, [1, 2, 3, 4, 5, 6]],
    [7, undefined, [1, 2, 3, 4, 5, 6, 7]],
    [9, undefined, [1, 2, 3, 4, 5, 6, 7]],
    [2.9, undefined, [1, 4]],
    [0, undefined, [1]],
    [3, [], [1, 3, 5]],
    [2, [7, 2, 5, 3], [2, 5]],
    [1, [6, 3], [3]],
    [2, [6, 3], [3, 6]],
    [5, [6, 3, 6], [3, 6]],
    [2, [5, 5, 1, 3], [1, 3]],
  ])('%d a week on the chosen days %j: %j', (perWeek, chosen, days) => {
    expect(spreadOverWeek(perWeek, chosen)).toEqual(days)
  })
})

describe('whole days of rest between sessions, the week going round,', () => {
  test.each<[readonly number[], number, boolean]>([
    [[1, 3], 0, true],
    [[1, 3], 1, true],
    [[1, 3], 2, false],
    [[1, 2], 1, false],
    [[1, 7], 1, false],
    [[1, 4], 2, true],
    [[1, 5], 3, false],
    [[3], 6, true],
    [[3], 7, false],
    [[], 1, true],
  ])('on days %j, %i days: %s', (days, rest, isKept) => expect(keepsRest(days, rest)).toBe(isKept))

  test('are found among the chosen days, or else the days stay', () => {
    expect(daysWithRest([1, 3], [1, 2, 3], 1)).toEqual([1, 3])
    expect(daysWithRest([1, 2], [3, 2, 1, 3], 1)).toEqual([1, 3])
    expect(daysWithRest([1, 2], undefined, 1)).toEqual([1, 3])
    expect(daysWithRest([6, 7], undefined, 2)).toEqual([1, 4])
    expect(daysWithRest([1, 2], [1, 2], 1)).toEqual([1, 2])
  })
})

/** A programme that keeps one rest day; its rule counts when `state` is active. */
const restful = (state: 'active' | 'awaiting_review' = 'active'): Progression =>
  ({
    id: 'run',
    rules: [
      { id: 'grow', when: { always: true }, review: { state: 'active' }, factIds: [] },
      { id: 'rest', when: { restDaysBelow: 1 }, review: { state }, factIds: ['FACT-REST'] },
    ],
  }) as unknown as Progression

describe('sessions without a day of rest', () => {
  const prescribed = (reason?: string) =>
    ({
      id: 'p',
      dose: { sessionsPerWeek: { value: 3, changed: reason === undefined ? null : { reason } } },
    }) as unknown as Prescription
  const asked = (value: number): readonly PlanBlock[] => [
    {
      kind: 'reason_needed',
      prescription: 'p',
      key: 'sessionsPerWeek',
      limit: { value, kind: 'soft', rule: 'run/rest', factIds: ['FACT-REST'] },
    },
  ]

  test('ask for a reason, and name the most sessions that these days hold', () => {
    expect(crossedRest(prescribed(), restful(), [1, 2])).toEqual(asked(1))
    expect(crossedRest(prescribed(), restful(), [1, 2, 3])).toEqual(asked(2))
    expect(crossedRest(prescribed(), restful(), [1, 2, 3, 4, 5])).toEqual(asked(3))
    expect(crossedRest(prescribed(' '), restful(), [1, 2])).toEqual(asked(1))
  })

  test.each<[string, string | undefined, Progression | null, readonly number[]]>([
    ['with a reason', 'only free days', restful(), [1, 2]],
    ['with rest', undefined, restful(), [1, 3]],
    ['on one day', undefined, restful(), [1]],
    ['on no day', undefined, restful(), []],
    ['when the rule waits for review', undefined, restful('awaiting_review'), [1, 2]],
    ['without a programme', undefined, null, [1, 2]],
  ])('ask for nothing %s', (_name, reason, progression, days) => {
    expect(crossedRest(prescribed(reason), progression, days)).toEqual([])
  })

  test('have a rule only while it counts', () => {
    expect(restRuleOf(restful())?.id).toBe('rest')
    expect([restRuleOf(restful('awaiting_review')), restRuleOf(null)]).toEqual([null, null])
  })
})

describe('endurance in two forms counts together', () => {
  const limit = (value: number, kind: DoseLimit['kind']): DoseLimit => ({ value, kind, rule: 'r', factIds: [] })
  const week = (id: string, value: number, highest: readonly DoseLimit[], more: object = {}) =>
    ({
      id,
      modality: 'aerobic',
      dose: { sessionsPerWeek: { value, highest, changed: null } },
      ...more,
    }) as unknown as Prescription
  const hard = limit(4, 'hard')

  test.each([
    [1, []],
    [2, []],
    [3, [{ kind: 'hard_limit', prescription: 'b', key: 'sessionsPerWeek', limit: hard }]],
  ])('2 and %i sessions under a ceiling of 4', (value, blocks) => {
    expect(crossedTogether([week('a', 2, [limit(6, 'soft'), hard]), week('b', value, [])])).toEqual(blocks)
  })

  test('and asks for a reason above a soft ceiling, of either form', () => {
    const soft = limit(4, 'soft')
    const reason = (text: string) => ({
      dose: { sessionsPerWeek: { value: 3, highest: [soft], changed: { reason: text } } },
    })
    expect(crossedTogether([week('a', 3, [soft]), week('b', 3, [])])).toEqual([
      { kind: 'reason_needed', prescription: 'b', key: 'sessionsPerWeek', limit: soft },
    ])
    expect(crossedTogether([week('a', 3, [soft], reason('asked')), week('b', 3, [])])).toEqual([])
    expect(crossedTogether([week('a', 3, [soft], reason(' ')), week('b', 3, [])])).toHaveLength(1)
  })

  test('but one form alone, other modalities, and no ceiling do not', () => {
    expect(crossedTogether([week('a', 9, [hard])])).toEqual([])
    expect(crossedTogether([week('a', 3, [hard]), week('b', 3, [], { modality: 'resistance' })])).toEqual([])
    expect(crossedTogether([week('a', 9, []), week('b', 9, [])])).toEqual([])
    expect(crossedTogether([week('a', 3, [hard]), week('b', 0, [], { dose: {} })])).toEqual([])
    expect(crossedTogether([])).toEqual([])
  })
})

const outcomes = (['allowed', 'allowed_with_conditions', 'unknown', 'not_allowed'] as const).map(
  (verdict) => ({ form: verdict, verdict }) as unknown as ExerciseOutcome,
)

describe('a form in place of another', () => {
  const instead = (...forms: readonly string[]) => {
    const substitutes = forms.map((form) => ({ form, factIds: [`FACT-${form}`] }))
    const known = { given: { substitutes }, plain: {}, allowed: {}, allowed_with_conditions: {}, unknown: {} }
    return substituteForm('given', outcomes, { forms: known } as unknown as Knowledge)
  }
  test('is the first that the patient may do', () => {
    expect(instead('unknown', 'not_allowed', 'allowed_with_conditions', 'allowed')).toEqual({
      form: 'allowed_with_conditions',
      factIds: ['FACT-allowed_with_conditions'],
    })
    expect(instead('allowed')).toEqual({ form: 'allowed', factIds: ['FACT-allowed'] })
  })
  test('is none when there is no such form, or knowledge names none', () => {
    expect(instead('unknown', 'not_allowed', 'plain')).toBeUndefined()
    const known = { plain: {} } as unknown as Knowledge['forms']
    expect([substituteForm('plain', outcomes, { forms: known }), substituteForm('x', outcomes, { forms: {} })]).toEqual(
      [undefined, undefined],
    )
  })
})

describe('what rules ask for beside the forms of the plan', () => {
  const asks = (id: string, ...anyForm: readonly string[]) =>
    ({
      id,
      factIds: [`FACT-${id}`],
      ...(anyForm.length === 0 ? {} : { requires: { anyForm } }),
    }) as unknown as Parameters<typeof unmetRequirements>[0][number]
  test('is unmet when none of the forms is there, with those that the patient may do, in order and once', () => {
    const rules = [asks('z', 'unknown', 'allowed'), asks('a', 'not_allowed'), asks('none'), asks('a', 'not_allowed')]
    expect(unmetRequirements(rules, new Set(['other']), outcomes)).toEqual([
      { rule: 'a', anyForm: ['not_allowed'], possible: [], factIds: ['FACT-a'] },
      { rule: 'z', anyForm: ['unknown', 'allowed'], possible: ['allowed'], factIds: ['FACT-z'] },
    ])
    expect(unmetRequirements(rules, new Set(['unknown', 'not_allowed']), outcomes)).toEqual([])
  })
})
