import type { Assessment } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { type Conclusion, decide } from './decide.ts'

/** The estimates that belong beside what is proposed. */
export function evidence(context: Context): {
  readonly block: Assessment['evidence']
  readonly conclusion: Conclusion
} {
  const conclusion = decide('evidence', context)
  const ids = [...new Set(conclusion.rows.flatMap(({ row }) => row.list ?? []))]
  return { block: ids.map((id) => ({ id, factIds: [id] })), conclusion }
}
