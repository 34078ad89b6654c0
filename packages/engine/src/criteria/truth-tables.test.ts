import type { AssessmentInput, Criterion, Fact, Facts, Fracture, IsoDate, Knowledge, Truth } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { criterionCompiler } from '../compiled/compile-criteria.ts'
import { blankPatient, patientOf } from '../compiled/patient.ts'
import { judgementOf, truthOf } from '../compiled/predicate.ts'
import { makeSlots } from '../compiled/slots.ts'
import { contextOf, type Decided } from './context.ts'
import { emptyKnowledge } from './empty-knowledge.ts'
import { judge } from './judge.ts'

type KeysOf<Union> = Union extends Union ? keyof Union : never
type Bound = 'atLeast' | 'atMost' | 'above' | 'below'
/** Every kind of criterion that the types know: a new one does not compile here without its table. */
type Kind = Exclude<KeysOf<Criterion>, 'fact' | 'count' | 'isAnyOf' | Bound> | 'bounds'

interface Patient {
  readonly facts?: Facts
  readonly requests?: readonly string[]
  readonly measurements?: AssessmentInput['measurements']
  readonly treatmentStart?: IsoDate | null
  readonly on?: IsoDate | null
  readonly decided?: Decided
}

/** Patients for whom a criterion comes to each truth. `never`: nothing about a patient can leave it unknown. */
interface Table {
  readonly criterion: Criterion
  readonly yes: readonly Patient[]
  readonly no: readonly Patient[]
  readonly unknown: readonly Patient[] | 'never'
}

const known = (value: Extract<Fact, { state: 'known' }>['value']): Fact => ({ state: 'known', value })
const absent: Fact = { state: 'absent' }
const unknown: Fact = { state: 'unknown' }
const a = (fact: Fact): Patient => ({ facts: { a: fact } })
const names = { en: 'name', nl: 'naam' }
const today = '2026-05-04'

const broken = (parts: Partial<Fracture>): Fracture => ({
  site: 'vertebra',
  weeksAgo: 3,
  lowTrauma: true,
  stable: true,
  symptomatic: true,
  imaging: true,
  operated: false,
  ...parts,
})
const fractures = (...parts: readonly Partial<Fracture>[]): Patient => ({
  facts: { fractures: known(parts.map(broken)) },
})
const decided = (outcomes: readonly string[], isUndecided = false): Patient => ({
  decided: { outcomes, isUndecided, missing: isUndecided ? ['a'] : [] },
})

const isTrue: Criterion = { fact: 'a', is: true }
const isOther: Criterion = { fact: 'b', is: true }
const both = (one: Fact, other: Fact): Patient => ({ facts: { a: one, b: other } })
const [yes, no] = [known(true), known(false)]

const tables: Readonly<Record<Kind, Table>> = {
  all: {
    criterion: { all: [isTrue, isOther] },
    yes: [both(yes, yes)],
    no: [both(yes, no), both(no, yes), both(no, no), both(no, unknown), both(unknown, no)],
    unknown: [both(yes, unknown), both(unknown, yes), both(unknown, unknown)],
  },
  any: {
    criterion: { any: [isTrue, isOther] },
    yes: [both(yes, yes), both(yes, no), both(no, yes), both(yes, unknown), both(unknown, yes)],
    no: [both(no, no)],
    unknown: [both(no, unknown), both(unknown, no), both(unknown, unknown)],
  },
  not: { criterion: { not: isTrue }, yes: [a(no), a(absent)], no: [a(yes)], unknown: [a(unknown), {}] },
  is: { criterion: isTrue, yes: [a(yes)], no: [a(no), a(absent)], unknown: [a(unknown), {}] },
  bounds: {
    criterion: { fact: 'a', atLeast: 2, below: 4 },
    yes: [a(known(2)), a(known(3.9))],
    no: [a(known(1.9)), a(known(4)), a(absent)],
    unknown: [a(unknown), {}, a(known(Number.NaN)), a(yes)],
  },
  includesAny: {
    criterion: { fact: 'a', includesAny: ['p', 'q'] },
    yes: [a(known(['q', 'r']))],
    no: [a(known(['r'])), a(known([])), a(absent)],
    unknown: [a(unknown), {}],
  },
  countAtLeast: {
    criterion: { fact: 'a', countAtLeast: 2 },
    yes: [a(known(['p', 'q']))],
    no: [a(known(['p'])), a(known(['p', 'p'])), a(absent)],
    unknown: [a(unknown), {}],
  },
  isKnown: {
    criterion: { fact: 'a', isKnown: true },
    yes: [a(yes), a(no), a(absent), a(known(0))],
    no: [a(unknown), {}],
    unknown: 'never',
  },
  condition: {
    criterion: { condition: 'x' },
    yes: [{ facts: { 'condition-x': yes } }],
    no: [{ facts: { 'condition-x': absent } }, { facts: { 'condition-x': no } }],
    unknown: [{}, { facts: { 'condition-x': unknown } }],
  },
  fracture: {
    criterion: { fracture: { site: 'vertebra', stable: true, weeksAgo: { below: 6 } } },
    yes: [fractures({}), fractures({ stable: null }, {})],
    no: [
      fractures(),
      fractures({ site: 'hip' }),
      fractures({ stable: false, weeksAgo: null }),
      { facts: { fractures: absent } },
    ],
    unknown: [fractures({ stable: null }), fractures({ weeksAgo: null }), {}],
  },
  latestFracture: {
    criterion: { latestFracture: { of: { site: 'vertebra' }, is: { weeksAgo: { below: 6 } } } },
    yes: [fractures({ weeksAgo: 60 }, { weeksAgo: 3 })],
    no: [fractures({ weeksAgo: 60 }), fractures({ site: 'hip' }), { facts: { fractures: absent } }],
    unknown: [fractures({ weeksAgo: null }), {}],
  },
  definition: {
    criterion: { definition: 'one' },
    yes: [a(yes)],
    no: [a(no), a(absent)],
    unknown: [a(unknown), {}],
  },
  decided: {
    criterion: { decided: 'first', isAnyOf: ['go', 'wait'] },
    yes: [decided(['go']), decided(['other', 'wait']), decided(['go'], true)],
    no: [decided(['other']), decided([])],
    unknown: [decided(['unknown'], true), decided([], true)],
  },
  request: {
    criterion: { request: 'strength' },
    yes: [{ requests: ['Strength at home'] }],
    no: [{}, { requests: ['walking'] }],
    unknown: 'never',
  },
  treatmentStarted: {
    criterion: { treatmentStarted: true },
    yes: [{ treatmentStart: today }, { treatmentStart: '2026-05-03' }],
    no: [{}, { treatmentStart: '2026-05-05' }],
    unknown: [{ treatmentStart: '2026-05-03', on: null }],
  },
  weeksSinceStart: {
    criterion: { weeksSinceStart: { atLeast: 6 } },
    yes: [{ treatmentStart: '2026-03-23' }, { treatmentStart: '2026-03-22' }],
    no: [{}, { treatmentStart: '2026-03-24' }, { treatmentStart: '2026-05-05' }],
    unknown: [{ treatmentStart: '2026-03-23', on: null }],
  },
  measured: {
    criterion: { measured: 'pain' },
    yes: [{ measurements: { pain: { now: 3 } } }, { measurements: { pain: { improvement: 0 } } }],
    no: [{}, { measurements: { pain: { start: 3 } } }],
    unknown: 'never',
  },
}

