import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { findPostgres } from '../scripts/debian-packages.mjs'
import { findFreePort } from './ports.ts'
import { postgresUser, untilReady } from './postgres.ts'

/** The standby is not as it should be after so long: a failure of the harness or of the machine. */
const linkLimitMilliseconds = 60_000
const replicas = 'select from pg_stat_replication'

interface Server {
  readonly port: number
  readonly data: string
  process: ChildProcess | undefined
}

/** A primary and a standby that streams from it, each a real PostgreSQL; nothing of them outlives `stop`. */
export class PostgresPair {
  /** Names both servers, whichever is the primary. */
  readonly url: string
  readonly #isSynchronous: boolean
  readonly #bin: string
  readonly #folder: string
  readonly #owner: { uid: number; gid: number } | undefined
  #primary: Server
  #standby: Server
  readonly #killAll = (): void => [this.#primary, this.#standby].forEach(killAtOnce)

  private constructor(isSynchronous: boolean, ports: readonly [number, number]) {
    const bin = findPostgres()
    if (bin === undefined) throw new Error('PostgreSQL is not installed; "npm test" installs it or says how')
    this.#bin = bin
    this.#isSynchronous = isSynchronous
    this.#owner = process.getuid?.() === 0 ? postgresUser() : undefined
    this.#folder = mkdtempSync(join(tmpdir(), 'dosis-postgres-'))
    if (this.#owner !== undefined) chownSync(this.#folder, this.#owner.uid, this.#owner.gid)
    chmodSync(this.#folder, 0o700)
    this.#primary = { port: ports[0], data: join(this.#folder, 'one'), process: undefined }
    this.#standby = { port: ports[1], data: join(this.#folder, 'two'), process: undefined }
    this.url = `postgres://postgres@127.0.0.1:${ports[0]},127.0.0.1:${ports[1]}/postgres?target_session_attrs=read-write`
    process.once('exit', this.#killAll)
  }

  /** @param synchronous whether the primary answers a commit only when the standby has it on its disk */
  static async start({ synchronous }: { readonly synchronous: boolean }): Promise<PostgresPair> {
    const pair = new PostgresPair(synchronous, [await findFreePort(), await findFreePort()])
    try {
      const made = ['--no-sync', '--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C.UTF-8']
      pair.#run('initdb', [...made, '-D', pair.#primary.data])
      await pair.#start(pair.#primary)
      await pair.addStandby()
      return pair
    } catch (error) {
      await pair.stop()
      throw error
    }
  }

  /** Copies the primary to where the other server was, and answers when the copy streams from it. */
  async addStandby(): Promise<void> {
    const { data } = this.#standby
    rmSync(data, { recursive: true, force: true })
    const from = ['-h', '127.0.0.1', '-p', String(this.#primary.port), '-U', 'postgres']
    this.#run('pg_basebackup', [...from, '-D', data, '-R', '-X', 'stream', '--checkpoint=fast', '--no-sync'])
    await this.#start(this.#standby)
    if (this.#isSynchronous) await this.#tell(this.#primary, `alter system set synchronous_standby_names = 'standby'`)
    const state = this.#isSynchronous ? 'sync' : 'async'
    const streaming = `${replicas} where state = 'streaming' and sync_state = '${state}'`
    await this.#until('streaming', async () => (await this.#ask(this.#primary, streaming)) === 1)
  }

  /** Breaks the connection between the two for good, and answers when it is broken. */
  async cutLink(): Promise<void> {
    await this.#tell(this.#standby, `alter system set primary_conninfo = ''`)
    await this.#until('cut off', async () => (await this.#ask(this.#primary, replicas)) === 0)
  }

  /** Ends every process of the primary at once, as the loss of its machine does. */
  async killPrimary(): Promise<void> {
    const gone = goneOf(this.#primary)
    killAtOnce(this.#primary)
    await gone
  }

  /** Makes the standby the primary; from then on it has no standby itself, and waits for none. One that still runs goes on as a primary. */
  async promote(): Promise<void> {
    this.#run('pg_ctl', ['promote', '--wait', '-D', this.#standby.data])
    ;[this.#primary, this.#standby] = [this.#standby, this.#primary]
    if (this.#isSynchronous) await this.#tell(this.#primary, 'alter system reset synchronous_standby_names')
  }

  async stop(): Promise<void> {
    process.removeListener('exit', this.#killAll)
    const gone = [this.#primary, this.#standby].map(goneOf)
    this.#killAll()
    await Promise.all(gone)
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #run(program: string, parameters: readonly string[]): void {
    const options = { cwd: this.#folder, env: { ...process.env, LC_ALL: 'C' }, ...this.#owner }
    execFileSync(join(this.#bin, program), [...parameters], { ...options, stdio: 'pipe' })
  }

  async #start(server: Server): Promise<void> {
    const settings = [
      `port=${server.port}`,
      `unix_socket_directories=${this.#folder}`,
      'listen_addresses=127.0.0.1',
      // The name under which a standby is known to its primary.
      'cluster_name=standby',
    ]
    const parameters = ['-D', server.data, ...settings.flatMap((setting) => ['-c', setting])]
    const options = { cwd: this.#folder, env: { ...process.env, LC_ALL: 'C' }, ...this.#owner }
    server.process = spawn(join(this.#bin, 'postgres'), parameters, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    await untilReady(server.process)
  }

  async #until(state: string, isSo: () => Promise<boolean>): Promise<void> {
    const limit = performance.now() + linkLimitMilliseconds
    while (!(await isSo())) {
      if (performance.now() > limit) throw new Error(`the standby is not ${state} after ${linkLimitMilliseconds} ms`)
      await sleep(20)
    }
  }

  async #tell(server: Server, command: string): Promise<void> {
    await this.#ask(server, command)
    await this.#ask(server, 'select pg_reload_conf()')
  }

  /** @returns how many rows it answered */
  async #ask({ port }: Server, query: string): Promise<number | null> {
    const client = new Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` })
    await client.connect()
    try {
      return (await client.query(query)).rowCount
    } finally {
      await client.end()
    }
  }
}

function goneOf({ process: server }: Server): Promise<void> {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => server.once('exit', () => resolve()))
}

/** PostgreSQL's processes each have a group of their own; the first one knows the others. */
function killAtOnce({ process: server }: Server): void {
  if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) return
  const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8').split(' ').filter(Boolean)
  for (const pid of [server.pid, ...children.map(Number)]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      // A connection may have ended since the list was read.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}
