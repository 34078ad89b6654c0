import type { DataKind, Measure, StudyOf } from '../effect-size/index.ts'
import { measures } from '../effect-size/index.ts'
import { type InputProblem, refuse } from '../input-problem.ts'
import { normalQuantile } from '../numerics/index.ts'
import { type ColumnRole, type RecognisedColumns, recogniseColumns } from './columns.ts'
import { parseNumber } from './parse-number.ts'
import type { TextTable } from './text-table.ts'

/** What a study carries beside its data. */
export interface StudyLabels {
  readonly study: string
  /** Row of the table, counted from 1; of two arms the first. */
  readonly row: number
  readonly subgroup?: string
  /** Other columns that hold numbers, by name. */
  readonly moderators: Readonly<Record<string, number | undefined>>
  /** Other columns as they stand. */
  readonly texts: Readonly<Record<string, string>>
}

export interface StudyTable<M extends Measure> {
  readonly measure: M
  readonly studies: readonly StudyOf<M>[]
  readonly labels: readonly StudyLabels[]
}

export interface ReadStudiesOptions {
  /** Names of columns by what they hold, where their names do not say it. */
  readonly columns?: Readonly<Partial<Record<ColumnRole, string>>>
  /** In a table with a row for each arm: which arm is the control. */
  readonly control?: string
}

/** Needed for each kind of data; `a|b` means one of both. */
const needed: Readonly<Record<DataKind, readonly (ColumnRole | readonly ColumnRole[])[]>> = {
  means: ['mean1', ['sd1', 'se1'], 'total1', 'mean2', ['sd2', 'se2'], 'total2'],
  counts: ['events1', ['total1', 'nonEvents1'], 'events2', ['total2', 'nonEvents2']],
  rates: ['events1', 'time1', 'events2', 'time2'],
  correlation: ['correlation', 'total'],
  singleCount: ['events', 'total'],
  singleRate: ['events', 'time'],
  singleMean: ['mean', ['sd', 'se'], 'total'],
  pairedMeans: ['mean1', 'sd1', 'mean2', 'sd2', 'total', 'correlation'],
  pairedCounts: ['yesYes', 'yesNo', 'noYes', 'noNo'],
  given: ['estimate', ['standardError', 'variance', 'lower']],
}

/**
 * Reads the studies of a pairwise analysis from a table: a row for each study, or a row for each arm with the name of the
 * arm in a column and the control named.
 * @throws {InputProblemError} naming what is missing or no number, with row and column
 */
export function readStudies<M extends Measure>(
  table: TextTable,
  measure: M,
  options: ReadStudiesOptions = {},
): StudyTable<M> {
  const reader = new TableReader(table, options.columns)
  const { data } = measures[measure]
  const isByArm = reader.has('arm') && ['means', 'counts', 'rates'].includes(data) && !reader.has('total1')
  const studies = isByArm
    ? reader.joinArms(data, options.control)
    : reader.readRows(data, measures[measure].unused ?? [])
  refuse(reader.problems)
  return { measure, studies: studies as unknown as StudyOf<M>[], labels: reader.labels }
}

/** The kind of data that the columns of a table hold, to choose a measure when none is named. */
export function measureThatFits(table: TextTable, given?: ReadStudiesOptions['columns']): Measure | undefined {
  const { at } = recogniseColumns(table, given)
  const has = (role: ColumnRole): boolean => at.has(role)
  const fits = (data: DataKind): boolean =>
    needed[data].every((role) => (typeof role === 'string' ? has(role) : role.some(has)))
  const armFits = (...roles: ColumnRole[]): boolean => has('arm') && roles.every(has)
  if (fits('means') || armFits('mean', 'sd', 'total')) return 'SMD'
  if (fits('counts') || armFits('events', 'total')) return 'OR'
  if (fits('rates') || armFits('events', 'time')) return 'IRR'
  if (fits('given')) return 'GEN'
  if (fits('correlation')) return 'ZCOR'
  if (fits('singleMean')) return 'MN'
  if (fits('singleCount')) return 'PLO'
  return undefined
}

