import type { Criterion, DecisionRow, DecisionTable, Fact, Knowledge } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { makeCodeBook } from '../compiled/code-book.ts'
import { criterionCompiler } from '../compiled/compile-criteria.ts'
import { blankPatient, patientOf } from '../compiled/patient.ts'
import { makeSlots } from '../compiled/slots.ts'
import { emptyKnowledge } from '../criteria/empty-knowledge.ts'
import { citedByTable, tableDecision, whyOfTable } from './decide.ts'

const names = { en: 'name', nl: 'naam' }
const facts: Readonly<Record<string, Fact>> = {
  yes: { state: 'known', value: true },
  no: { state: 'known', value: false },
}
type Holds = 'yes' | 'no' | 'unknown'
const holds = (fact: Holds | 'other'): Criterion => ({ fact, is: true })

/** A table whose rows hold or not as they say (`null`: always), made ready and taken for one patient. */
function table(
  rows: readonly (readonly [when: Holds | 'other' | null, outcome: string])[],
  more: Partial<DecisionTable> = {},
) {
  const rowOf = ([when, outcome]: (typeof rows)[number], index: number): DecisionRow => ({
    id: `row-${index}`,
    names,
    ...(when === null ? {} : { when: holds(when) }),
    outcome,
    factIds: [`FACT-${index}`],
  })
  const made: DecisionTable = {
    id: 'table',
    names,
    takes: 'first',
    onUnknown: 'ask',
    rows: rows.map(rowOf),
    outcomes: [],
    also: [{ factIds: ['ALSO'] } as unknown as NonNullable<DecisionTable['also']>[number]],
    review: { state: 'active' } as DecisionTable['review'],
    ...more,
  }
  const knowledge: Knowledge = { ...emptyKnowledge, decisions: { table: made } }
  const slots = makeSlots()
  const { compile, count } = criterionCompiler(knowledge, slots, { indexOf: () => null, find: () => undefined })
  const compiler = {
    knowledge,
    slots,
    codes: makeCodeBook(),
    compile,
    placeOf: (id: string) => (id === 'table' ? 0 : -1),
  }
  const decision = tableDecision('table', compiler)
  const input = { on: '2026-05-04', treatmentStart: null, facts, requests: [], measurements: {} }
  const patient = patientOf(input, knowledge, blankPatient(slots, count()))
  const taken = decision.take(patient)
  patient.taken[0] = taken
  return {
    decision,
    compiler,
    taken: { outcomes: taken.outcomes, asks: taken.isUndecided, rows: taken.rows.map(({ row }) => row.id) },
    open: decision.open(patient),
    missing: decision.missing(patient),
    why: whyOfTable(decision, patient),
    cited: citedByTable(decision, patient),
  }
}

describe('a table of which the first row that holds decides', () => {
  test('comes to it, and asks nothing', () => {
    const { taken, open, missing, why } = table([
      ['no', 'a'],
      ['yes', 'b'],
      [null, 'c'],
    ])
    expect(taken).toEqual({ outcomes: ['b'], asks: false, rows: ['row-1'] })
    expect([open, missing]).toEqual([[], []])
    expect(why).toMatchObject([{ rule: 'table/row-1', truth: 'yes' }])
  })

  test('asks when a row before it is open, and says what each open row leads to', () => {
    const { taken, open, missing, why } = table([
      ['unknown', 'a'],
      ['other', 'b'],
      ['yes', 'c'],
    ])
    expect(taken).toEqual({ outcomes: ['unknown'], asks: true, rows: [] })
    expect(missing).toEqual(['other', 'unknown'])
    expect(open).toEqual([
      { outcome: 'a', missing: ['unknown'] },
      { outcome: 'b', missing: ['other'] },
    ])
    expect(why.map(({ rule, truth }) => [rule, truth])).toEqual([
      ['table/row-0', 'unknown'],
      ['table/row-1', 'unknown'],
    ])
  })

  test('passes over an open row when the table does not ask, and keeps it open', () => {
    const { taken, open } = table(
      [
        ['unknown', 'a'],
        ['yes', 'b'],
      ],
      { onUnknown: 'skip' },
    )
    expect(taken).toEqual({ outcomes: ['b'], asks: false, rows: ['row-1'] })
    expect(open).toEqual([{ outcome: 'a', missing: ['unknown'] }])
  })

  test('asks when nothing holds and a row is open, even when the table does not ask', () => {
    const { taken } = table(
      [
        ['unknown', 'a'],
        ['no', 'b'],
      ],
      { onUnknown: 'skip' },
    )
    expect(taken).toEqual({ outcomes: ['unknown'], asks: true, rows: [] })
  })

  test('is undecided when the row itself says that it is not known, and waits for what the row looks at', () => {
    const { taken, missing, open } = table([
      ['no', 'a'],
      ['yes', 'unknown'],
    ])
    expect(taken).toEqual({ outcomes: ['unknown'], asks: true, rows: ['row-1'] })
    expect(missing).toEqual(['yes'])
    expect(open).toEqual([{ outcome: 'applies', missing: ['yes'] }])
  })

  test('that never answers is a mistake of the knowledge, and is named', () => {
    expect(() => table([['no', 'a']])).toThrow(new RangeError('decide: needs a last row that always answers in table'))
  })
})

