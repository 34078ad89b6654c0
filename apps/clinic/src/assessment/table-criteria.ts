import type { Knowledge, Reason, Truth } from '@dosis/domain'

export interface TableCriterion {
  readonly id: string
  readonly truth: Truth
}

/**
 * The rows of a decision table with how they were judged; a row that no reason names did not hold.
 * @param outcomes only rows that lead to these, all when left out
 */
export function tableCriteria(
  knowledge: Knowledge,
  table: string,
  why: readonly Reason[],
  keep: (outcome: string) => boolean = () => true,
): readonly TableCriterion[] {
  const truths = new Map(why.map(({ rule, truth }) => [rule, truth]))
  return (knowledge.decisions[table]?.rows ?? [])
    .filter(({ when, outcome }) => when !== undefined && keep(outcome))
    .map(({ id }) => ({ id: `${table}/${id}`, truth: truths.get(`${table}/${id}`) ?? 'no' }))
}
