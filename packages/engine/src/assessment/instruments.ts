import type { InstrumentAdvice } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { type Conclusion, decide } from './decide.ts'

/** Which instruments the sources recommend, allow, keep for screening, and leave out. */
export function instruments(context: Context): { readonly block: InstrumentAdvice; readonly conclusion: Conclusion } {
  const conclusion = decide('instruments', context)
  const listed = (kind: string) => [
    ...new Set(conclusion.rows.filter(({ row }) => row.outcome === kind).flatMap(({ row }) => row.list ?? [])),
  ]
  const block: InstrumentAdvice = {
    recommended: listed('recommended'),
    optional: listed('optional'),
    screening: listed('screening'),
    notUsed: listed('not_used'),
    factIds: conclusion.cited.factIds,
    why: conclusion.why,
  }
  return { block, conclusion }
}
