import { type Kysely, sql } from 'kysely'
import { confine } from './confine.ts'

const tables = ['care_team', 'outside_access', 'access_policy', 'access_review']

/**
 * Who treats whom, who opened a record without treating, what somebody thought of that, and what the practice chose.
 * Rows are only added: of a colleague in a team, of the policy and of a review the last one counts. Whoever entered,
 * planned or treated before there were teams is in the team.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table care_team (
      practice_id text not null,
      change_id text not null,
      patient_id text not null,
      account_id text not null,
      change text not null check (change in ('join', 'leave')),
      how text not null,
      recorded_at timestamptz(3) not null,
      recorded_by text not null,
      sequence bigint generated always as identity,
      primary key (practice_id, change_id),
      foreign key (practice_id, patient_id) references patient
    )`.execute(db)
  await sql`create index care_team_of_patient on care_team (practice_id, patient_id, account_id, sequence desc)`.execute(
    db,
  )
  await sql`create index care_team_of_account on care_team (practice_id, account_id, patient_id, sequence desc)`.execute(
    db,
  )
  await sql`
    create table outside_access (
      practice_id text not null,
      access_id text not null,
      patient_id text not null,
      account_id text not null,
      reason text not null,
      explanation text not null,
      given_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      primary key (practice_id, access_id),
      foreign key (practice_id, patient_id) references patient
    )`.execute(db)
  await sql`create index outside_access_of_account on outside_access (practice_id, account_id, patient_id, expires_at)`.execute(
    db,
  )
  await sql`
    create table access_policy (
      practice_id text not null references practice,
      policy_id text not null,
      rule text not null check (rule in ('team', 'practice')),
      explanation text not null,
      recorded_at timestamptz(3) not null,
      recorded_by text not null,
      sequence bigint generated always as identity,
      primary key (practice_id, policy_id)
    )`.execute(db)
  await sql`
    create table access_review (
      practice_id text not null references practice,
      review_id text not null,
      subject text not null,
      outcome text not null check (outcome in ('justified', 'unjustified', 'follow_up')),
      note text not null,
      recorded_at timestamptz(3) not null,
      recorded_by text not null,
      sequence bigint generated always as identity,
      primary key (practice_id, review_id)
    )`.execute(db)
  await fillTeams(db)
  for (const table of tables) await confine(db, table, 'select, insert')
}

/** From what is recorded: who entered the patient, who confirmed a plan, who stated anything else. */
async function fillTeams(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into care_team (practice_id, change_id, patient_id, account_id, change, how, recorded_at, recorded_by)
    select distinct on (practice_id, patient_id, account_id) practice_id,
      'team:' || patient_id || ':' || account_id || ':1', patient_id, account_id, 'join', how, at, 'account:' || account_id
    from (
      select practice_id, patient_id, substring(recorded_by from 9) as account_id, 'entered' as how, recorded_at as at
      from patient_details where recorded_by like 'account:%' and version_id = patient_id || ':created'
      union all
      select practice_id, patient_id, substring(confirmed_by from 9), 'planned', confirmed_at
      from plan_version where confirmed_by like 'account:%'
      union all
      select practice_id, patient_id, substring(recorded_by from 9), 'treated', recorded_at
      from event where recorded_by like 'account:%' and patient_id is not null
      union all
      select practice_id, patient_id, substring(recorded_by from 9), 'treated', recorded_at
      from patient_details where recorded_by like 'account:%'
    ) as recorded
    order by practice_id, patient_id, account_id, array_position(array['entered', 'planned', 'treated'], how), at`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of tables.toReversed()) await sql`drop table ${sql.table(table)}`.execute(db)
}
