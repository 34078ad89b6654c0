import { type InputProblem, refuse } from '../input-problem.ts'
import type { Contrast } from '../network/index.ts'
import { normalQuantile } from '../numerics/index.ts'
import { recogniseColumns } from './columns.ts'
import { parseNumber } from './parse-number.ts'
import type { ReadStudiesOptions } from './read-studies.ts'
import type { TextTable } from './text-table.ts'

/** One arm of one study as entered: numbers by name, absent where the cell is empty. */
export interface ArmRow {
  readonly study: string
  readonly treatment: string
  readonly total?: number
  readonly mean?: number
  readonly sd?: number
  readonly events?: number
  readonly time?: number
}

export type NetworkTable =
  | { readonly level: 'contrast'; readonly contrasts: readonly Contrast[] }
  | { readonly level: 'arm'; readonly arms: readonly ArmRow[] }

/**
 * Reads a network from a table: a row for each comparison (study, treat1, treat2, estimate and its standard error, variance
 * or 95% limits), or a row for each arm (study, treatment, and n with mean and sd, events, or time).
 * @throws {InputProblemError} naming what is missing or no number, with row and column
 */
export function readNetwork(table: TextTable, options: Pick<ReadStudiesOptions, 'columns'> = {}): NetworkTable {
  const { at } = recogniseColumns(table, options.columns)
  const problems: InputProblem[] = []
  if (table.rows.length === 0) problems.push({ message: 'the table has no rows' })
  const text = (row: readonly string[], role: Parameters<typeof at.get>[0]): string => {
    const index = at.get(role)
    return index === undefined ? '' : (row[index]?.trim() ?? '')
  }
  const number = (row: readonly string[], index: number, role: Parameters<typeof at.get>[0]): number | undefined => {
    const value = parseNumber(text(row, role))
    if (!Number.isNaN(value)) return value
    problems.push({
      row: index + 1,
      column: table.columns[at.get(role) ?? 0] ?? '',
      message: `must be a number, got "${text(row, role)}"`,
    })
    return undefined
  }
  const need = (index: number, column: string, value: string): string => {
    if (value === '') problems.push({ row: index + 1, column, message: 'is empty' })
    return value
  }

  if (at.has('treatment1') && at.has('treatment2')) {
    const contrasts = table.rows.map((row, index): Contrast => {
      const variance = number(row, index, 'variance')
      const [lower, upper] = [number(row, index, 'lower'), number(row, index, 'upper')]
      const fromLimits =
        lower === undefined || upper === undefined ? undefined : (upper - lower) / (2 * normalQuantile(0.975))
      return {
        study: need(index, 'study', text(row, 'study')),
        treatment1: need(index, 'treatment1', text(row, 'treatment1')),
        treatment2: need(index, 'treatment2', text(row, 'treatment2')),
        estimate: number(row, index, 'estimate') ?? Number.NaN,
        standardError:
          number(row, index, 'standardError') ??
          number(row, index, 'se') ??
          (variance === undefined ? fromLimits : Math.sqrt(variance)) ??
          Number.NaN,
      }
    })
    if (!at.has('estimate')) problems.push({ column: 'estimate', message: missing(table) })
    refuse(problems)
    return { level: 'contrast', contrasts }
  }
  if (!at.has('arm')) problems.push({ column: 'treatment, or treat1 and treat2', message: missing(table) })
  if (!at.has('study')) problems.push({ column: 'study', message: missing(table) })
  const arms = table.rows.map((row, index): ArmRow => {
    const numbers = (['total', 'mean', 'sd', 'events', 'time'] as const).flatMap((role) => {
      const value = number(row, index, role)
      return value === undefined ? [] : [[role, value] as const]
    })
    const study = need(index, 'study', text(row, 'study'))
    return { study, treatment: need(index, 'treatment', text(row, 'arm')), ...Object.fromEntries(numbers) }
  })
  refuse(problems)
  return { level: 'arm', arms }
}

const missing = ({ columns }: TextTable): string => `no column with this; the table has ${columns.join(', ')}`