/** A row of numbers by what they are. */
type Numbers = Readonly<Record<string, number | undefined>>

class TableReader {
  readonly problems: InputProblem[] = []
  readonly labels: StudyLabels[] = []
  private readonly table: TextTable
  private readonly columns: RecognisedColumns

  constructor(table: TextTable, given: ReadStudiesOptions['columns'] = {}) {
    this.table = table
    for (const [role, name] of Object.entries(given)) {
      if (!table.columns.includes(name)) {
        this.problems.push({
          column: name,
          message: `no such column (for ${role}); the table has ${table.columns.join(', ')}`,
        })
      }
    }
    this.columns = recogniseColumns(table, given)
    for (const { column, as } of this.columns.doubles) {
      this.problems.push({ column, message: `means the same as "${as}"; keep one of both` })
    }
    if (table.rows.length === 0) this.problems.push({ message: 'the table has no rows' })
  }

  has(role: ColumnRole): boolean {
    return this.columns.at.has(role)
  }

  readRows(data: DataKind, unused: readonly string[]): Numbers[] {
    for (const role of needed[data]) {
      const either = typeof role === 'string' ? [role] : role
      if (!either.some((one) => this.has(one)) && !either.every((one) => unused.includes(one))) this.missing(either)
    }
    return this.table.rows.map((_, row) => {
      this.label(row)
      return { study: this.nameOf(row), ...this.dataOf(row, data) } as unknown as Numbers
    })
  }

  /** Two rows of one study become one: the control second. */
  joinArms(data: DataKind, control: string | undefined): Numbers[] {
    const single: DataKind = data === 'means' ? 'singleMean' : data === 'counts' ? 'singleCount' : 'singleRate'
    for (const role of needed[single]) {
      const either = typeof role === 'string' ? [role] : role
      if (!either.some((one) => this.has(one))) this.missing(either)
    }
    const byStudy = new Map<string, number[]>()
    this.table.rows.forEach((_, row) => byStudy.set(this.nameOf(row), [...(byStudy.get(this.nameOf(row)) ?? []), row]))
    const arms = new Set(this.table.rows.map((_, row) => this.text(row, 'arm')))
    if (control === undefined) {
      this.problems.push({ message: `a row for each arm: say which arm is the control (${[...arms].join(', ')})` })
      return []
    }
    return [...byStudy].flatMap(([study, rows]) => {
      const treated = rows.filter((row) => this.text(row, 'arm') !== control)
      const controls = rows.filter((row) => this.text(row, 'arm') === control)
      const [one, other] = [treated[0], controls[0]]
      if (rows.length !== 2 || one === undefined || other === undefined) {
        const given = rows.map((row) => this.text(row, 'arm')).join(', ')
        this.problems.push({
          row: (rows[0] ?? 0) + 1,
          message: `study "${study}" needs one arm beside the control "${control}", got ${given}`,
        })
        return []
      }
      this.label(one)
      const numbered = (row: number, group: 1 | 2): Numbers =>
        Object.fromEntries(Object.entries(this.dataOf(row, single)).map(([key, value]) => [`${key}${group}`, value]))
      return [{ study, ...numbered(one, 1), ...numbered(other, 2) } as unknown as Numbers]
    })
  }

