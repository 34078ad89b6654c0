import type { Criterion, ExerciseForm, ExerciseRow, Fact, Knowledge, Recommendation } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { makeCodeBook } from '../compiled/code-book.ts'
import { criterionCompiler } from '../compiled/compile-criteria.ts'
import type { Compiler } from '../compiled/compiler.ts'
import type { Decision } from '../compiled/decision.ts'
import { blankPatient, patientOf } from '../compiled/patient.ts'
import { makeSlots } from '../compiled/slots.ts'
import { emptyKnowledge } from '../criteria/empty-knowledge.ts'
import { readyForm } from './exercise.ts'
import { readyRecommendation } from './recommendations.ts'

/** How a form and a recommendation come out by themselves, in the words that later decisions read. */
const facts: Readonly<Record<string, Fact>> = {
  yes: { state: 'known', value: true },
  no: { state: 'known', value: false },
}
type Holds = 'yes' | 'no' | 'open' | 'also-open'
const holds = (fact: Holds): Criterion => ({ fact, is: true })
const review = { state: 'active', reviewedBy: null, reviewedOn: null } as const

function taken(make: (compiler: Compiler) => Decision) {
  const knowledge: Knowledge = emptyKnowledge
  const slots = makeSlots()
  const { compile, count } = criterionCompiler(knowledge, slots, { indexOf: () => null, find: () => undefined })
  const decision = make({ knowledge, slots, codes: makeCodeBook(), compile, placeOf: () => 0 })
  const input = { on: '2026-05-04', treatmentStart: null, facts, requests: [], measurements: {} }
  const patient = patientOf(input, knowledge, blankPatient(slots, count(), 1))
  const found = decision.take(patient)
  patient.taken[0] = found
  return {
    came: { outcomes: found.outcomes, asks: found.isUndecided },
    missing: decision.missing(patient),
    open: decision.open(patient),
  }
}

function form(listed: Holds, rows: readonly (readonly [when: Holds | null, verdict: ExerciseRow['verdict']])[]) {
  const rowOf = ([when, verdict]: (typeof rows)[number], place: number) => ({
    id: `row-${place}`,
    ...(when === null ? {} : { when: holds(when) }),
    verdict,
    bounds: {},
    status: 'none',
    dose: {},
    adaptations: [],
    factIds: [],
  })
  const made = { id: 'squats', listedWhen: holds(listed), rows: rows.map(rowOf), review } as unknown as ExerciseForm
  return taken((compiler) => readyForm(made, compiler))
}

describe('a form of exercise', () => {
  test('that is not called for is not listed, and waits for nothing', () => {
    expect(form('no', [[null, 'allowed']])).toEqual({
      came: { outcomes: ['not_listed'], asks: false },
      missing: [],
      open: [],
    })
  })

  test('of which it is not known whether it is called for waits for that', () => {
    expect(form('open', [[null, 'allowed']])).toEqual({
      came: { outcomes: ['unknown'], asks: true },
      missing: ['open'],
      open: [{ outcome: 'listed', missing: ['open'] }],
    })
  })

  test('whose row decides waits for nothing', () => {
    expect(
      form('yes', [
        ['no', 'not_allowed'],
        [null, 'allowed'],
      ]),
    ).toEqual({
      came: { outcomes: ['allowed'], asks: false },
      missing: [],
      open: [],
    })
  })

  test('whose row says in so many words that it is not known is undecided', () => {
    expect(
      form('yes', [
        ['yes', 'unknown'],
        [null, 'allowed'],
      ]).came,
    ).toEqual({ outcomes: ['unknown'], asks: true })
  })

  test('with open rows before the one that decides waits for each of them', () => {
    const rows = [
      ['open', 'not_allowed'],
      ['also-open', 'conflict'],
      [null, 'allowed'],
    ] as const
    expect(form('yes', rows)).toEqual({
      came: { outcomes: ['unknown'], asks: true },
      missing: ['also-open', 'open'],
      open: [
        { outcome: 'not_allowed', missing: ['open'] },
        { outcome: 'conflict', missing: ['also-open'] },
      ],
    })
  })

  test('without a last row that always answers is a mistake of the knowledge, and is named', () => {
    expect(() => form('yes', [['no', 'allowed']])).toThrow(
      new RangeError('exercise: needs a last row that always answers in squats'),
    )
  })
})

