import { type Kysely, sql } from 'kysely'
import { confine } from './confine.ts'

/** What the server may do with the rows of its practice; a table that is not here it does not see. */
const grants = {
  practice: 'select',
  account: 'select',
  session: 'select, insert, update (expires_at, revoked_at)',
  // To lock a row one needs the right to change it; the policy below lets no change pass.
  patient: 'select, insert, update (created_at)',
  patient_details: 'select, insert',
  patient_link: 'select, insert, update (revoked_at)',
  event: 'select, insert',
  decision: 'select, insert',
  plan_version: 'select, insert',
  audit_entry: 'select, insert',
  audit_head: 'select, insert, update (sequence, hash)',
}

/**
 * Keeps practices apart in the database itself. The server works as `dosis_app`, which owns nothing, and sees the rows
 * of the practice that its transaction names; none when it names none. Who owns the tables (migrations, backup,
 * accounts) still sees all.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<Names>`select current_schema() as schema`.execute(db)
  const [names] = rows
  if (names === undefined) throw new RangeError('0006-row-security: needs a database with a current schema')
  await makeRole(db, names)
  for (const [table, granted] of Object.entries(grants)) await confine(db, table, granted)
  await sql`create policy never_changed on patient as restrictive for update to dosis_app
    using (true) with check (false)`.execute(db)
  await sql`grant select, insert on knowledge_version to dosis_app`.execute(db)
  await addLookup(db, 'login', 'select practice_id from account where login = $1 and ended_at is null limit 1', names)
  await addLookup(db, 'session', 'select practice_id from session where token_hash = $1', names)
  await addLookup(db, 'patient_token', 'select practice_id from patient_link where token_hash = $1', names)
}

interface Names {
  readonly schema: string
}

/** Roles belong to the whole cluster: another database, or somebody with more rights, may have made it before. */
async function makeRole(db: Kysely<unknown>, { schema }: Names): Promise<void> {
  await sql`
    do $$
    begin
      begin
        if not exists (select from pg_roles where rolname = 'dosis_app') then create role dosis_app login; end if;
      exception when duplicate_object or unique_violation then null;
      end;
      if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant dosis_app to %I', current_user);
      end if;
    exception when insufficient_privilege then
      if not (exists (select from pg_roles where rolname = 'dosis_app') and pg_has_role('dosis_app', 'member')) then
        raise exception using message = format(
          'let an administrator of PostgreSQL run: create role dosis_app login; grant dosis_app to %I', current_user);
      end if;
    end $$`.execute(db)
  await sql`grant usage on schema ${sql.id(schema)} to dosis_app`.execute(db)
}

/** Which practice somebody belongs to who shows a login or a token: the one thing that is asked before it is known. */
async function addLookup(db: Kysely<unknown>, of: string, query: string, { schema }: Names): Promise<void> {
  const name = sql.id(`dosis_practice_of_${of}`)
  await sql`create function ${name}(text) returns text language sql stable security definer
    set search_path = ${sql.id(schema)}, pg_temp as ${sql.lit(query)}`.execute(db)
  await sql`revoke all on function ${name}(text) from public`.execute(db)
  await sql`grant execute on function ${name}(text) to dosis_app`.execute(db)
}