describe('a table of which every row counts', () => {
  const every = { takes: 'every' } as const
  test('comes to each outcome once, with every row that holds', () => {
    const { taken } = table(
      [
        ['yes', 'a'],
        ['no', 'b'],
        [null, 'a'],
        ['yes', 'c'],
      ],
      every,
    )
    expect(taken).toEqual({ outcomes: ['a', 'c'], asks: false, rows: ['row-0', 'row-2', 'row-3'] })
  })

  test.each([
    ['ask', true],
    ['skip', false],
  ] as const)('with an open row: %s', (onUnknown, asks) => {
    const { taken, open, why } = table(
      [
        ['yes', 'a'],
        ['unknown', 'b'],
      ],
      { ...every, onUnknown },
    )
    expect(taken).toEqual({ outcomes: ['a'], asks, rows: ['row-0'] })
    expect(open).toEqual([{ outcome: 'b', missing: ['unknown'] }])
    expect(why.map(({ rule }) => rule)).toEqual(['table/row-1', 'table/row-0'])
  })

  test('comes to nothing when no row holds', () => {
    const { taken, open, why } = table([['no', 'a']], every)
    expect([taken, open, why]).toEqual([{ outcomes: [], asks: false, rows: [] }, [], []])
  })
})

describe('a table that is only looked at when something holds', () => {
  const rows = [[null, 'a']] as const
  test('is taken when it does', () => {
    expect(table(rows, { appliesWhen: holds('yes') }).taken).toEqual({ outcomes: ['a'], asks: false, rows: ['row-0'] })
  })

  test('does not apply when it does not', () => {
    const { taken, open, missing, why } = table(rows, { appliesWhen: holds('no') })
    expect(taken).toEqual({ outcomes: ['not_applicable'], asks: false, rows: [] })
    expect([open, missing, why]).toEqual([[], [], []])
  })

  test('asks for it when that is not known, and gives it as the reason', () => {
    const { taken, open, missing, why } = table(rows, { appliesWhen: holds('unknown') })
    expect(taken).toEqual({ outcomes: ['unknown'], asks: true, rows: [] })
    expect(missing).toEqual(['unknown'])
    expect(open).toEqual([{ outcome: 'applies', missing: ['unknown'] }])
    expect(why).toEqual([
      { rule: 'table', truth: 'unknown', facts: [{ fact: 'unknown', state: 'unknown' }], factIds: [] },
    ])
  })

  test('is taken all the same when that is not known and the table does not ask', () => {
    const { taken } = table(rows, { appliesWhen: holds('unknown'), onUnknown: 'skip' })
    expect(taken).toEqual({ outcomes: ['a'], asks: false, rows: ['row-0'] })
  })

  test('looks at what it applies to and at its rows', () => {
    expect(
      table(
        [
          ['no', 'a'],
          [null, 'b'],
        ],
        { appliesWhen: holds('yes') },
      ).decision.predicates,
    ).toHaveLength(2)
  })
})

test('a table of which every row counts and none holds is decided: there is nothing to wait for', () => {
  expect(table([['no', 'a']], { takes: 'every' }).taken).toEqual({ outcomes: [], asks: false, rows: [] })
})

test('a table that waits for a review decides nothing', () => {
  const review = { state: 'awaiting_review' } as DecisionTable['review']
  expect(table([['yes', 'a']], { review }).taken).toEqual({ outcomes: ['not_applicable'], asks: false, rows: [] })
})

test('what a table cites goes with its rows, and is not cited when it does not apply', () => {
  const sources = (of: ReturnType<typeof table>) => of.compiler.codes.inOrder(of.cited.flat(), ({ factIds }) => factIds)
  expect(
    sources(
      table([
        ['yes', 'a'],
        [null, 'b'],
      ]),
    ),
  ).toEqual(['ALSO', 'FACT-0'])
  expect(
    sources(
      table(
        [
          ['yes', 'a'],
          [null, 'b'],
        ],
        { takes: 'every' },
      ),
    ),
  ).toEqual(['ALSO', 'FACT-0', 'FACT-1'])
  expect(sources(table([['yes', 'a']], { appliesWhen: holds('no') }))).toEqual([])
})

test('a table that knowledge does not have is a mistake of the programmer, and is named', () => {
  const { compiler } = table([[null, 'a']])
  expect(() => tableDecision('none', compiler)).toThrow(
    new RangeError('decide: needs a decision table of the knowledge, got none'),
  )
})
