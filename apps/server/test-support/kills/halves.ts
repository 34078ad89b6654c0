import { type Kysely, sql } from 'kysely'
import { type Database, verifyStore } from '../../src/db/index.ts'

/**
 * What a write leaves in several tables belongs together: a decision with its event, a version of a plan with its
 * confirmation, a link with its token, a patient with details.
 * @returns one line for each part without its other half, and for each document that does not fit its hash
 */
export async function findHalves(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string; problem: string }>`
    with event_body as (select *, body::jsonb as content from event)
    select decision_id as id, 'decision without event' as problem from decision where not exists (
      select from event_body where content->>'decisionId' = decision_id and event_body.patient_id = decision.patient_id)
    union all
    select event_id, 'event without decision' from event_body where content ? 'decisionId' and not exists (
      select from decision where decision_id = content->>'decisionId' and decision.patient_id = event_body.patient_id)
    union all
    select plan_id || ' ' || version, 'version without confirmation' from plan_version where not exists (
      select from event_body where kind = 'plan.confirmed' and content->>'planId' = plan_id
        and (content->>'version')::integer = version)
    union all
    select event_id, 'confirmation without version' from event_body where kind = 'plan.confirmed' and not exists (
      select from plan_version where plan_id = content->>'planId' and version = (content->>'version')::integer)
    union all
    select event_id, 'link without token' from event_body where kind = 'link.made' and not exists (
      select from patient_link where token_hash = content->>'tokenHash')
    union all
    select patient_id, 'patient without details' from patient where not exists (
      select from patient_details where patient_details.patient_id = patient.patient_id)`.execute(db)
  const { problems } = await verifyStore(db)
  return [
    ...rows.map(({ id, problem }) => `${id}: ${problem}`),
    ...problems.map(({ table, id, problem }) => `${table} ${id}: ${problem}`),
  ]
}
