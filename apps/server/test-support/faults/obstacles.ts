import { type RawBuilder, sql } from 'kysely'
import { Client } from 'pg'
import { createRandom } from '../../src/db/faults/random.ts'
import { openDatabase, type Store } from '../../src/db/index.ts'
import { newId, newPatient } from '../patients.ts'
import { appUrlOf } from '../places.ts'
import { openTestServer, type TestServer, type Visitor } from '../test-server.ts'

/** What others do to a PostgreSQL server while requests come in. */
export const obstacles = [
  'a long transaction',
  'an exhausted pool',
  'a deadlock',
  'a serialization failure',
  'one that passes',
] as const
export type Obstacle = (typeof obstacles)[number]

export interface ObstacleOptions {
  readonly count: number
  readonly seed: number
  readonly url: string
  readonly only?: readonly Obstacle[]
  /** Takes something from the store that the server answers with, to see that it is noticed. */
  readonly spoil?: (store: Store) => Store
}

export interface ObstacleResult {
  readonly done: number
  readonly problems: readonly string[]
  /** Of each kind, how often it really stood in the way. */
  readonly met: Readonly<Record<Obstacle, number>>
  readonly slowestMilliseconds: number
}

const answerLimitMilliseconds = 10_000
const now = () => new Date('2026-05-04T09:00:00.000Z')
const silent = { info: () => {}, fatal: () => {} }
/** As many as the pool has connections, and some more. */
const atOnce = 14
const attemptsAtMost = 3

/** Puts obstacles before writes: each is answered within ten seconds, has its effect once, and leaves nothing behind. */
export async function obstructRepeatedly(options: ObstacleOptions): Promise<ObstacleResult> {
  const { count, seed, url, only = obstacles, spoil = (store) => store } = options
  const place = { url, appUrl: appUrlOf(url), allowUnsafeServer: true, now, log: silent }
  const store = await openDatabase(place)
  const server = await openTestServer({ store: spoil(store) })
  const blocker = new Client({ connectionString: url })
  await blocker.connect()
  const course = new Course(server, store, blocker)
  const random = createRandom(seed)
  try {
    await course.begin()
    for (let done = 0; done < count; done += 1) {
      await course.meet(only[done < only.length ? done : random.between(0, only.length - 1)] ?? 'a long transaction')
      await course.mustLeaveNothing()
      if (course.problems.length > 0) return course.result(done + 1)
    }
    return course.result(count)
  } finally {
    await blocker.end()
    await server.close()
  }
}

class Course {
  readonly #server: TestServer
  readonly #store: Store
  readonly #blocker: Client
  readonly #met = Object.fromEntries(obstacles.map((one) => [one, 0])) as Record<Obstacle, number>
  #therapist: Visitor | undefined
  #patients: readonly [string, string] = ['', '']
  #slowest = 0
  readonly problems: string[] = []

  constructor(server: TestServer, store: Store, blocker: Client) {
    this.#server = server
    this.#store = store
    this.#blocker = blocker
  }

  async begin(): Promise<void> {
    this.#therapist = await this.#server.signIn()
    const { call } = this.#therapist
    this.#patients = [await newPatient(call), await newPatient(call)]
    await this.#run(sql`create sequence if not exists attempts`)
  }

