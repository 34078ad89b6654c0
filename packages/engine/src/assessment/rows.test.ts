import type { AssessmentInput, Criterion, Fact } from '@dosis/domain'
import { expect, test } from 'vitest'
import { makeCodeBook } from '../compiled/code-book.ts'
import { criterionCompiler } from '../compiled/compile-criteria.ts'
import { blankPatient, patientOf } from '../compiled/patient.ts'
import { makeSlots } from '../compiled/slots.ts'
import { emptyKnowledge } from '../criteria/empty-knowledge.ts'
import { readyRows, takeFirst } from './rows.ts'

interface Row {
  readonly id: string
  readonly when?: Criterion
  readonly verdict: string
  readonly factIds: readonly string[]
}

const facts: Readonly<Record<string, Fact>> = {
  yes: { state: 'known', value: true },
  no: { state: 'known', value: false },
}

function first(...rows: readonly [when: 'yes' | 'no' | 'unknown' | null, verdict: string][]) {
  const input: AssessmentInput = { on: '2026-05-04', treatmentStart: null, facts, requests: [], measurements: {} }
  const table: Row[] = rows.map(([when, verdict], index) => ({
    id: String(index),
    ...(when === null ? {} : { when: { fact: when, is: true } }),
    verdict,
    factIds: [],
  }))
  const slots = makeSlots()
  const { compile, count } = criterionCompiler(emptyKnowledge, slots, { indexOf: () => null, find: () => undefined })
  const compiler = { knowledge: emptyKnowledge, slots, codes: makeCodeBook(), compile, placeOf: () => -1 }
  const ready = readyRows(table, 'table', compiler, (row) => row.verdict)
  const taken = takeFirst(ready, patientOf(input, emptyKnowledge, blankPatient(slots, count())))
  return { decides: taken.decides?.row.verdict ?? null, open: taken.open.map(({ row }) => row.verdict) }
}
test('the first row that holds decides', () => {
  expect(first(['no', 'a'], ['yes', 'b'], ['yes', 'c'])).toEqual({ decides: 'b', open: [] })
  expect(first(['no', 'a'], [null, 'b'])).toEqual({ decides: 'b', open: [] })
})

test('a row before it that cannot be judged stays open when it would come out otherwise', () => {
  expect(first(['unknown', 'a'], ['yes', 'b'])).toEqual({ decides: 'b', open: ['a'] })
})

test('a row that cannot be judged and would come to the same is no reason to ask', () => {
  expect(first(['unknown', 'b'], ['yes', 'b'])).toEqual({ decides: 'b', open: [] })
})

test('a row after the one that decides is no reason to ask', () => {
  expect(first(['yes', 'a'], ['unknown', 'b'])).toEqual({ decides: 'a', open: [] })
})

test('without a row that holds, those that cannot be judged are open', () => {
  expect(first(['unknown', 'a'], ['no', 'b'])).toEqual({ decides: null, open: ['a'] })
  expect(first(['no', 'a'])).toEqual({ decides: null, open: [] })
})
