import { type Criterion, or } from '@dosis/domain'
import type { Context } from './context.ts'
import { judge } from './judge.ts'
import { combine, type Judgement } from './judgement.ts'

/** At least one holds: yes as soon as one is yes, unknown as soon as one is unknown. */
export function judgeAny({ any }: Extract<Criterion, { any: unknown }>, context: Context): Judgement {
  const judged: Judgement[] = []
  for (const criterion of any) {
    const one = judge(criterion, context)
    if (one.truth === 'yes' && !context.explains) return one
    judged.push(one)
  }
  return combine(or(judged.map(({ truth }) => truth)), judged, context)
}
