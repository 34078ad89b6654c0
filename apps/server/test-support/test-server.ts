import { openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Account, type Call, createClient } from '@dosis/api'
import { addDays, type IsoDate, type Knowledge } from '@dosis/domain'
import { readKnowledge } from '@dosis/knowledge'
import { PGlite } from '@electric-sql/pglite'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { hashPassword } from '../src/auth/password.ts'
import { type DatabasePlace, openDatabase, type Store, storePractice } from '../src/db/index.ts'
import { createServer, type ServerOptions } from '../src/server.ts'
import { templateOf } from '../../../test-support/templates.ts'

export const knowledge: Knowledge = readKnowledge()

const origin = 'http://localhost'
const password = 'not a secret, only a test'

/** The clock of a test: it stands still until it is moved. */
export class TestClock {
  #at: Date

  constructor(at: string) {
    this.#at = new Date(at)
  }

  readonly now = (): Date => this.#at

  get today(): IsoDate {
    return this.#at.toISOString().slice(0, 10)
  }

  goDays(days: number): void {
    this.#at = new Date(`${addDays(this.today, days)}${this.#at.toISOString().slice(10)}`)
  }

  /** As somebody who sets it: it may go back, and by any amount. */
  jump(milliseconds: number): void {
    this.#at = new Date(this.#at.getTime() + milliseconds)
  }

  goMinutes(minutes: number): void {
    this.#at = new Date(this.#at.getTime() + minutes * 60_000)
  }
}

export interface Visitor {
  readonly call: Call
  /** Sends whatever a test likes, with the cookies of this visitor. */
  readonly send: (request: RawRequest) => Promise<RawAnswer>
}

export interface RawRequest {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly payload?: string | object
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly text: string
  /** As it travelled, packed or not. */
  readonly bytes: Buffer
}

export interface TestServer {
  readonly app: FastifyInstance
  readonly database: Store
  readonly clock: TestClock
  /** Every line that was logged. */
  readonly logged: readonly string[]
  /** Somebody with a browser of his own, not signed in. */
  readonly visitor: () => Visitor
  readonly signIn: (login?: string) => Promise<Visitor>
  /** The same practice after a restart with other knowledge, on the same database. */
  readonly under: (other: Knowledge) => Promise<Pick<TestServer, 'visitor' | 'signIn' | 'close'>>
  readonly close: () => Promise<void>
}

const accounts: readonly { practiceId: string; login: string; role: Account['role'] }[] = [
  { practiceId: 'first', login: 'therapist', role: 'therapist' },
  { practiceId: 'first', login: 'colleague', role: 'physician' },
  { practiceId: 'first', login: 'assistant', role: 'assistant' },
  { practiceId: 'first', login: 'manager', role: 'manager' },
  { practiceId: 'first', login: 'editor', role: 'evidence_editor' },
  { practiceId: 'first', login: 'administrator', role: 'administrator' },
  { practiceId: 'second', login: 'stranger', role: 'therapist' },
]

/** A whole server on a database of its own, with two practices open to all who treat in them; nothing listens on a port. */
export async function openTestServer(
  place: DatabasePlace | { readonly store: Store } = { memory: true },
  options: Partial<ServerOptions> = {},
): Promise<TestServer> {
  const clock = new TestClock('2026-05-04T09:00:00.000Z')
  const logged: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
  const database =
    'store' in place ? place.store : await openDatabase({ ...(await prepared(place)), now: clock.now, log })
  await storeAccounts(database)
  const app = await createServer({ database, knowledge, log, practicePhone: '000 000 00 00', ...options })
  return {
    app,
    database,
    clock,
    logged,
    ...visitorsOf(app),
    under: async (other) => {
      const restarted = await createServer({
        database,
        log,
        practicePhone: '000 000 00 00',
        ...options,
        knowledge: other,
      })
      return { ...visitorsOf(restarted), close: () => restarted.close() }
    },
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}

/** An empty cluster in memory is made once for a run: making it takes three times as long as loading it. */
async function prepared(place: DatabasePlace): Promise<DatabasePlace> {
  if (!('memory' in place)) return place
  const template = await templateOf('memory', async (folder) => {
    const pglite = await PGlite.create()
    const dump = await pglite.dumpDataDir('none')
    await pglite.close()
    await writeFile(path.join(folder, 'cluster.tar'), dump.stream())
  })
  return template === undefined ? place : { memory: true, from: await openAsBlob(path.join(template, 'cluster.tar')) }
}

async function storeAccounts(database: Store): Promise<void> {
  const passwordHash = await hashPassword(password)
  await database.write(async (transaction) => {
    for (const practiceId of ['first', 'second']) {
      await storePractice(transaction, database.now(), { practiceId, name: `Practice ${practiceId}` })
    }
    await transaction
      .insertInto('account')
      .values(
        accounts.map(({ practiceId, login, role }) => ({
          practice_id: practiceId,
          account_id: `${login}-id`,
          login,
          display_name: `Name of ${login}`,
          role,
          password_hash: passwordHash,
          created_at: database.now(),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await transaction
      .insertInto('access_policy')
      .values(
        ['first', 'second'].map((practiceId) => ({
          practice_id: practiceId,
          policy_id: 'open',
          rule: 'practice',
          explanation: 'a small practice',
          recorded_at: database.now(),
          recorded_by: 'account:manager-id',
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
}

function visitorsOf(app: FastifyInstance): Pick<TestServer, 'visitor' | 'signIn'> {
  const visitor = (): Visitor => newVisitor(app)
  return {
    visitor,
    signIn: async (login = 'therapist') => {
      const professional = visitor()
      await professional.call('signIn', { body: { login, password } })
      return professional
    },
  }
}

export { password as testPassword }

function newVisitor(app: FastifyInstance): Visitor {
  const cookies = new Map<string, string>()
  const send = async ({ method, url, headers = {}, payload }: RawRequest): Promise<RawAnswer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.inject({
      method: method as 'GET',
      url,
      headers: { host: 'localhost', origin, ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const { name, value } of response.cookies) {
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      bytes: response.rawPayload,
    }
  }
  const asFetch: typeof fetch = async (url, init) => {
    const { status, headers, text } = await send({
      method: init?.method ?? 'GET',
      url: url instanceof Request ? url.url : url.toString(),
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(typeof init?.body === 'string' ? { payload: init.body } : {}),
    })
    return new Response(text, { status, headers: { 'content-type': String(headers['content-type'] ?? '') } })
  }
  return { call: createClient(asFetch), send }
}
