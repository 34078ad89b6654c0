import { Pool } from 'pg'
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

const connectionLimit = 10

/**
 * Connects to a PostgreSQL server (15 or later).
 * @throws {UnsafeServerError} `fsync`, `full_page_writes` or `synchronous_commit` is off, unless allowed
 */
export async function openPostgres(url: string, allowUnsafeServer: boolean, log: Log): Promise<Pool> {
  const pool = new Pool({ connectionString: url, max: connectionLimit, connectionTimeoutMillis: 10_000 })
  // A connection that is lost fails the query on it and is replaced; without a listener it would end the process.
  const report = (error: Error): void => log.info({ reason: error.message }, 'database connection lost')
  pool.on('connect', (client) => client.on('error', report))
  pool.on('error', report)
  try {
    const unsafe = await findUnsafeSettings(pool)
    if (unsafe.length > 0 && !allowUnsafeServer) throw new UnsafeServerError(unsafe)
    return pool
  } catch (error) {
    await pool.end()
    throw error
  }
}

async function findUnsafeSettings(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`,
  )
  return rows.filter(({ setting }) => setting === 'off').map(({ name, setting }) => `${name} is ${setting}`)
}
