import type { AssessmentInput, Criterion } from '@dosis/domain'
import { parseAssessmentInput } from '@dosis/domain/schemas'
import { knowledgeFolder, parseKnowledge, readKnowledge } from '@dosis/knowledge'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type NaiveReading, naiveEngine } from '../../test-support/naive-engine.ts'
import { peopleOf } from '../../test-support/people.ts'

const knowledge = readKnowledge()

/** A table as it is read for one patient: from the first row to the last, or every row. */
interface Table {
  readonly id: string
  readonly rows: readonly { readonly id: string; readonly when?: Criterion }[]
  readonly given: readonly Criterion[]
  readonly takes: 'first' | 'every'
}

const tables: readonly Table[] = [
  ...Object.values(knowledge.decisions).map(
    ({ id, rows, takes, appliesWhen }): Table => ({
      id,
      rows,
      takes,
      given: appliesWhen === undefined ? [] : [appliesWhen],
    }),
  ),
  ...Object.values(knowledge.forms).map(
    ({ id, rows, listedWhen }): Table => ({ id, rows, takes: 'first', given: [listedWhen] }),
  ),
  ...Object.values(knowledge.recommendations).flatMap(({ id, before, met, listedWhen, conditions }): Table[] => [
    { id: `${id}/before`, rows: before, takes: 'first', given: [listedWhen] },
    { id: `${id}/met`, rows: met, takes: 'first', given: [listedWhen, ...conditions.map(({ when }) => when)] },
  ]),
]

function rowsFor(patient: AssessmentInput): string[] {
  const naive = naiveEngine(patient, knowledge)
  return tables.flatMap((table) => {
    if (!table.given.every((when) => naive.truthOf(when) === 'yes')) return []
    const holding = table.rows.filter((row) => holds(row, naive))
    const taken = table.takes === 'first' ? holding.slice(0, 1) : holding
    return taken.map(({ id }) => `${table.id}/${id}`)
  })
}

function holds({ when }: Table['rows'][number], { truthOf }: NaiveReading): boolean {
  return when === undefined || truthOf(when) === 'yes'
}

/** Every patient of the cases and vignettes. */
const kept = parseKnowledge(knowledgeFolder).files.cases.flatMap(({ value }) => {
  const parsed = parseAssessmentInput((value as { readonly input?: unknown }).input)
  return parsed.ok ? [parsed.value] : []
})

test('every row of every table is for somebody: a patient of the cases, or one of 2,000 generated', {
  timeout: 60_000,
}, () => {
  const generated = fc.sample(peopleOf(knowledge), { numRuns: 2_000, seed: 20261123 })
  const reached = new Set([...kept, ...generated].flatMap(rowsFor))
  const all = tables.flatMap(({ id, rows }) => rows.map((row) => `${id}/${row.id}`))
  expect(all.filter((row) => !reached.has(row))).toEqual([])
})