type Verdicts = readonly (readonly [when: Holds | null, verdict: string])[]
function recommendation(
  listed: Holds,
  {
    before = [],
    conditions = [],
    met = [[null, 'recommended']],
  }: {
    readonly before?: Verdicts
    readonly conditions?: readonly Holds[]
    readonly met?: Verdicts
  },
) {
  const rowOf = ([when, verdict]: Verdicts[number], place: number) => ({
    id: `row-${place}`,
    ...(when === null ? {} : { when: holds(when) }),
    verdict,
    factIds: [],
  })
  const made = {
    id: 'REC',
    listedWhen: holds(listed),
    before: before.map(rowOf),
    conditions: conditions.map((when, place) => ({ id: `REC-p${place}`, when: holds(when) })),
    met: met.map(rowOf),
    unmet: [],
    mustShow: [],
    review,
  } as unknown as Recommendation
  return taken((compiler) => readyRecommendation(made, compiler))
}

describe('a recommendation', () => {
  test('that is not called for is not listed, and waits for nothing', () => {
    expect(recommendation('no', {})).toEqual({
      came: { outcomes: ['not_listed'], asks: false },
      missing: [],
      open: [],
    })
  })

  test('of which it is not known whether it is called for waits for that', () => {
    expect(recommendation('open', {})).toEqual({
      came: { outcomes: ['unknown'], asks: true },
      missing: ['open'],
      open: [{ outcome: 'listed', missing: ['open'] }],
    })
  })

  test('is decided before its conditions are looked at, where a row says so', () => {
    expect(recommendation('yes', { before: [['yes', 'advised_against']], conditions: ['open'] })).toEqual({
      came: { outcomes: ['advised_against'], asks: false },
      missing: [],
      open: [],
    })
  })

  test('waits for an open row before its conditions', () => {
    expect(recommendation('yes', { before: [['open', 'advised_against']], conditions: ['yes'] })).toEqual({
      came: { outcomes: ['unknown'], asks: true },
      missing: ['open'],
      open: [{ outcome: 'advised_against', missing: ['open'] }],
    })
  })

  test('is not met with one condition that does not hold, whatever is open besides', () => {
    expect(recommendation('yes', { conditions: ['open', 'no'] })).toEqual({
      came: { outcomes: ['conditions_not_met'], asks: false },
      missing: [],
      open: [],
    })
  })

  test('waits for an open condition, which could turn it into one that is not met', () => {
    expect(recommendation('yes', { conditions: ['yes', 'open'] })).toEqual({
      came: { outcomes: ['unknown'], asks: true },
      missing: ['open'],
      open: [{ outcome: 'conditions_not_met', missing: ['open'] }],
    })
  })

  test('waits for an open row after its conditions', () => {
    const met = [
      ['open', 'consider'],
      [null, 'recommended'],
    ] as const
    expect(recommendation('yes', { conditions: ['yes'], met })).toEqual({
      came: { outcomes: ['unknown'], asks: true },
      missing: ['open'],
      open: [{ outcome: 'consider', missing: ['open'] }],
    })
  })

  test('with all conditions met comes to its verdict; one that says unknown is undecided', () => {
    expect(recommendation('yes', { conditions: ['yes'] }).came).toEqual({ outcomes: ['recommended'], asks: false })
    expect(recommendation('yes', { met: [[null, 'unknown']] }).came).toEqual({ outcomes: ['unknown'], asks: true })
  })

  test('without a last row that always answers is a mistake of the knowledge, and is named', () => {
    expect(() => recommendation('yes', { met: [['no', 'recommended']] })).toThrow(
      new RangeError('recommendations: needs a last row in met of REC'),
    )
  })
})