const instrument: Knowledge['instruments'][string] = {
  id: 'pain',
  label: 'pain',
  names,
  measures: names,
  unit: names,
  minimum: 0,
  maximum: 10,
  step: 1,
  direction: null,
  recall: null,
  licensed: false,
  thresholds: [],
  bands: [],
  factIds: [],
}
const knowledge: Knowledge = {
  ...emptyKnowledge,
  definitions: { one: { id: 'one', names, when: isTrue, factIds: [] } },
  requests: { strength: { id: 'strength', names, words: ['strength'] } },
  instruments: { pain: instrument },
}

function inputOf({ on = today, treatmentStart = null, facts = {}, requests = [], measurements = {} }: Patient) {
  return { on, treatmentStart, facts, requests, measurements }
}

function interpreted(criterion: Criterion, patient: Patient) {
  const context = contextOf(inputOf(patient), knowledge)
  if (patient.decided !== undefined) context.decided.set('first', patient.decided)
  return judge(criterion, context)
}

function compiled(criterion: Criterion, patient: Patient) {
  const slots = makeSlots()
  const { compile, count } = criterionCompiler(knowledge, slots, {
    indexOf: (id) => (id === 'first' ? 0 : null),
    find: () => ({ index: 0, missing: () => patient.decided?.missing ?? [] }),
  })
  const predicate = compile(criterion)
  const ready = patientOf(inputOf(patient), knowledge, blankPatient(slots, count()))
  if (patient.decided !== undefined) ready.taken.push(patient.decided)
  return { truth: truthOf(predicate, ready), judgement: judgementOf(predicate, ready) }
}

describe.each(Object.entries(tables))('the truth table of %s', (kind, { criterion, ...table }) => {
  const rows = (['yes', 'no', 'unknown'] as const).flatMap((truth) => {
    const patients = table[truth]
    return patients === 'never' ? [] : patients.map((patient): [Truth, Patient] => [truth, patient])
  })

  test.each(rows)('%s for %j, interpreted and compiled, by itself and turned round', (truth, patient) => {
    const turned = truth === 'unknown' ? 'unknown' : truth === 'yes' ? 'no' : 'yes'
    for (const [when, wanted] of [
      [criterion, truth],
      [{ not: criterion }, turned],
    ] as const) {
      expect(interpreted(when, patient).truth).toBe(wanted)
      expect(compiled(when, patient).truth).toBe(wanted)
      expect(compiled(when, patient).judgement).toEqual(interpreted(when, patient))
    }
  })

  test('has patients for each truth, and names what is missing when it is unknown', () => {
    expect([table.yes.length > 0, table.no.length > 0, table.unknown.length > 0]).toEqual([true, true, true])
    if (table.unknown === 'never') return
    const judged = table.unknown.map((patient) => interpreted(criterion, patient))
    const isAboutToday = kind === 'treatmentStarted' || kind === 'weeksSinceStart'
    for (const { missing } of judged) expect(missing.length > 0 || isAboutToday || kind === 'decided').toBe(true)
  })
})
