import type { RouteName } from '@dosis/api'
import { routePaths } from '@dosis/api'
import { sql } from 'kysely'
import pg from 'pg'
import { verifyStore } from '../../src/db/index.ts'
import { backPainFacts, logOf, newId, newPatient, phoneOf, runningPatient } from '../patients.ts'
import type { TestServer, Visitor } from '../test-server.ts'

/**
 * What becomes of the N-th call: the connection is lost before it reaches the database, or after it was carried out.
 * `unsaid`: all is taken back instead, and whoever called is told that all is well, which no database does.
 */
export type Loss = 'before' | 'after' | 'unsaid'

/** The call to the database at which the connection is lost, while a piece of work runs. */
class LostCall {
  calls = 0
  #at = 0
  #loss: Loss = 'before'
  #watches = false
  readonly #query = pg.Client.prototype.query

  constructor() {
    const query = this.#query as (this: pg.Client, ...words: unknown[]) => unknown
    const lossAt = (words: readonly unknown[]) => (this.#counts(words) ? this.#loss : null)
    pg.Client.prototype.query = function (this: pg.Client, ...words: unknown[]) {
      const loss = lossAt(words)
      if (loss === null) return query.apply(this, words)
      if (loss === 'unsaid') return query.call(this, 'rollback')
      const { stream } = (this as unknown as { readonly connection: { readonly stream: { destroy: () => void } } })
        .connection
      if (loss === 'before') {
        stream.destroy()
        return query.apply(this, words)
      }
      return (query.apply(this, words) as Promise<unknown>).then(() => {
        stream.destroy()
        throw new Error('Connection terminated unexpectedly')
      })
    } as typeof pg.Client.prototype.query
  }

  #counts(words: readonly unknown[]): boolean {
    if (!this.#watches || typeof words.at(-1) === 'function') return false
    this.calls += 1
    return this.calls === this.#at
  }

  /** @param at which call is lost; 0 = none */
  async during<Answer>(at: number, loss: Loss, work: () => Promise<Answer>): Promise<Answer> {
    Object.assign(this, { calls: 0 })
    this.#at = at
    this.#loss = loss
    this.#watches = true
    try {
      return await work()
    } finally {
      this.#watches = false
    }
  }

  end(): void {
    pg.Client.prototype.query = this.#query
  }
}

interface Ready {
  readonly who: Visitor
  readonly patientId: string
  readonly route: RouteName
  readonly body: object
}

type Scenario = (server: TestServer) => Promise<Ready>

/** Ways in which a treatment is written, each made ready up to the one request that counts. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'facts are stated': async (server) => {
    const who = await server.signIn()
    const patientId = await newPatient(who.call)
    const statements = Object.entries(backPainFacts).map(([fact, stated]) => ({ eventId: newId('fact'), fact, stated }))
    return { who, patientId, route: 'stateFacts', body: { statements } }
  },
  'a plan is confirmed': async (server) => {
    const who = await server.signIn()
    const { patientId } = await runningPatient(who.call, server.clock.today)
    const preferences = { forms: ['run_walk_programme'], weekdays: [2, 4, 6], startsOn: server.clock.today }
    const { hash } = await who.call('draftPlan', { params: { patientId }, body: { preferences } })
    const body = { planId: newId('plan'), decisionId: newId('confirm'), preferences, hash }
    return { who, patientId, route: 'confirmPlan', body }
  },
  'a treatment is paused': async (server) => {
    const who = await server.signIn()
    const { patientId } = await runningPatient(who.call, server.clock.today)
    return { who, patientId, route: 'changePlanStatus', body: { eventId: newId(), action: 'pause', reason: 'ill' } }
  },
  'a phone sends what it holds': async (server) => {
    const therapist = await server.signIn()
    const { patientId } = await runningPatient(therapist.call, server.clock.today)
    const who = await phoneOf(server, therapist, patientId)
    const on = server.clock.today
    const adverseEvent = {
      eventId: newId('harm'),
      on,
      symptoms: ['chest-pain'],
      severity: 'severe',
      description: '',
    } as const
    const log = logOf(await who.call('today'), on, { adverseEvent })
    return { who, patientId, route: 'sync', body: { items: [{ id: log.sessionId, kind: 'log', body: log }] } }
  },
}

export interface Losses {
  /** How many calls a request makes, by scenario. */
  readonly calls: Readonly<Record<string, number>>
  readonly lost: number
  readonly problems: readonly string[]
}

