import { type Kysely, sql } from 'kysely'

/**
 * Failed attempts at the door, counted by all processes together. They belong to no practice, since at the door nobody
 * knows which: `dosis_app` sees no row, it may only count and forgive, through two functions.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db)
  const schema = sql.id(rows[0]?.schema ?? '')
  await sql`
    create table sign_in_attempt (
      key_hash text primary key,
      counted_from timestamptz not null,
      count integer not null check (count >= 0)
    )`.execute(db)
  await sql`create index sign_in_attempt_counted_from on sign_in_attempt (counted_from)`.execute(db)
  const settings = sql`security definer set search_path = ${schema}, pg_temp`
  // The statement that finds a row at its limit waits for it first, so that many at once gain nothing.
  await sql`
    create function dosis_count_attempt(key text, at_most integer, at timestamptz, lasts interval)
    returns timestamptz language plpgsql ${settings} as $$
    begin
      delete from sign_in_attempt where key_hash in (
        select key_hash from sign_in_attempt where counted_from <= at - lasts limit 10 for update skip locked);
      insert into sign_in_attempt as known values (key, at, 1)
      on conflict (key_hash) do update set
        counted_from = case when known.counted_from > at - lasts and known.counted_from <= at
          then known.counted_from else at end,
        count = case when known.counted_from > at - lasts and known.counted_from <= at then known.count + 1 else 1 end
      where known.count < at_most or known.counted_from <= at - lasts or known.counted_from > at;
      if found then return null; end if;
      return (select counted_from from sign_in_attempt where key_hash = key);
    end $$`.execute(db)
  await sql`
    create function dosis_forgive_attempt(key text) returns void language sql ${settings} as
    $$ update sign_in_attempt set count = count - 1 where key_hash = key and count > 0 $$`.execute(db)
  for (const name of ['dosis_count_attempt(text, integer, timestamptz, interval)', 'dosis_forgive_attempt(text)']) {
    await sql`revoke all on function ${sql.raw(name)} from public`.execute(db)
    await sql`grant execute on function ${sql.raw(name)} to dosis_app`.execute(db)
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function dosis_forgive_attempt(text)`.execute(db)
  await sql`drop function dosis_count_attempt(text, integer, timestamptz, interval)`.execute(db)
  await sql`drop table sign_in_attempt`.execute(db)
}
