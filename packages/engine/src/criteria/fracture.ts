import type { Criterion, Fracture, IsoDate, Truth } from '@dosis/domain'
import type { Context } from './context.ts'
import { fractureMatches } from './fracture-matches.ts'
import { fracturesFact, fracturesOf } from './fractures.ts'
import { type Judgement, judgedByFact } from './judgement.ts'

type SomeFractures = Extract<Criterion, { fracture: unknown }>

/** At least `count` fractures are as the filter says. */
export function judgeFracture(criterion: SomeFractures, context: Context): Judgement {
  const { fact, fractures } = fracturesOf(context)
  return judgedByFact(fracturesFact, fact, fracturesMatch(fractures, criterion, context.on))
}

/** Unknown while those that cannot be judged could make up the number; `null` = not known whether there are any. */
export function fracturesMatch(
  fractures: readonly Fracture[] | null,
  { fracture: filter, count = 1 }: SomeFractures,
  today: IsoDate | null,
): Truth {
  if (fractures === null) return 'unknown'
  let sure = 0
  let possible = 0
  for (const fracture of fractures) {
    const truth = fractureMatches(fracture, filter, today)
    if (truth === 'yes') sure++
    if (truth !== 'no') possible++
  }
  return sure >= count ? 'yes' : possible >= count ? 'unknown' : 'no'
}
