import type { Criterion, Fracture, FractureFilter, IsoDate, Truth } from '@dosis/domain'
import type { Context } from './context.ts'
import { fractureMatches, weeksSinceFracture } from './fracture-matches.ts'
import { fracturesFact, fracturesOf } from './fractures.ts'
import { type Judgement, judgedByFact } from './judgement.ts'

type LatestFracture = Extract<Criterion, { latestFracture: unknown }>

/** The most recent of some fractures is as the filter says; without any: no. */
export function judgeLatestFracture(criterion: LatestFracture, context: Context): Judgement {
  const { fact, fractures } = fracturesOf(context)
  return judgedByFact(fracturesFact, fact, latestFractureMatches(fractures, criterion, context.on))
}

/** Unknown while more than one may be the latest and they differ; `null` = not known whether there are any. */
export function latestFractureMatches(
  fractures: readonly Fracture[] | null,
  { latestFracture: { of, is } }: LatestFracture,
  today: IsoDate | null,
): Truth {
  if (fractures === null) return 'unknown'
  const { candidates, isSure } = latestOf(fractures, of, today)
  const truths: Truth[] = candidates.map((fracture) => fractureMatches(fracture, is, today))
  if (!isSure) truths.push('no')
  const [first = 'no'] = truths
  return truths.every((truth) => truth === first) ? first : 'unknown'
}

/** The fractures that may be the latest of their kind, and whether there is one of that kind at all. */
function latestOf(fractures: readonly Fracture[], of: FractureFilter, today: IsoDate | null) {
  const passing = fractures.map((fracture) => ({
    fracture,
    passes: fractureMatches(fracture, of, today),
    weeks: weeksSinceFracture(fracture, today),
  }))
  const sure = passing.filter(({ passes }) => passes === 'yes')
  const latestSure = Math.min(...sure.map(({ weeks }) => weeks ?? Number.POSITIVE_INFINITY))
  const candidates = passing
    .filter(({ passes, weeks }) => passes !== 'no' && (weeks === null || weeks <= latestSure))
    .map(({ fracture }) => fracture)
  return { candidates, isSure: sure.length > 0 }
}
