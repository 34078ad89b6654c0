import { Pool } from 'pg'
import { addressesOf, clientFor, findNewestPrimary } from './addresses.ts'
import type { Log } from './store.ts'

/** The server would answer "done" before a write is safe. */
export class UnsafeServerError extends Error {
  constructor(settings: readonly string[]) {
    super(
      `The PostgreSQL server may lose acknowledged writes in a crash: ${settings.join(', ')}. ` +
        'Turn these on in its configuration.',
    )
    this.name = 'UnsafeServerError'
  }
}

/** The login for requests could pass by the rules that keep practices apart. */
export class OverpoweredLoginError extends Error {
  constructor(problem: string) {
    super(
      `The login that answers requests ${problem}. ` +
        'Give one that owns nothing: create role NAME login password …; grant dosis_app to NAME.',
    )
    this.name = 'OverpoweredLoginError'
  }
}

const connectionLimit = 10
/** For each of several servers to say which it is; one that is away must not hold up the start. */
const askMilliseconds = 2_000

/**
 * Connects to a PostgreSQL server (15 or later), or to the primary among several: see `addressesOf`.
 * @throws {UnsafeServerError} `fsync`, `full_page_writes` or `synchronous_commit` is off, or a commit does not
 *   wait for the disk of a synchronous standby; unless allowed
 */
export async function openPostgres(url: string, allowUnsafeServer: boolean, log: Log): Promise<Pool> {
  const pool = await openPool(url, log)
  try {
    const unsafe = await findUnsafeSettings(pool)
    if (unsafe.length > 0 && !allowUnsafeServer) throw new UnsafeServerError(unsafe)
    if (!(await keepsChecksums(pool))) {
      log.info({}, 'the PostgreSQL server has no checksums of its pages: what has no hash of ours may change unnoticed')
    }
    return pool
  } catch (error) {
    await pool.end()
    throw error
  }
}

/**
 * Connects as the login that answers requests.
 * @throws {OverpoweredLoginError} it owns tables, passes by row security, or is no member of `dosis_app`
 */
export async function openAppPool(url: string, log: Log): Promise<Pool> {
  const pool = await openPool(url, log)
  try {
    const { rows } = await pool.query<{ passesBy: boolean; owns: boolean; member: boolean }>(`
      select rolsuper or rolbypassrls as "passesBy", pg_has_role(current_user, 'dosis_app', 'member') as member,
        exists (select from pg_class where pg_has_role(current_user, relowner, 'member')
          and relnamespace = current_schema()::regnamespace) as owns
      from pg_roles where rolname = current_user`)
    const [login] = rows
    if (login?.passesBy !== false) throw new OverpoweredLoginError('is a superuser or passes by row security')
    if (login.owns) throw new OverpoweredLoginError('owns tables')
    if (!login.member) throw new OverpoweredLoginError('is no member of dosis_app')
    return pool
  } catch (error) {
    await pool.end()
    throw error
  }
}

async function openPool(url: string, log: Log): Promise<Pool> {
  const addresses = addressesOf(url)
  const pool = new Pool({ Client: clientFor(addresses), max: connectionLimit, connectionTimeoutMillis: 8_000 })
  // A connection that is lost fails the query on it and is replaced; without a listener it would end the process.
  const report = (error: Error): void => log.info({ reason: error.message }, 'database connection lost')
  pool.on('connect', (client) => client.on('error', report))
  pool.on('error', report)
  try {
    if (addresses.length > 1) await findNewestPrimary(addresses, askMilliseconds)
    await findPrimary(pool, addresses.length)
    return pool
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** Each attempt that fails leaves the next one to the next address. */
async function findPrimary(pool: Pool, attempts: number): Promise<void> {
  try {
    await pool.query('select 1')
  } catch (error) {
    if (attempts === 1) throw error
    await findPrimary(pool, attempts - 1)
  }
}

/** Who waits for a standby means to outlast the loss of the primary: a commit must be on the standby's disk as well. */
async function findUnsafeSettings(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string; setting: string }>(`
    select name, setting from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
      or name = 'synchronous_commit' and setting in ('local', 'remote_write')
        and current_setting('synchronous_standby_names') <> ''
    order by name`)
  return rows.map(({ name, setting }) => `${name} is ${setting}`)
}

async function keepsChecksums(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ data_checksums: string }>('show data_checksums')
  return rows[0]?.data_checksums === 'on'
}
