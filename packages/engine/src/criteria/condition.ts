import { type Criterion, conditionFact } from '@dosis/domain'
import type { Context } from './context.ts'
import { judgeFactIs } from './fact-is.ts'
import type { Judgement } from './judgement.ts'

/** The patient has the condition. */
export function judgeCondition({ condition }: Extract<Criterion, { condition: unknown }>, context: Context): Judgement {
  return judgeFactIs({ fact: conditionFact(condition), is: true }, context)
}
