import { type InputProblem, refuse } from '../input-problem.ts'
import { quote } from './check-contrasts.ts'
import type { LinearDesign } from './linear-model.ts'
import type { Network } from './network.ts'
import type { RowSpace } from './row-space.ts'

/** A property of studies, such as mean age; one value for each study. */
export interface StudyCovariate {
  readonly name: string
  readonly values: ReadonlyMap<string, number>
  /** Value at which treatment effects are reported. Default: the mean over studies. */
  readonly centre?: number
}

export interface CentredCovariate {
  readonly name: string
  readonly centre: number
  /** Largest distance from the centre, by which values are divided for the arithmetic. */
  readonly spread: number
  /** By study of the network, centred and divided. */
  readonly scaled: Float64Array
}

export function readCovariates(network: Network, covariates: readonly StudyCovariate[]): CentredCovariate[] {
  const problems: InputProblem[] = []
  if (covariates.length === 0) problems.push({ message: 'covariates: needs at least 1' })
  const read = covariates.map(({ name, values, centre: wanted }) => {
    const own = network.studies.map((study) => values.get(study) ?? Number.NaN)
    for (const [index, value] of own.entries()) {
      if (Number.isFinite(value)) continue
      const study = network.studies[index] as string
      const row = network.contrasts.findIndex((contrast) => contrast.study === study) + 1
      problems.push({ row, column: name, message: `study ${quote(study)} needs a finite number, got ${value}` })
    }
    const centre = wanted ?? own.reduce((total, value) => total + value, 0) / own.length
    const spread = own.reduce((most, value) => Math.max(most, Math.abs(value - centre)), 0)
    if (own.every((value) => value === own[0]))
      problems.push({ column: name, message: 'needs values that differ between studies' })
    else if (!(spread > 1e-100 && spread < 1e100))
      problems.push({ column: name, message: `needs values 1e-100 to 1e100 apart, got ${spread}; give another unit` })
    return { name, centre, spread, scaled: Float64Array.from(own, (value) => (value - centre) / spread) }
  })
  refuse(problems)
  return read
}

export interface RegressionLayout {
  readonly columns: number
  /** Number of columns with treatment effects, which come first. */
  readonly effects: number
  readonly slopes: readonly { covariate: number; treatment: string | undefined; column: number }[]
  /** Design row of a treatment at scaled values of the covariates. */
  readonly row: (treatment: number, scaled: ArrayLike<number>) => Float64Array
  readonly scaledOf: (study: number) => Float64Array
}

export function layoutOf(
  network: Network,
  base: number,
  covariates: readonly CentredCovariate[],
  model: 'independent' | 'common',
): RegressionLayout {
  const effects = network.treatments.length - 1
  const perCovariate = model === 'independent' ? effects : 1
  const others = network.treatments.filter((_, treatment) => treatment !== base)
  const columnOf = (treatment: number) => (treatment > base ? treatment - 1 : treatment)
  const columns = effects + covariates.length * perCovariate
  return {
    columns,
    effects,
    slopes: covariates.flatMap((_, covariate) =>
      (model === 'independent' ? others : [undefined]).map((treatment, at) => ({
        covariate,
        treatment,
        column: effects + covariate * perCovariate + at,
      })),
    ),
    row: (treatment, scaled) => {
      const row = new Float64Array(columns)
      if (treatment === base) return row
      const own = columnOf(treatment)
      row[own] = 1
      for (let covariate = 0; covariate < covariates.length; covariate++) {
        row[effects + covariate * perCovariate + (model === 'independent' ? own : 0)] = scaled[covariate] as number
      }
      return row
    },
    scaledOf: (study) => Float64Array.from(covariates, ({ scaled }) => scaled[study] as number),
  }
}

/** What the studies can see: design rows of each study's arms against its first one. */
export function seenRows(network: Network, { row, scaledOf }: RegressionLayout): Float64Array[] {
  return network.studies.flatMap((_, study) => {
    const arms = network.arms.subarray(network.armStart[study], network.armStart[study + 1])
    const first = row(arms[0] as number, scaledOf(study))
    return Array.from(arms.subarray(1), (arm) =>
      row(arm, scaledOf(study)).map((value, column) => value - (first[column] as number)),
    )
  })
}

export function onBasis(network: Network, { row, scaledOf }: RegressionLayout, { basis }: RowSpace): LinearDesign {
  const known = network.studies.map(() => new Map<number, Float64Array>())
  return {
    parameters: basis.length,
    armRow: (study, treatment) => {
      const ofStudy = known[study] as Map<number, Float64Array>
      const earlier = ofStudy.get(treatment)
      if (earlier !== undefined) return earlier
      const whole = row(treatment, scaledOf(study))
      const reduced = Float64Array.from(basis, (column) => whole[column] as number)
      ofStudy.set(treatment, reduced)
      return reduced
    },
  }
}