  result(done: number): ObstacleResult {
    return { done, problems: this.problems, met: this.#met, slowestMilliseconds: this.#slowest }
  }

  meet(obstacle: Obstacle): Promise<void> {
    const acts: Readonly<Record<Obstacle, () => Promise<void>>> = {
      'a long transaction': () => this.#wait(1),
      'an exhausted pool': () => this.#wait(atOnce),
      'a deadlock': () => this.#deadlock(),
      'a serialization failure': () => this.#failToSerialize('a serialization failure', attemptsAtMost + 1),
      'one that passes': () => this.#failToSerialize('one that passes', 1),
    }
    return acts[obstacle]()
  }

  /** Somebody holds a patient for long; others keep working, and the same requests succeed afterwards. */
  async #wait(writes: number): Promise<void> {
    const [patientId, other] = this.#patients
    const obstacle = writes === 1 ? 'a long transaction' : 'an exhausted pool'
    await this.#blocker.query('begin')
    await this.#blocker.query('select from patient where patient_id = $1 for update', [patientId])
    const ids = Array.from({ length: writes }, () => newId('wait'))
    const waiting = ids.map((id) => this.#write(patientId, id))
    if (writes === 1) this.#expect(await this.#write(other, newId('other')), [200], 'another patient')
    for (const status of await Promise.all(waiting)) {
      this.#expect(status, [503], obstacle)
      if (status === 503) this.#met[obstacle] += 1
    }
    await this.#blocker.query('rollback')
    for (const id of ids) this.#expect(await this.#write(patientId, id), [200], `${obstacle}, sent again`)
    for (const id of ids) await this.#mustHold(id, 1)
  }

  /** Two writes that take two patients in opposite order: one of them is done again. */
  async #deadlock(): Promise<void> {
    let attempts = 0
    const [first, second] = this.#patients
    const bothHaveOne = Promise.withResolvers<void>()
    let holding = 0
    const take = (own: string, other: string): Promise<void> =>
      this.#store.write(async (transaction) => {
        attempts += 1
        const lock = (id: string) => sql`select from patient where patient_id = ${id} for update`.execute(transaction)
        await lock(own)
        holding += 1
        if (holding >= 2) bothHaveOne.resolve()
        await bothHaveOne.promise
        await lock(other)
      })
    const started = performance.now()
    const results = await Promise.allSettled([take(first, second), take(second, first)])
    this.#slowest = Math.max(this.#slowest, performance.now() - started)
    if (results.some(({ status }) => status === 'rejected')) this.problems.push('a deadlock: a write failed')
    if (attempts > 2) this.#met['a deadlock'] += 1
    if (attempts > 2 * attemptsAtMost) this.problems.push(`a deadlock: ${attempts} attempts`)
  }

  /** @param failures how many attempts fail; more than are made = all of them */
  async #failToSerialize(obstacle: Obstacle, failures: number): Promise<void> {
    const [patientId] = this.#patients
    await this.#run(sql`select setval('attempts', 1, false)`)
    await this.#run(sql`create function stand_in_the_way() returns trigger security definer language plpgsql as $$ begin
      if nextval('attempts') <= ${sql.lit(failures)} then raise exception 'try again' using errcode = '40001'; end if;
      return new; end $$`)
    await this.#run(sql`create trigger stand_in_the_way before insert on event
      for each row execute function stand_in_the_way()`)
    const id = newId('serial')
    const isLasting = failures > attemptsAtMost
    this.#expect(await this.#write(patientId, id), [isLasting ? 503 : 200], obstacle)
    const { rows } = await sql<{ attempts: string }>`select last_value as attempts from attempts`.execute(
      this.#store.db,
    )
    const attempts = Number(rows[0]?.attempts)
    const expected = isLasting ? attemptsAtMost : failures + 1
    if (attempts !== expected) this.problems.push(`${obstacle}: ${attempts} attempts, not ${expected}`)
    else this.#met[obstacle] += 1
    await this.#run(sql`drop function stand_in_the_way cascade`)
    await this.#mustHold(id, isLasting ? 0 : 1)
    this.#expect(await this.#write(patientId, id), [200], `${obstacle}, sent again`)
    await this.#mustHold(id, 1)
  }

  async #write(patientId: string, eventId: string): Promise<number> {
    const started = performance.now()
    const answer = this.#therapist?.send({
      method: 'POST',
      url: `/api/patients/${patientId}/requests`,
      payload: { eventId, requests: [eventId] },
    })
    const late = Promise.withResolvers<{ status: number }>()
    const timer = setTimeout(() => late.resolve({ status: 0 }), answerLimitMilliseconds)
    const found = await Promise.race([answer, late.promise])
    clearTimeout(timer)
    this.#slowest = Math.max(this.#slowest, performance.now() - started)
    return found?.status ?? 0
  }

  #expect(status: number, expected: readonly number[], what: string): void {
    if (expected.includes(status)) return
    this.problems.push(status === 0 ? `${what}: no answer within ten seconds` : `${what}: answered ${status}`)
  }

  async #mustHold(eventId: string, count: number): Promise<void> {
    const { db } = this.#store
    const rows = await db.selectFrom('event').select('event_id').where('event_id', '=', eventId).execute()
    if (rows.length !== count) this.problems.push(`${eventId} is there ${rows.length} times, not ${count}`)
  }

  /** No connection of the server is left in a transaction. */
  async mustLeaveNothing(): Promise<void> {
    const { rows } = await this.#blocker.query<{ count: string }>(
      `select count(*) as count from pg_stat_activity where state like 'idle in transaction%' and pid <> pg_backend_pid()`,
    )
    if (rows[0]?.count !== '0') this.problems.push(`${rows[0]?.count} transactions were left open`)
  }

  async #run(statement: RawBuilder<unknown>): Promise<void> {
    await statement.execute(this.#store.db)
  }
}
