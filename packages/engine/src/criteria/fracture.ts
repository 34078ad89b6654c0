import type { Criterion, Fracture, IsoDate, Truth } from '@dosis/domain'
import type { Context } from './context.ts'
import { fractureMatch } from './fracture-matches.ts'
import { fracturesFact, fracturesOf } from './fractures.ts'
import { type Judgement, judgedByFact } from './judgement.ts'

type SomeFractures = Extract<Criterion, { fracture: unknown }>
/** `null` = not known whether there are any fractures. */
export type JudgeFractures = (fractures: readonly Fracture[] | null, today: IsoDate | null) => Truth

/** At least `count` fractures are as the filter says. */
export function judgeFracture(criterion: SomeFractures, context: Context): Judgement {
  const { fact, fractures } = fracturesOf(context)
  return judgedByFact(fracturesFact, fact, someFractures(criterion)(fractures, context.on))
}

/** Unknown while those that cannot be judged could make up the number. */
export function someFractures({ fracture: filter, count = 1 }: SomeFractures): JudgeFractures {
  const match = fractureMatch(filter)
  return (fractures, today) => {
    if (fractures === null) return 'unknown'
    let sure = 0
    let possible = 0
    for (const fracture of fractures) {
      const truth = match(fracture, today)
      if (truth === 'yes') sure++
      if (truth !== 'no') possible++
    }
    return sure >= count ? 'yes' : possible >= count ? 'unknown' : 'no'
  }
}
