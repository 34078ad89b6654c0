import type { Criterion } from '@dosis/domain'
import type { Context } from './context.ts'
import { type Judgement, judgedWithoutFacts } from './judgement.ts'

/** The instrument has a score, or an improvement, now. */
export function judgeMeasured({ measured }: Extract<Criterion, { measured: unknown }>, context: Context): Judgement {
  const score = context.measurements.get(measured)
  return judgedWithoutFacts(score?.now !== undefined || score?.improvement !== undefined)
}
