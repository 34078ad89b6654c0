import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres } from '../scripts/debian-packages.mjs'
import { findFreePort } from './ports.ts'
import { fillFolder } from './templates.ts'

export type ThrowAwayPostgres = {
  /** Connects as the superuser `postgres`, without a password, over TCP on 127.0.0.1. */
  readonly url: string
  /** Stops the cluster and removes its folder. */
  readonly stop: () => Promise<void>
}

/** Time for initdb's cluster to accept connections, on a busy machine. */
const startLimitMilliseconds = 30_000

/**
 * Starts a new, empty PostgreSQL cluster in a temporary folder; nothing of it outlives `stop`, or the process that started it.
 * PostgreSQL refuses to run as root, so under root it runs as the user `postgres`, which Debian's package makes.
 * @param keepsWrites an acknowledged write survives a crash, as a server that is used must have it; slower
 * @throws {Error} PostgreSQL is not installed, or did not start (the message holds its log)
 */
export async function startPostgres({ keepsWrites = false } = {}): Promise<ThrowAwayPostgres> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('PostgreSQL is not installed; "npm test" installs it or says how')
  const owner = process.getuid?.() === 0 ? postgresUser() : undefined
  const folder = mkdtempSync(join(tmpdir(), 'dosis-postgres-'))
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const options = { cwd: folder, env: { ...process.env, LC_ALL: 'C' }, ...owner }

  await fillFolder('postgres', data, async (cluster) => {
    if (owner !== undefined && existsSync(cluster)) chownSync(cluster, owner.uid, owner.gid)
    execFileSync(
      join(bin, 'initdb'),
      ['--no-sync', '--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C.UTF-8', '-D', cluster],
      { ...options, stdio: 'pipe' },
    )
  })
  const port = await findFreePort()
  const settings = [`port=${port}`, `unix_socket_directories=${folder}`, 'listen_addresses=127.0.0.1']
  if (!keepsWrites) settings.push('fsync=off')
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const kill = (): boolean => server.kill('SIGQUIT')
  process.once('exit', kill)
  const stop = async (): Promise<void> => {
    process.removeListener('exit', kill)
    await end(server)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilReady(server)
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
}

/** PostgreSQL's own user, for those who are root. */
export function postgresUser(): { uid: number; gid: number } {
  const numberOf = (flag: string): number =>
    Number.parseInt(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }), 10)
  return { uid: numberOf('-u'), gid: numberOf('-g') }
}

/** Waits until a server takes connections; a standby takes those that read. */
export function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    const fail = (what: string): void => reject(new Error(`PostgreSQL ${what}:\n${log}`))
    const limit = setTimeout(() => fail(`was not ready after ${startLimitMilliseconds} ms`), startLimitMilliseconds)
    server.on('error', reject)
    server.on('exit', () => {
      clearTimeout(limit)
      fail('stopped before it was ready')
    })
    server.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      if (!/ready to accept (?:read-only )?connections/.test(log)) return
      clearTimeout(limit)
      server.stderr?.removeAllListeners('data').resume()
      resolve()
    })
  })
}

/** "Fast" shutdown: open connections are cut. */
function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.on('exit', () => resolve())
    server.kill('SIGINT')
  })
}