  private dataOf(row: number, data: DataKind): Numbers {
    const number = (role: ColumnRole): number | undefined => this.number(row, role)
    const deviation = (sd: ColumnRole, se: ColumnRole, total: ColumnRole): number | undefined => {
      const error = this.has(sd) ? undefined : number(se)
      return error === undefined ? number(sd) : error * Math.sqrt(number(total) ?? Number.NaN)
    }
    const total = (group: 1 | 2): number | undefined => {
      const all = number(`total${group}`)
      const [events, rest] = [number(`events${group}`), number(`nonEvents${group}`)]
      return all ?? (events === undefined || rest === undefined ? undefined : events + rest)
    }
    const pick = (...roles: ColumnRole[]): Numbers => Object.fromEntries(roles.map((role) => [role, number(role)]))
    switch (data) {
      case 'means':
        return {
          ...pick('mean1', 'total1', 'mean2', 'total2'),
          sd1: deviation('sd1', 'se1', 'total1'),
          sd2: deviation('sd2', 'se2', 'total2'),
        }
      case 'counts':
        return { ...pick('events1', 'events2'), total1: total(1), total2: total(2) }
      case 'rates':
        return pick('events1', 'time1', 'events2', 'time2')
      case 'correlation':
        return pick('correlation', 'total')
      case 'singleCount':
        return pick('events', 'total')
      case 'singleRate':
        return pick('events', 'time')
      case 'singleMean':
        return { ...pick('mean', 'total'), sd: deviation('sd', 'se', 'total') }
      case 'pairedMeans':
        return pick('mean1', 'sd1', 'mean2', 'sd2', 'total', 'correlation')
      case 'pairedCounts':
        return pick('yesYes', 'yesNo', 'noYes', 'noNo')
      case 'given':
        return { estimate: number('estimate'), variance: this.varianceOf(row) }
    }
  }

  private varianceOf(row: number): number | undefined {
    const variance = this.number(row, 'variance')
    if (variance !== undefined) return variance
    const error = this.number(row, 'standardError') ?? this.errorFromLimits(row)
    return error === undefined ? undefined : error * error
  }

  /** Half the width of a 95% interval divided by the normal quantile. */
  private errorFromLimits(row: number): number | undefined {
    const [lower, upper] = [this.number(row, 'lower'), this.number(row, 'upper')]
    return lower === undefined || upper === undefined ? undefined : (upper - lower) / (2 * normalQuantile(0.975))
  }

  private label(row: number): void {
    const subgroup = this.text(row, 'subgroup')
    const texts = Object.fromEntries(
      this.table.columns.map((name, at) => [name, this.table.rows[row]?.[at]?.trim() ?? '']),
    )
    const moderators = Object.fromEntries(
      [...this.columns.others, ...this.columnOf('year')].map((name) => {
        const value = parseNumber(texts[name] ?? '')
        return [name, value === undefined || Number.isNaN(value) ? undefined : value]
      }),
    )
    this.labels.push({
      study: this.nameOf(row),
      row: row + 1,
      ...(subgroup === '' ? {} : { subgroup }),
      moderators,
      texts,
    })
  }

  private columnOf(role: ColumnRole): string[] {
    const at = this.columns.at.get(role)
    return at === undefined ? [] : [this.table.columns[at] ?? '']
  }

  /** Name of the study, with the year when that is a column of its own and not yet in the name. */
  private nameOf(row: number): string {
    const name = this.text(row, 'study')
    const year = this.text(row, 'year')
    if (name === '') return `row ${row + 1}`
    return year === '' || name.includes(year) ? name : `${name} ${year}`
  }

  private text(row: number, role: ColumnRole): string {
    const at = this.columns.at.get(role)
    return at === undefined ? '' : (this.table.rows[row]?.[at]?.trim() ?? '')
  }

  private number(row: number, role: ColumnRole): number | undefined {
    const at = this.columns.at.get(role)
    if (at === undefined) return undefined
    const text = this.table.rows[row]?.[at] ?? ''
    const value = parseNumber(text)
    if (value === undefined || !Number.isNaN(value)) return value
    const column = this.table.columns[at] ?? ''
    this.problems.push({ row: row + 1, column, message: `must be a number, got "${text.trim()}"` })
    return undefined
  }

  private missing(either: readonly ColumnRole[]): void {
    const column = either.join(' or ')
    this.problems.push({ column, message: `no column with this; the table has ${this.table.columns.join(', ')}` })
  }
}
