import { type InputProblem, InputProblemError, refuse } from '../input-problem.ts'
import type { Conventions, CountStudy, IntervalMethod, Moderator, PoolingMethod, RateStudy } from '../pairwise/index.ts'
import type { StudyEffect } from '../study-effect.ts'
import { effectsOfTable, measureOf, referenceEffects } from './study-effects.ts'
import {
  columnOf,
  isRecord,
  isTable,
  numbersOf,
  type ReferenceAnalysis,
  type ReferenceCell,
  type ReferenceData,
  type ReferenceRecord,
  type ReferenceTable,
  textsOf,
} from './format.ts'

/** The studies of an analysis, with the rows of the table they came from. */
export interface ReferenceStudies {
  readonly studies: readonly StudyEffect[]
  /** Row of each study in the table, from 0. */
  readonly rows: readonly number[]
  readonly table: ReferenceTable
}

/**
 * Studies of an analysis. A case's data may hold studies without an effect, which R leaves out (they are listed by
 * `escalc`); the input of a case of errors may not: each row without an effect is a problem.
 */
export function studiesOf(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceStudies {
  const isStrict = analysis.input !== undefined
  const table = inputTable(data, analysis)
  const { yi, vi } = effectsIn(data, analysis, table)
  const labels = textsOf(table, 'study') ?? textsOf(table, 'studlab') ?? textsOf(table, 'trial') ?? []
  const all = yi.map((estimate, row) => ({
    study: labels[row] ?? String(row + 1),
    estimate,
    variance: vi[row] ?? Number.NaN,
  }))
  const rows = all.flatMap(({ estimate, variance }, row) =>
    isStrict || !(Number.isNaN(estimate) || Number.isNaN(variance)) ? [row] : [],
  )
  return { studies: rows.map((row) => all[row] as StudyEffect), rows, table }
}

/** The table an analysis works on: its own input, or the data of the case. */
export function inputTable(data: ReferenceData, { input, fn }: ReferenceAnalysis): ReferenceTable {
  if (isTable(input)) return input
  if (isRecord(input)) return tableFromRecord(input)
  if (data.raw === undefined) throw new RangeError(`${fn} needs data.raw or an input, got neither`)
  return data.raw
}

/** Columns of unlike length become a table in which the missing cells are missing. */
function tableFromRecord(record: Readonly<Record<string, unknown>>): ReferenceTable {
  for (const value of Object.values(record)) if (isTable(value)) return value
  const columns = Object.entries(record).flatMap(([name, value]): [string, ReferenceCell[]][] => {
    if (Array.isArray(value)) return [[name, value as ReferenceCell[]]]
    return typeof value === 'number' || value === null ? [[name, [value]]] : []
  })
  const height = Math.max(0, ...columns.map(([, values]) => values.length))
  return {
    cols: columns.map(([name]) => name),
    rows: Array.from({ length: height }, (_, row) => columns.map(([, values]) => values[row] ?? null)),
  }
}

function effectsIn(data: ReferenceData, analysis: ReferenceAnalysis, table: ReferenceTable) {
  const given = givenEffects(table)
  if (given !== undefined && (analysis.input !== undefined || (data.measure ?? 'GEN') === 'GEN')) return given
  if (analysis.input === undefined) return referenceEffects(data, { options: withoutAnalysis(analysis.options) })
  return effectsOfEveryRow(data, analysis, table)
}

/** Effects of an input in which no row may be left out; names every row that has none. */
function effectsOfEveryRow(data: ReferenceData, { options }: ReferenceAnalysis, table: ReferenceTable) {
  const measure = measureOf(textOption(options, 'measure') ?? data.measure ?? measureFor(table))
  const gaps = missingCells(table)
  const complete = table.rows.flatMap((_, row) => (gaps.some((gap) => gap.row === row + 1) ? [] : [row]))
  const rest = { cols: table.cols, rows: complete.map((row) => table.rows[row] ?? []) }
  try {
    const effects = effectsOfTable(rest, measure, textOption(options, 'outcome'), {})
    refuse([...gaps, ...withoutEffect(effects.yi)])
    return effects
  } catch (error) {
    if (!(error instanceof InputProblemError) || gaps.length === 0) throw error
    const others = error.problems.filter((problem) => !gaps.includes(problem))
    const placed = others.map(({ row, ...problem }) => ({
      ...problem,
      ...(row !== undefined && { row: (complete[row - 1] ?? row - 1) + 1 }),
    }))
    throw new InputProblemError([...gaps, ...placed])
  }
}

/** Columns of numbers in metafor's names. */
const numericColumns = /^(ai|bi|ci|di|n1i|n2i|m1i|m2i|sd1i|sd2i|xi|mi|ni|ri|ti|sdi|x1i|x2i|t1i|t2i|yi|vi|sei|TE|seTE)$/

function missingCells(table: ReferenceTable): InputProblem[] {
  return table.cols
    .filter((name) => numericColumns.test(name))
    .flatMap((column) =>
      (numbersOf(table, column) ?? []).flatMap((value, index) =>
        Number.isNaN(value) ? [{ row: index + 1, column, message: 'has no number' }] : [],
      ),
    )
}

/** What a table without a named measure is about. */
function measureFor({ cols }: ReferenceTable): string {
  if (cols.includes('m1i')) return 'MD'
  if (cols.includes('ai')) return 'OR'
  return 'GEN'
}

/** Only the options that choose the effect; the others belong to the analysis of it. */
function withoutAnalysis(options: ReferenceRecord): ReferenceRecord {
  const names = ['measure', 'outcome', 'vtype', 'add', 'to', 'drop00']
  return Object.fromEntries(Object.entries(options).filter(([name]) => names.includes(name)))
}

function withoutEffect(yi: readonly number[]): InputProblem[] {
  return yi.flatMap((estimate, index) =>
    Number.isNaN(estimate) ? [{ row: index + 1, message: 'has no effect by this measure' }] : [],
  )
}

function givenEffects(table: ReferenceTable): { yi: number[]; vi: number[] } | undefined {
  const yi = numbersOf(table, 'yi') ?? numbersOf(table, 'TE')
  const errors = numbersOf(table, 'sei') ?? numbersOf(table, 'seTE')
  // A negative standard error must not become a positive variance.
  const vi = numbersOf(table, 'vi') ?? errors?.map((error) => (error > 0 ? error * error : error))
  return yi === undefined || vi === undefined ? undefined : { yi, vi }
}

/** Two by two tables in metafor's columns, of one outcome when the analysis names one. */
export function countsOf(data: ReferenceData, analysis: ReferenceAnalysis): CountStudy[] {
  const table = inputTable(data, analysis)
  const outcome = textOption(analysis.options, 'outcome')
  const column = (name: string) =>
    (outcome === undefined ? undefined : numbersOf(table, `${name}_${outcome}`)) ?? numbersOf(table, name)
  const sum = (one: string, other: string) => {
    const [first, second] = [column(one), column(other)]
    return first?.map((value, row) => value + (second?.[row] ?? Number.NaN))
  }
  const total1 = column('n1i') ?? sum('ai', 'bi') ?? []
  const total2 = column('n2i') ?? sum('ci', 'di') ?? []
  const events1 = column('ai') ?? []
  const events2 = column('ci') ?? []
  const labels = textsOf(table, 'study')
  const studies = table.rows.map((_, row) => ({
    study: labels?.[row] ?? String(row + 1),
    events1: events1[row] ?? Number.NaN,
    total1: total1[row] ?? Number.NaN,
    events2: events2[row] ?? Number.NaN,
    total2: total2[row] ?? Number.NaN,
  }))
  if (analysis.input !== undefined) return studies
  return studies.filter((study) => ![study.events1, study.total1, study.events2, study.total2].some(Number.isNaN))
}

/** Events in person-time in metafor's columns. */
export function ratesOf(data: ReferenceData, analysis: ReferenceAnalysis): RateStudy[] {
  const table = inputTable(data, analysis)
  const [x1, t1, x2, t2] = ['x1i', 't1i', 'x2i', 't2i'].map((name) => numbersOf(table, name) ?? [])
  const labels = textsOf(table, 'study')
  return table.rows.map((_, row) => ({
    study: labels?.[row] ?? String(row + 1),
    events1: x1?.[row] ?? Number.NaN,
    time1: t1?.[row] ?? Number.NaN,
    events2: x2?.[row] ?? Number.NaN,
    time2: t2?.[row] ?? Number.NaN,
  }))
}

/** Sample sizes: `ni`, or the sum of both groups. */
export function sampleSizesOf({ table, rows }: ReferenceStudies): number[] | undefined {
  const sum = (...names: string[]) => {
    const columns = names.map((name) => numbersOf(table, name))
    if (columns.includes(undefined)) return undefined
    return table.rows.map((_, row) => columns.reduce((total, column) => total + (column?.[row] ?? Number.NaN), 0))
  }
  const sizes = sum('ni') ?? sum('n1i', 'n2i') ?? sum('ai', 'bi', 'ci', 'di')
  return sizes && rows.map((row) => sizes[row] as number)
}

/** Conventions of metafor with what the options ask for; levels in percent. */
export function conventionsIn(options: ReferenceRecord): Partial<Conventions> & { preset: 'metafor' } {
  const level = options['level']
  return {
    preset: 'metafor',
    method: methodOf(textOption(options, 'method') ?? 'REML'),
    interval: intervalOf(textOption(options, 'test') ?? 'z'),
    level: levelOf(level),
  }
}

/** A confidence level as a fraction; the files give percent, or a fraction where they say so. */
export function levelOf(level: unknown): number {
  if (typeof level !== 'number') return 0.95
  return level > 1 ? level / 100 : level
}

function methodOf(name: string): PoolingMethod {
  return name === 'FE' || name === 'EE' || name === 'CE' ? 'common' : (name as PoolingMethod)
}

function intervalOf(test: string): IntervalMethod {
  const names: Readonly<Record<string, IntervalMethod>> = {
    z: 'normal',
    t: 't',
    knha: 'knapp-hartung',
    hksj: 'knapp-hartung',
    adhoc: 'knapp-hartung-floor',
  }
  const interval = names[test]
  if (interval === undefined)
    throw new RangeError(`pairwise needs a test of ${Object.keys(names).join(', ')}, got ${test}`)
  return interval
}

/** Moderators by column name; `alloc=random` is 1 where the column has that value, a column of texts is a factor. */
export function moderatorsOf({ table, rows }: ReferenceStudies, names: readonly string[]): Moderator[] {
  return names.map((name) => {
    const cells = columnOf(table, name)
    if (cells === undefined) return dummyOf(table, rows, name)
    const chosen = rows.map((row) => cells[row] ?? null)
    if (chosen.some((cell) => typeof cell === 'string'))
      return { name, categories: chosen.map((cell) => String(cell ?? '')) }
    return { name, values: chosen.map((cell) => (cell === null ? Number.NaN : Number(cell))) }
  })
}

function dummyOf(table: ReferenceTable, rows: readonly number[], name: string): Moderator {
  const at = name.indexOf('=')
  const texts = at < 0 ? undefined : textsOf(table, name.slice(0, at))
  if (texts === undefined) throw new RangeError(`metareg needs a column ${name}, got ${table.cols.join(', ')}`)
  const wanted = name.slice(at + 1)
  return { name, values: rows.map((row) => (texts[row] === wanted ? 1 : 0)) }
}

/** An option as text, when it is one. */
export function textOption(options: ReferenceRecord, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** An option as a list of texts; one text is a list of one. */
export function textsOption(options: ReferenceRecord, name: string): string[] {
  const value = options[name]
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}

/** An option as a number, when it is one. */
export function numberOption(options: ReferenceRecord, name: string): number | undefined {
  const value = options[name]
  return typeof value === 'number' ? value : undefined
}
