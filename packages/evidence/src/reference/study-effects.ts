import {
  type EffectSizeOptions,
  type EffectSizes,
  effectSizes,
  isMeasure,
  type Measure,
  measures,
  problemsOfEffects,
  type StudyOf,
  type VarianceFormula,
  type ZeroCells,
} from '../effect-size/index.ts'
import { refuse } from '../input-problem.ts'
import {
  isTable,
  numbersOf,
  type ReferenceAnalysis,
  type ReferenceData,
  type ReferenceRecord,
  type ReferenceTable,
} from './format.ts'

/** Effects in the order of the table, NaN where a study has none or misses a value. */
export interface ReferenceEffects {
  readonly yi: number[]
  readonly vi: number[]
  readonly effects: EffectSizes
}

/** Computes the effects that an analysis asks for by metafor's conventions (`measure`, `vtype`, `add`, `to`, `drop00`). */
export function referenceEffects(
  data: ReferenceData,
  { options, input }: Pick<ReferenceAnalysis, 'options' | 'input'>,
): ReferenceEffects {
  const measure = measureOf(textOption(options, 'measure') ?? data.measure ?? 'GEN')
  const vtype = textOption(options, 'vtype') ?? (options['measure'] === undefined ? data.vtype : undefined)
  const asked: EffectSizeOptions = {
    ...(vtype !== undefined && { variance: varianceOf(measure, vtype) }),
    ...(options['correct'] === false && uncorrected(measure)),
    zeroCells: metaforRule(options),
  }
  const outcome = textOption(options, 'outcome')
  if (!isTable(input)) return effectsOfTable(tableOfData(data), measure, outcome, asked)
  const effects = effectsOfTable(input, measure, outcome, asked, 'refuse incomplete rows')
  refuse(problemsOfEffects(effects.effects))
  return effects
}

/** Computes effects from a table with metafor's column names; rows that miss a value have no effect, or are refused. */
export function effectsOfTable(
  table: ReferenceTable,
  measure: Measure,
  outcome: string | undefined,
  options: EffectSizeOptions,
  incomplete: 'keep incomplete rows' | 'refuse incomplete rows' = 'keep incomplete rows',
): ReferenceEffects {
  const rows = studiesOf(table, measure, outcome)
  const isStrict = incomplete === 'refuse incomplete rows'
  const complete = rows.flatMap((row, index) => (isStrict || isComplete(row, measure) ? [index] : []))
  const effects = effectSizes(measure, complete.map((index) => rows[index]) as unknown as StudyOf<Measure>[], options)
  const yi = rows.map(() => Number.NaN)
  const vi = rows.map(() => Number.NaN)
  for (const [position, index] of complete.entries()) {
    yi[index] = effects.studies[position]?.estimate ?? Number.NaN
    vi[index] = effects.studies[position]?.variance ?? Number.NaN
  }
  return { yi, vi, effects }
}

/** Where each kind of data stands in a table with metafor's column names; `a - b` is a difference of two columns. */
const columnNames: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  means: { mean1: ['m1i'], sd1: ['sd1i'], total1: ['n1i'], mean2: ['m2i'], sd2: ['sd2i'], total2: ['n2i'] },
  counts: { events1: ['ai'], total1: ['n1i', 'ai+bi'], events2: ['ci'], total2: ['n2i', 'ci+di'] },
  rates: { events1: ['x1i'], time1: ['t1i'], events2: ['x2i'], time2: ['t2i'] },
  correlation: { correlation: ['ri'], total: ['ni'] },
  singleCount: { events: ['xi'], total: ['ni', 'xi+mi'] },
  singleRate: { events: ['xi'], time: ['ti'] },
  singleMean: { mean: ['mi'], sd: ['sdi'], total: ['ni'] },
  pairedMeans: {
    mean1: ['m1i'],
    sd1: ['sd1i'],
    mean2: ['m2i'],
    sd2: ['sd2i'],
    total: ['ni'],
    correlation: ['ri'],
  },
  pairedCounts: { yesYes: ['ai'], yesNo: ['bi'], noYes: ['ci'], noNo: ['di'] },
  given: { estimate: ['yi'], variance: ['vi', 'sei^2'] },
}

type Row = Record<string, number>

function studiesOf(table: ReferenceTable, measure: Measure, outcome: string | undefined): Row[] {
  const fields = Object.entries(columnNames[measures[measure].data] ?? {})
  const columns = fields.map(([field, sources]) => [field, readColumn(table, sources, outcome)] as const)
  return table.rows.map((_, index) => {
    const known = columns.flatMap(([field, column]) => (column === undefined ? [] : [[field, column[index]] as const]))
    return Object.fromEntries(known) as Row
  })
}

function readColumn(table: ReferenceTable, sources: readonly string[], outcome: string | undefined) {
  for (const source of sources) {
    const parts = source.replace('^2', '').split('+')
    const columns = parts.map((name) => columnFor(table, name, outcome))
    const [first, second] = columns
    if (first === undefined || columns.includes(undefined)) continue
    if (source.endsWith('^2')) return first.map((value) => value * value)
    return second === undefined ? first : first.map((value, index) => value + (second[index] as number))
  }
  return undefined
}

/** The column of an outcome (`ai_death`) when there is one, else the plain column. */
function columnFor(table: ReferenceTable, name: string, outcome: string | undefined): number[] | undefined {
  return (outcome === undefined ? undefined : numbersOf(table, `${name}_${outcome}`)) ?? numbersOf(table, name)
}

function isComplete(row: Row, measure: Measure): boolean {
  const unused = measures[measure].unused ?? []
  return Object.entries(row).every(([field, value]) => unused.includes(field) || !Number.isNaN(value))
}

/** The table of a pairwise case. */
export function tableOfData({ raw }: ReferenceData): ReferenceTable {
  if (raw === undefined) throw new RangeError('reference case: needs data.raw')
  return raw
}

/** metafor's options for zero cells. */
export function metaforRule(options: ReferenceRecord): ZeroCells {
  const add = options['add']
  return {
    program: 'metafor',
    ...(typeof add === 'number' && { add }),
    ...(typeof options['to'] === 'string' && { to: options['to'] as 'only0' }),
    dropUninformative: options['drop00'] === true,
  }
}

/** A measure by metafor's name, also by the names of package meta. */
export function measureOf(name: string): Measure {
  const known = otherNames[name] ?? name
  if (isMeasure(known)) return known
  throw new RangeError(`reference case: needs a known measure, got ${name}`)
}

const otherNames: Readonly<Record<string, Measure>> = {
  ASD: 'AS',
  DOR: 'OR',
  HR: 'GEN',
  PLOGIT: 'PLO',
  PRAW: 'PR',
  MRAW: 'MN',
  MLN: 'MNLN',
  D2OR: 'D2ORL',
  OR2D: 'OR2DL',
}

/** A variance formula by metafor's `vtype`, also by the names used in the `data` of a reference case. */
function varianceOf(measure: Measure, vtype: string): VarianceFormula {
  const names: Readonly<Record<string, VarianceFormula>> = { revman5: 'RevMan 5', exact: 'UB', Cohen: 'Cohen' }
  const wanted = names[vtype] ?? (vtype as VarianceFormula)
  if (wanted === 'LS' && measure === 'PHI') return 'ST'
  return wanted
}

/** metafor's `correct=FALSE`: no correction for small samples. */
function uncorrected(measure: Measure): EffectSizeOptions {
  return measure === 'SMD' ? { variance: 'Cohen', bias: 'uncorrected' } : { bias: 'uncorrected' }
}

/** An option that is a text, else nothing. */
export function textOption(options: ReferenceRecord, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}
