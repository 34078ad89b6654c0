import { type Criterion, negate } from '@dosis/domain'
import type { Context } from './context.ts'
import { judge } from './judge.ts'
import type { Judgement } from './judgement.ts'

/** The opposite; what is unknown stays unknown. */
export function judgeNot({ not }: Extract<Criterion, { not: unknown }>, context: Context): Judgement {
  const judged = judge(not, context)
  return { ...judged, truth: negate(judged.truth) }
}
