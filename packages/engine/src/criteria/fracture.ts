import type { Criterion } from '@dosis/domain'
import type { Context } from './context.ts'
import { fractureMatches } from './fracture-matches.ts'
import { fracturesFact, fracturesOf } from './fractures.ts'
import { type Judgement, judgedByFact } from './judgement.ts'

/** At least `count` fractures are as the filter says; unknown while those that cannot be judged could make up the number. */
export function judgeFracture(
  { fracture: filter, count = 1 }: Extract<Criterion, { fracture: unknown }>,
  context: Context,
): Judgement {
  const { fact, fractures } = fracturesOf(context)
  if (fractures === null) return judgedByFact(fracturesFact, fact, 'unknown', context)
  const truths = fractures.map((fracture) => fractureMatches(fracture, filter, context.on))
  const sure = truths.filter((truth) => truth === 'yes').length
  const possible = truths.filter((truth) => truth !== 'no').length
  return judgedByFact(fracturesFact, fact, sure >= count ? 'yes' : possible >= count ? 'unknown' : 'no', context)
}
