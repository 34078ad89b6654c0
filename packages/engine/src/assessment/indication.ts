import type { TherapyIndication } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { mergeCited } from './cited.ts'
import { type Conclusion, decide } from './decide.ts'

/** Whether therapy can be indicated, with the start criteria (S1–S4) that call for it. */
export function indication(context: Context): {
  readonly block: TherapyIndication
  readonly conclusion: Conclusion
} {
  const start = decide('start-criteria', context)
  const verdict = decide('therapy-indication', context)
  const cited = mergeCited([start.cited, verdict.cited])
  const block: TherapyIndication = {
    verdict: (verdict.outcomes[0] ?? 'unknown') as TherapyIndication['verdict'],
    criteria: start.rows.flatMap(({ row }) => (row.criterion === undefined ? [] : [row.criterion])),
    factIds: cited.factIds,
    why: [...start.why, ...verdict.why],
  }
  return { block, conclusion: { ...verdict, cited } }
}
