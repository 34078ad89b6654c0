import type { CareLevel, Triage } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { citedBy } from './cited.ts'
import { type Conclusion, decide, record } from './decide.ts'
import { reasonOf } from './rows.ts'

/**
 * The level of care: the highest that a criterion calls for, with the criteria of that level. Criteria that cannot be
 * judged do not raise it, and are listed as open. The outcomes of the table run from the highest level to the lowest.
 */
export function triage(context: Context): { readonly block: Triage; readonly conclusion: Conclusion } {
  const judged = decide('triage', context)
  const levels = context.knowledge.decisions['triage']?.outcomes ?? []
  const rank = (level: string) => levels.indexOf(level)
  const [level = 'silent'] = [...judged.outcomes].sort((left, right) => rank(left) - rank(right))
  const rows = judged.rows.filter(({ row }) => row.outcome === level)
  const open = judged.open.filter(({ row }) => rank(row.outcome) < rank(level))
  const outcome = { outcomes: [level], isUndecided: false, missing: [] }
  record(context, 'triage', outcome)
  const more = context.explains ? [decide('triage-statements', context).cited] : []
  const cited = citedBy([...rows.map(({ row }) => row), ...more], context)
  const block: Triage = {
    level: level as CareLevel,
    criteria: [...new Set(rows.flatMap(({ row }) => (row.criterion === undefined ? [] : [row.criterion])))],
    open: open.map(({ rule }) => rule),
    factIds: cited.factIds,
    why: [...open, ...rows].map(reasonOf),
  }
  return { block, conclusion: { ...judged, ...outcome, rows, open, why: block.why, cited } }
}
