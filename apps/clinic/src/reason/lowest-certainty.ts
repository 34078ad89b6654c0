import type { Certainty, Knowledge, StatementId } from '@dosis/domain'

const fromLowest = ['very_low', 'low', 'moderate', 'high'] as const satisfies readonly Certainty[]

/** The lowest certainty among the statements, the most cautious reading; left out when none of them has one. */
export function lowestCertainty(ids: readonly StatementId[], { statements }: Knowledge): Certainty | undefined {
  const found = new Set(ids.map((id) => statements[id]?.certainty))
  return fromLowest.find((certainty) => found.has(certainty))
}
