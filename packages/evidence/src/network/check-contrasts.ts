import type { InputProblem } from '../input-problem.ts'
import type { Contrast } from './contrast.ts'

/** Rows of one study, by index into the contrasts. */
export interface StudyRows {
  readonly study: string
  readonly rows: readonly number[]
  /** Treatments of the study as they first appear. */
  readonly treatments: readonly string[]
}

/**
 * Everything that is wrong with single rows: names, equal treatments, numbers that are not finite, standard errors
 * that are not above 0, and the same pair twice in one study.
 */
export function problemsOfRows(contrasts: readonly Contrast[]): InputProblem[] {
  const problems: InputProblem[] = []
  for (const [index, contrast] of contrasts.entries()) {
    const report = (column: string, message: string) => problems.push({ row: index + 1, column, message })
    if (!isName(contrast.study)) report('study', 'must have a name')
    if (!isName(contrast.treatment1)) report('treatment1', 'must have a name')
    if (!isName(contrast.treatment2)) report('treatment2', 'must have a name')
    else if (contrast.treatment1 === contrast.treatment2) {
      report('treatment2', `must differ from treatment1, got ${quote(contrast.treatment2)} twice`)
    }
    if (!Number.isFinite(contrast.estimate)) report('estimate', `must be a finite number, got ${contrast.estimate}`)
    if (!Number.isFinite(contrast.standardError) || !(contrast.standardError > 0)) {
      report('standardError', `must be a finite number above 0, got ${contrast.standardError}`)
    }
  }
  return problems
}

/** Groups rows by study, in the order of appearance. */
export function groupByStudy(contrasts: readonly Contrast[]): StudyRows[] {
  const groups = new Map<string, { study: string; rows: number[]; treatments: string[] }>()
  for (const [index, { study, treatment1, treatment2 }] of contrasts.entries()) {
    const group = groups.get(study) ?? { study, rows: [], treatments: [] }
    groups.set(study, group)
    group.rows.push(index)
    for (const treatment of [treatment1, treatment2]) {
      if (!group.treatments.includes(treatment)) group.treatments.push(treatment)
    }
  }
  return [...groups.values()]
}

/** A study must compare each pair of its arms exactly once. */
export function problemsOfCompleteness(contrasts: readonly Contrast[], groups: readonly StudyRows[]): InputProblem[] {
  const problems: InputProblem[] = []
  for (const { study, rows, treatments } of groups) {
    if (rows.length === 1) continue
    const firstRow = new Map<string, number>()
    for (const index of rows) {
      const { treatment1, treatment2 } = contrasts[index] as Contrast
      const pair = pairKey(treatment1, treatment2)
      const earlier = firstRow.get(pair)
      if (earlier === undefined) firstRow.set(pair, index)
      else {
        const pairName = `${quote(treatment1)} and ${quote(treatment2)}`
        const message = `study ${quote(study)} compares ${pairName} already in row ${earlier + 1}; a pair belongs in one row`
        problems.push({ row: index + 1, message })
      }
    }
    const needed = (treatments.length * (treatments.length - 1)) / 2
    if (firstRow.size === needed) continue
    const missing = missingPairs(treatments, firstRow)
    problems.push({
      row: (rows[0] as number) + 1,
      message:
        `study ${quote(study)} has ${treatments.length} arms and needs all ${needed} pairs, ` +
        `got ${firstRow.size} (rows ${rows.map((row) => row + 1).join(', ')}); missing: ${missing}`,
    })
  }
  return problems
}

export function quote(name: string): string {
  return `"${name}"`
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one}\u0000${other}` : `${other}\u0000${one}`
}

function missingPairs(treatments: readonly string[], present: ReadonlyMap<string, number>): string {
  const missing: string[] = []
  for (const [index, one] of treatments.entries()) {
    for (const other of treatments.slice(index + 1)) {
      if (!present.has(pairKey(one, other))) missing.push(`${quote(one)} and ${quote(other)}`)
    }
  }
  const shown = missing.slice(0, 5).join('; ')
  return missing.length > 5 ? `${shown}; and ${missing.length - 5} more` : shown
}
