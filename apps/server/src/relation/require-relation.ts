import { neededRelation, type RouteName } from '@dosis/api'
import { auditing } from '../audit/auditing.ts'
import { type AnyCaller, roleOfCaller } from '../auth/caller.ts'
import type { Store } from '../db/index.ts'
import { notTreating } from '../http/refused.ts'
import { relationWith } from './relation.ts'

/** Whom a route is about, as its address says it. */
export interface RouteParams {
  readonly patientId?: string
  readonly decisionId?: string
}

/**
 * Lets somebody pass who treats the patient whom a route is about; a patient who is not there is for the route to tell.
 * @throws {Refused} 403 with the path `relation`
 */
export async function requireRelation(
  name: RouteName,
  params: RouteParams,
  caller: AnyCaller,
  store: Store,
): Promise<void> {
  const needed = neededRelation(roleOfCaller(caller), name)
  if (needed === 'none' || caller.kind !== 'professional') return
  const { practiceId, account } = caller
  const patientId = params.patientId ?? (await patientOfDecision(store, practiceId, params.decisionId ?? ''))
  if (patientId === undefined) return
  const relation = await relationWith(store.db, { practiceId, patientId }, account.accountId, store.now())
  if (relation === undefined) return
  const entry = auditing()
  entry?.about({ patientId })
  entry?.restsOn(relation)
  if (relation.kind === 'none') throw notTreating('give a reason to open this record, or ask a colleague to add you')
  if (relation.kind === 'outside' && needed === 'lasting') {
    entry?.checked('relation', 'refused')
    throw notTreating('is for who treats this patient; ask one of them')
  }
}

async function patientOfDecision({ db }: Store, practiceId: string, decisionId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('decision')
    .select('patient_id')
    .where('practice_id', '=', practiceId)
    .where('decision_id', '=', decisionId)
    .executeTakeFirst()
  return row?.patient_id ?? undefined
}
