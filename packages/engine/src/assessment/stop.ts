import type { StopAdvice } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { type Conclusion, decide } from './decide.ts'

/** Whether the course goes on, closes, or waits for the GP. No instrument's threshold ever decides about it. */
export function stop(context: Context): { readonly block: StopAdvice; readonly conclusion: Conclusion } {
  const conclusion = decide('stop', context)
  const block: StopAdvice = {
    verdict: (conclusion.outcomes[0] ?? 'silent') as StopAdvice['verdict'],
    factIds: conclusion.cited.factIds,
    why: conclusion.why,
  }
  return { block, conclusion }
}
