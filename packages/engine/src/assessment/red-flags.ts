import type { RedFlag } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { judgeRows } from './rows.ts'

/** The signs of danger that hold, from every table that may decide. */
export function redFlags(context: Context): RedFlag[] {
  return Object.keys(context.knowledge.decisions)
    .sort()
    .flatMap((id) => {
      const table = context.knowledge.decisions[id]
      if (table === undefined || table.review.state !== 'active') return []
      const flagged = table.rows.filter(({ redFlag }) => redFlag === true)
      return judgeRows(flagged, id, context)
        .filter(({ judgement }) => judgement.truth === 'yes')
        .map(({ rule, row, judgement }) => ({
          rule,
          facts: judgement.facts.map(({ fact }) => fact),
          factIds: row.factIds,
        }))
    })
}
