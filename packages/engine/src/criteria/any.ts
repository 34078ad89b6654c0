import { type Criterion, or } from '@dosis/domain'
import type { Context } from './context.ts'
import { judge } from './judge.ts'
import { combine, type Judgement } from './judgement.ts'

/** At least one holds: yes as soon as one is yes, unknown as soon as one is unknown. */
export function judgeAny({ any }: Extract<Criterion, { any: unknown }>, context: Context): Judgement {
  const judged = any.map((criterion) => judge(criterion, context))
  return combine(or(judged.map(({ truth }) => truth)), judged)
}
