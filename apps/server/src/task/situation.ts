import { mayUse, professionalRoles } from '@dosis/api'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '../db/index.ts'
import type { Installation } from '../installation.ts'
import { type Conclusions, concludeOn } from '../patient/conclusions.ts'
import type { PatientHistory, PatientKey } from '../patient/history.ts'
import { knowledgeOfPlan } from '../patient/knowledge-change.ts'
import { type PatientState, stateOf } from '../patient/state.ts'
import { dayAt, startOfDay } from '../today.ts'
import { type Concern, type Situation, type TaskOutcome, tasksOf, type Team } from './tasks.ts'

type Reader = Kysely<Database> | Transaction<Database>

/** Who may bring an urgent task to its end; only their looking counts. */
const deciding = professionalRoles.filter((role) => mayUse(role, 'releaseAdverseEvent'))

/** All that tells which steps of tasks are due for a patient, read at one moment. */
export async function situationOf(
  installation: Installation,
  history: PatientHistory,
  now: Date,
  db: Reader,
): Promise<Situation> {
  const { knowledge, timeZone } = installation
  const today = dayAt(now, timeZone)
  const state = stateOf(history, today, timeZone)
  const ofPlan = await knowledgeOfPlan(installation, state, db)
  const conclusions = concludeOn(history.details, state, knowledge, today, ofPlan)
  return {
    patientId: history.patientId,
    timeZone,
    tasks: tasksOf(history.events),
    concerns: concernsOf(state, conclusions, history, timeZone, now),
    team: await teamOf(db, history, state),
    seenAt: await seenAt(db, history),
    outcomeOf: (concern): TaskOutcome => {
      if (concern === 'harm') return 'released'
      if (state.closedOn !== null || state.current === null) return 'closed'
      if (concern === 'red-flag') return 'facts-changed'
      return concern === 'evaluation' ? 'evaluated' : 'reviewed'
    },
  }
}

function concernsOf(
  state: PatientState,
  { openStops, redFlags, evaluation, knowledgeChange }: Conclusions,
  { createdAt }: PatientHistory,
  timeZone: string,
  now: Date,
): readonly Concern[] {
  const lastStatedAt = state.factHistory.at(-1)?.recordedAt ?? createdAt
  const harm = openStops.map(({ report, recordedAt }): Concern => {
    return { concern: 'harm', subject: report.eventId, since: recordedAt }
  })
  if (state.closedOn !== null) return harm
  const flags = redFlags.map((rule): Concern => ({ concern: 'red-flag', subject: rule, since: lastStatedAt }))
  const due: Concern[] =
    evaluation.isDue && evaluation.dueOn !== null
      ? [
          {
            concern: 'evaluation',
            subject: evaluation.dueOn,
            since: startOfDay(evaluation.dueOn, timeZone).toISOString(),
          },
        ]
      : []
  const changed: Concern[] =
    knowledgeChange === null
      ? []
      : [
          {
            concern: 'knowledge',
            subject: `${knowledgeChange.planId}:${knowledgeChange.version}:${knowledgeChange.to}`,
            since: now.toISOString(),
          },
        ]
  return [...harm, ...flags, ...due, ...changed]
}

/** Whoever confirmed the running plan looks first; without a plan, who joined the team last. */
async function teamOf(
  db: Reader,
  { practiceId, patientId }: PatientKey,
  { current }: Pick<PatientState, 'current'>,
): Promise<Team> {
  const { rows } = await sql<{ account_id: string }>`
    select account_id from (
      select distinct on (account_id) account_id, change, sequence from care_team
      where practice_id = ${practiceId} and patient_id = ${patientId} order by account_id, sequence desc
    ) as latest join account using (account_id)
    where change = 'join' and account.practice_id = ${practiceId} and ended_at is null and role in (${sql.join(deciding)})
    order by sequence desc`.execute(db)
  const team = rows.map(({ account_id }) => account_id)
  const planned = team.find((accountId) => `account:${accountId}` === current?.confirmedBy)
  return { owner: planned ?? team[0] ?? null, hasOthers: team.length > 1 }
}

/** When somebody who may decide last read or wrote the record: the log has it, or they did not. */
async function seenAt(db: Reader, { practiceId, patientId }: PatientKey): Promise<string | null> {
  const row = await db
    .selectFrom('audit_entry')
    .select('occurred_at')
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .where('actor_kind', '=', 'professional')
    .where('actor_role', 'in', deciding)
    .where('outcome', '=', 0)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.occurred_at.toISOString() ?? null
}
