import { type NetworkAnalysis, studyContributions, type Contributions } from '@dosis/evidence/network'
import type { Judgement } from '@dosis/evidence/plot'
import { type ColumnRole, recogniseColumns, type TextTable } from '@dosis/evidence/table'
import { BadInput } from '../bad-input.ts'
import { judgementOf } from './judgement-words.ts'

/** Risk of bias by study; empty when no column was named. */
export type BiasByStudy = ReadonlyMap<string, Judgement>

export const judgements: readonly Judgement[] = ['low', 'some', 'high', 'unclear']

/**
 * Reads the judgement of every study from one column of a table of contrasts or arms.
 * @throws {BadInput} no such column, a word that is no judgement, or two judgements of one study
 */
export function biasByStudy(
  table: TextTable,
  column: string | undefined,
  file: string,
  columns: Readonly<Partial<Record<ColumnRole, string>>>,
): BiasByStudy {
  const found = new Map<string, Judgement>()
  if (column === undefined) return found
  const at = table.columns.indexOf(column)
  if (at < 0) throw new BadInput(file, [{ path: '--risk-of-bias', message: `no column named "${column}"` }])
  const studyAt = recogniseColumns(table, columns).at.get('study') ?? -1
  for (const [index, row] of table.rows.entries()) {
    const study = row[studyAt]?.trim() ?? ''
    const judgement = judgementOf(row[at] ?? '', file, column, index + 1)
    const before = found.get(study)
    if (before !== undefined && before !== judgement) {
      const message = `row ${index + 1}: study "${study}" has another judgement in an earlier row`
      throw new BadInput(file, [{ path: column, message }])
    }
    found.set(study, judgement)
  }
  return found
}

/** The judgement that most of the weight (inverse variance) of a direct comparison got; undefined without judgements. */
export function biasOfComparison(
  { network }: NetworkAnalysis,
  bias: BiasByStudy,
  [one, other]: readonly [string, string],
): Judgement | undefined {
  const shares = new Map<Judgement, number>()
  for (const { study, treatment1, treatment2, standardError } of network.contrasts) {
    const isIt = (treatment1 === one && treatment2 === other) || (treatment1 === other && treatment2 === one)
    const judgement = bias.get(study)
    if (isIt && judgement !== undefined)
      shares.set(judgement, (shares.get(judgement) ?? 0) + (network.scale / standardError) ** 2)
  }
  return [...shares].toSorted(([, a], [, b]) => b - a)[0]?.[0]
}

/** What studies at each risk of bias contribute to one network estimate, as fractions. */
export function contributionByBias(
  analysis: NetworkAnalysis,
  row: ReturnType<Contributions['row']>,
  contributions: Contributions,
  bias: BiasByStudy,
): ReadonlyMap<Judgement, number> {
  const shares = new Map<Judgement, number>()
  for (const { study, contribution } of studyContributions(analysis, contributions, row)) {
    const judgement = bias.get(study)
    if (judgement !== undefined) shares.set(judgement, (shares.get(judgement) ?? 0) + contribution)
  }
  return shares
}
