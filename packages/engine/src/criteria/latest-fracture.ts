import type { Criterion, Fracture, IsoDate, Truth } from '@dosis/domain'
import type { Context } from './context.ts'
import type { JudgeFractures } from './fracture.ts'
import { type FractureMatch, fractureMatch, weeksSinceFracture } from './fracture-matches.ts'
import { fracturesFact, fracturesOf } from './fractures.ts'
import { type Judgement, judgedByFact } from './judgement.ts'

type LatestFracture = Extract<Criterion, { latestFracture: unknown }>

/** The most recent of some fractures is as the filter says; without any: no. */
export function judgeLatestFracture(criterion: LatestFracture, context: Context): Judgement {
  const { fact, fractures } = fracturesOf(context)
  return judgedByFact(fracturesFact, fact, latestFracture(criterion)(fractures, context.on))
}

/** Unknown while more than one may be the latest, or none of the kind is sure, and that makes a difference. */
export function latestFracture({ latestFracture: { of, is } }: LatestFracture): JudgeFractures {
  const [isOfKind, isAsAsked] = [fractureMatch(of), fractureMatch(is)]
  return (fractures, today) => {
    if (fractures === null) return 'unknown'
    const latest = weeksSinceLatest(fractures, isOfKind, today)
    let truth: Truth | null = latest === null ? 'no' : null
    for (const fracture of fractures) {
      const weeks = weeksSinceFracture(fracture, today)
      const isPassed = latest !== null && weeks !== null && weeks > latest
      if (isPassed || isOfKind(fracture, today) === 'no') continue
      const one = isAsAsked(fracture, today)
      if (truth !== null && truth !== one) return 'unknown'
      truth = one
    }
    return truth ?? 'no'
  }
}

/** Weeks since the latest that is surely of the kind, infinite when not known; `null` when none surely is. */
function weeksSinceLatest(
  fractures: readonly Fracture[],
  isOfKind: FractureMatch,
  today: IsoDate | null,
): number | null {
  let latest: number | null = null
  for (const fracture of fractures) {
    if (isOfKind(fracture, today) !== 'yes') continue
    const weeks = weeksSinceFracture(fracture, today) ?? Number.POSITIVE_INFINITY
    latest = latest === null ? weeks : Math.min(latest, weeks)
  }
  return latest
}
