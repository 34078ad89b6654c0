import type {
  CutOff,
  FilledIn,
  InstrumentForm,
  ReferenceEquation,
  ReferencePercentiles,
  ScoreReference,
} from '@dosis/domain'
import { isWithin } from '../criteria/bounds.ts'
import { numbersIn } from './numbers-in.ts'

/** Who the score is of; null = not known. */
export interface ScoredPerson {
  readonly ageYears: number | null
  readonly sex: 'male' | 'female' | null
}

/** A limit of the score with whether this score lies in it; null where it depends on a sex that is not known. */
export interface CutOffBeside {
  readonly cutOff: CutOff
  readonly isMet: boolean | null
}

/** What a reference says about a score. Outside its ages, and without what it needs, there is no value. */
export type ReferenceBeside =
  | { readonly state: 'awaiting_review' }
  | { readonly state: 'missing'; readonly needs: readonly string[] }
  | { readonly state: 'outside'; readonly ages: readonly [number, number | null] }
  | {
      readonly state: 'predicted'
      readonly predicted: number
      /** Percent of the predicted value, in whole percents. */
      readonly percent: number
      readonly lowerLimit: number | null
    }
  /** Between two percentiles of people of this age and sex; null = under the lowest, or from the highest on. */
  | { readonly state: 'percentile'; readonly from: number | null; readonly below: number | null }

/** The limits of a score that a reviewed source prints, for this sex or for everybody. They decide nothing. */
export function cutOffsBeside({ cutOffs = [] }: InstrumentForm, score: number, { sex }: ScoredPerson): CutOffBeside[] {
  return cutOffs
    .filter(({ review }) => review.state === 'active')
    .filter((cutOff) => cutOff.sex === undefined || sex === null || cutOff.sex === sex)
    .map((cutOff) => ({
      cutOff,
      isMet: cutOff.sex !== undefined && sex === null ? null : isWithin(score, cutOff.score),
    }))
}

/**
 * Lays a score beside a reference. The age is in whole years; what else an equation needs was filled in with the score.
 * A percentile is never read between two printed ones.
 */
export function referenceBeside(
  form: InstrumentForm,
  reference: ScoreReference,
  score: number,
  person: ScoredPerson,
  filledIn: FilledIn,
): ReferenceBeside {
  if (reference.review.state !== 'active') return { state: 'awaiting_review' }
  const { ageYears, sex } = person
  const unknown = [...(ageYears === null ? ['ageYears'] : []), ...(sex === null ? ['sex'] : [])]
  if (ageYears === null || sex === null) return { state: 'missing', needs: unknown }
  return reference.kind === 'equation'
    ? besideEquation(reference, score, ageYears, sex, numbersIn(form, filledIn))
    : besidePercentiles(reference, score, ageYears, sex)
}

function besideEquation(
  { bySex }: ReferenceEquation,
  score: number,
  ageYears: number,
  sex: 'male' | 'female',
  numbers: ReadonlyMap<string, number>,
): ReferenceBeside {
  const { ages, terms, lowerLimitBelow } = bySex[sex]
  if (ageYears < ages[0] || ageYears > ages[1]) return { state: 'outside', ages }
  const valueOf = (name: string) => (name === 'ageYears' ? ageYears : numbers.get(name))
  const needs = [...new Set(terms.flatMap(({ of }) => of))].filter((name) => valueOf(name) === undefined)
  if (needs.length > 0) return { state: 'missing', needs }
  const predicted = terms.reduce(
    (total, { times, of }) => total + of.reduce((product, name) => product * (valueOf(name) ?? 0), times),
    0,
  )
  if (!(predicted > 0)) return { state: 'outside', ages }
  return {
    state: 'predicted',
    predicted: oneDecimal(predicted),
    percent: Math.round((score / predicted) * 100),
    lowerLimit: lowerLimitBelow === undefined ? null : oneDecimal(predicted - lowerLimitBelow),
  }
}

function besidePercentiles(
  { bySex, percentiles }: ReferencePercentiles,
  score: number,
  ageYears: number,
  sex: 'male' | 'female',
): ReferenceBeside {
  const rows = bySex[sex]
  const row = rows.find(({ fromAge, toAge }) => ageYears >= fromAge && (toAge === null || ageYears <= toAge))
  if (row === undefined) {
    const last = rows.at(-1)
    return { state: 'outside', ages: [rows[0]?.fromAge ?? 0, last?.toAge ?? null] }
  }
  const reached = row.scores.filter((each) => score >= each).length
  return { state: 'percentile', from: percentiles[reached - 1] ?? null, below: percentiles[reached] ?? null }
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10
}
