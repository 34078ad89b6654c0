import { and, type Criterion } from '@dosis/domain'
import type { Context } from './context.ts'
import { judge } from './judge.ts'
import { combine, type Judgement } from './judgement.ts'

/** All hold: no as soon as one is no, unknown as soon as one is unknown. */
export function judgeAll({ all }: Extract<Criterion, { all: unknown }>, context: Context): Judgement {
  const judged = all.map((criterion) => judge(criterion, context))
  return combine(and(judged.map(({ truth }) => truth)), judged)
}
