import type { Criterion, Measured } from '@dosis/domain'
import type { Context } from './context.ts'
import { type Judgement, judgedWithoutFacts } from './judgement.ts'

/** The instrument has a score, or an improvement, now. */
export function judgeMeasured({ measured }: Extract<Criterion, { measured: unknown }>, context: Context): Judgement {
  return judgedWithoutFacts(isMeasured(context.measurements, measured))
}

export function isMeasured(measurements: ReadonlyMap<string, Measured>, instrument: string): boolean {
  const score = measurements.get(instrument)
  return score?.now !== undefined || score?.improvement !== undefined
}
