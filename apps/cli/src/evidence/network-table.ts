import {
  type ArmContrasts,
  analyseComponents,
  analyseNetwork,
  type ComponentAnalysis,
  type Contrast,
  compareTwo,
  contrastsFromCounts,
  contrastsFromMeans,
  contrastsFromRates,
  type CountArm,
  type CountArmMeasure,
  decomposeDesigns,
  type MeanArm,
  type MeanArmMeasure,
  type NetworkAnalysis,
  type RateArm,
  type RateArmMeasure,
  rankTreatments,
  type SmallValues,
  splitComparisons,
  type TauSquaredMethod,
} from '@dosis/evidence/network'
import { type ArmRow, type ColumnRole, readNetwork, type TextTable } from '@dosis/evidence/table'
import { BadInput } from '../bad-input.ts'

/** What a person may ask of a network meta-analysis. */
export interface NetworkRequest {
  readonly file: string
  /** Needed for arms; names the scale of contrasts. */
  readonly measure: string | undefined
  readonly method: TauSquaredMethod
  readonly level: number
  readonly reference: string | undefined
  readonly smallValues: SmallValues
  readonly columns: Readonly<Partial<Record<ColumnRole, string>>>
  readonly components: boolean
  readonly separator: string
  readonly inactive: string | undefined
  readonly interactions: readonly string[]
}

/** A network analysis with everything that goes with it. */
export interface NetworkResult {
  readonly measure: string
  readonly isRatio: boolean
  readonly contrasts: readonly Contrast[]
  readonly leftOut: ArmContrasts['leftOut']
  readonly reference: string
  /** Absent for components of a network in pieces. */
  readonly analysis: NetworkAnalysis | undefined
  readonly components: ComponentAnalysis | undefined
}

const countMeasures: readonly string[] = ['OR', 'RR', 'RD', 'ASD'] satisfies CountArmMeasure[]
const meanMeasures: readonly string[] = ['MD', 'SMD', 'ROM'] satisfies MeanArmMeasure[]
const rateMeasures: readonly string[] = ['IRR', 'IRD'] satisfies RateArmMeasure[]
const ratios: readonly string[] = ['OR', 'RR', 'HR', 'IRR', 'ROM']

/** Makes contrasts where the table has arms, and fits the network. */
export function analyseTable(table: TextTable, request: NetworkRequest): NetworkResult {
  const read = readNetwork(table, { columns: request.columns })
  const measure = (
    request.measure ?? (read.level === 'contrast' ? 'MD' : measureOf(request.file, read.arms))
  ).toUpperCase()
  const made =
    read.level === 'contrast' ? { contrasts: read.contrasts, leftOut: [] } : fromArms(request.file, measure, read.arms)
  const { contrasts, leftOut } = made
  const treatments = [...new Set(contrasts.flatMap(({ treatment1, treatment2 }) => [treatment1, treatment2]))]
  const reference = request.reference ?? request.inactive ?? treatments[0] ?? ''
  if (!treatments.includes(reference)) {
    const message = `no treatment named "${reference}"; there are ${treatments.join(', ')}`
    throw new BadInput(request.file, [{ path: '--reference', message }])
  }
  const options = { tauSquared: request.method, level: request.level }
  const components = request.components
    ? analyseComponents(contrasts, {
        ...options,
        separator: request.separator,
        interactions: request.interactions,
        ...(request.inactive === undefined ? {} : { inactive: request.inactive }),
      })
    : undefined
  const analysis = request.components
    ? attempt(() => analyseNetwork(contrasts, options))
    : analyseNetwork(contrasts, options)
  return { measure, isRatio: ratios.includes(measure), contrasts, leftOut, reference, analysis, components }
}

/** A network in pieces has component effects all the same. */
function attempt(analyse: () => NetworkAnalysis): NetworkAnalysis | undefined {
  try {
    return analyse()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function measureOf(file: string, arms: readonly ArmRow[]): string {
  const has = (key: keyof ArmRow): boolean => arms.every((arm) => arm[key] !== undefined)
  if (has('mean') && has('sd') && has('total')) return 'MD'
  if (has('events') && has('total')) return 'OR'
  if (has('events') && has('time')) return 'IRR'
  const message = 'each arm needs n with mean and sd, n with events, or time with events'
  throw new BadInput(file, [{ path: '', message }])
}

function fromArms(file: string, measure: string, arms: readonly ArmRow[]): ArmContrasts {
  // What a row lacks becomes NaN, which the checks of the engine name with row and column.
  const filled = arms.map((arm) => ({
    mean: Number.NaN,
    sd: Number.NaN,
    total: Number.NaN,
    events: Number.NaN,
    time: Number.NaN,
    ...arm,
  }))
  if (countMeasures.includes(measure))
    return contrastsFromCounts(measure as CountArmMeasure, filled satisfies CountArm[])
  if (meanMeasures.includes(measure)) return contrastsFromMeans(measure as MeanArmMeasure, filled satisfies MeanArm[])
  if (rateMeasures.includes(measure)) return contrastsFromRates(measure as RateArmMeasure, filled satisfies RateArm[])
  const known = [...countMeasures, ...meanMeasures, ...rateMeasures].join(', ')
  throw new BadInput(file, [
    { path: '--measure', message: `no measure of arms named "${measure}"; known are ${known}` },
  ])
}

/** Every treatment against the reference, in both models. */
export const againstReference = ({ analysis, reference }: NetworkResult) =>
  analysis === undefined
    ? []
    : analysis.network.treatments
        .filter((name) => name !== reference)
        .map((name) => compareTwo(analysis, name, reference))

/** The tables that people and programs both get. */
export function detailsOf(analysis: NetworkAnalysis, smallValues: SmallValues) {
  return {
    split: splitComparisons(analysis),
    designs: decomposeDesigns(analysis),
    scores: rankTreatments(analysis, 'random', { smallValues }),
  }
}