/** Nothing may hold a lock, or wait, longer than this. */
const longestMilliseconds = 5_000

/**
 * Loses the connection at call after call of each scenario, and looks what became of it: the request is refused or done,
 * nothing is half there, and sent again it has the one effect that it has when nothing is lost.
 * @param every 1 = each call, n = each n-th, beginning with the first
 * @param names scenarios; left out = all
 */
export async function loseCalls(
  server: TestServer,
  every: number,
  losses: readonly Loss[],
  names: readonly string[] = Object.keys(scenarios),
): Promise<Losses> {
  const lostCall = new LostCall()
  const calls: Record<string, number> = {}
  const problems: string[] = []
  let lost = 0
  try {
    for (const name of names) {
      const scenario = scenarios[name]
      if (scenario === undefined) throw new RangeError(`loseCalls: needs a scenario, got ${name}`)
      const whole = await scenario(server)
      const { status } = await lostCall.during(0, 'before', () => send(whole))
      if (status !== 200) problems.push(`${name}: answers ${status} although nothing is lost`)
      calls[name] = lostCall.calls
      const wanted = await rowsOf(server, whole.patientId)
      for (const loss of losses) {
        for (let at = 1; at <= (calls[name] ?? 0); at += every) {
          const ready = await scenario(server)
          const before = await rowsOf(server, ready.patientId)
          const begun = performance.now()
          const first = await lostCall.during(at, loss, () => send(ready))
          const took = performance.now() - begun
          const where = `${name}, call ${at} lost ${loss}`
          if (![200, 500, 503].includes(first.status)) problems.push(`${where}: answers ${first.status}`)
          const half = await rowsOf(server, ready.patientId)
          const again = await send(ready)
          if (again.status !== 200) problems.push(`${where}: sent again answers ${again.status}`)
          if (performance.now() - begun > longestMilliseconds) problems.push(`${where}: took ${Math.round(took)} ms`)
          const after = await rowsOf(server, ready.patientId)
          if (after !== wanted) problems.push(`${where}: left ${after}, not ${wanted}`)
          if (first.status === 200 && half !== wanted) problems.push(`${where}: said done, and left ${half}`)
          if (half !== wanted && half !== before) problems.push(`${where}: left it half done, ${half}`)
          lost += 1
        }
      }
    }
    for (const { what, why } of await problemsOf(server)) problems.push(`${what}: ${why}`)
    const { rows } = await sql<{ idle: number }>`
      select count(*)::integer as idle from pg_stat_activity where state like 'idle in transaction%'`.execute(
      server.database.db,
    )
    if (rows[0]?.idle !== 0) problems.push(`${rows[0]?.idle} transactions are left open`)
  } finally {
    lostCall.end()
  }
  return { calls, lost, problems }
}

async function problemsOf({ database }: TestServer): Promise<readonly { what: string; why: string }[]> {
  const { problems } = await verifyStore(database.db)
  return problems.map((problem) => ({ what: 'the store', why: JSON.stringify(problem) }))
}

function send({ who, patientId, route, body }: Ready) {
  const { method, path } = routePaths[route]
  const url = path.replace(':patientId', patientId)
  return who.send({ method, url, headers: { 'content-type': 'application/json' }, payload: body })
}

/** How many rows of each kind there are of a patient. */
async function rowsOf({ database: { db } }: TestServer, patientId: string): Promise<string> {
  const { rows } = await sql<{ kind: string; many: number }>`
    select kind, count(*)::integer as many from event where patient_id = ${patientId} group by kind
    union all select 'decision ' || kind, count(*)::integer from decision where patient_id = ${patientId} group by kind
    union all select 'plan ' || status, count(*)::integer from plan_version where patient_id = ${patientId} group by status
    order by 1`.execute(db)
  return rows.map(({ kind, many }) => `${kind} ${many}`).join(', ')
}
