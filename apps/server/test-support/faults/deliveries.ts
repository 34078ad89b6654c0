import type { AddressInfo } from 'node:net'
import { type Contract, type PatientRecord, type RouteName, routePaths } from '@dosis/api'
import { canonicalJson, type IsoDate } from '@dosis/domain'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { createRandom, type Random } from '../../src/db/faults/random.ts'
import type { DatabasePlace } from '../../src/db/index.ts'
import { itemsOf } from '../kills/evidence.ts'
import { backPainFacts, logOf, tokenOf } from '../patients.ts'
import { openTestServer, testPassword, type TestServer } from '../test-server.ts'

/** One write as a client makes it: the same bytes each time that it is delivered. */
interface Write {
  readonly name: RouteName
  readonly body: object
  /** The same ids with something else in it; left out where there is nothing else to say. */
  readonly other?: object
  /** A phone is never refused for what it says: what differs is kept beside the first. */
  readonly isKeptBeside?: boolean
  /** A new link takes the place of the one made before, so that its answer is never the same. */
  readonly answersAnew?: boolean
}

interface Answer {
  readonly status: number
  readonly text: string
}

export interface DeliveryOptions {
  /** Deliveries to make, at least; whole patients are treated until then. */
  readonly count: number
  readonly seed: number
  readonly place?: DatabasePlace
  /** Builds a mistake into the server that must be found out. */
  readonly spoil?: (app: FastifyInstance) => void
}

export interface DeliveryResult {
  readonly delivered: number
  /** Of which without anybody who reads the answer. */
  readonly lost: number
  /** Of which after other writes of the same patient. */
  readonly late: number
  readonly conflicts: number
  readonly writes: number
  readonly byRoute: ReadonlySet<RouteName>
  readonly problems: readonly string[]
}

const patientsAtOnce = 2
const copiesAtMost = 5
/** Of the deliveries, so many have a client that hangs up before the answer. */
const fractionLost = 0.2
/** Of the earlier writes of a patient, so many come once more beside a later one. */
const lateAtOnce = 2

/**
 * Treats patients over real HTTP while each request is delivered one to five times, at once, late and with answers that
 * nobody receives. The same treatment with every request delivered once is the reference: afterwards both records must
 * hold the same.
 */
export async function deliverRepeatedly({ count, seed, place, spoil }: DeliveryOptions): Promise<DeliveryResult> {
  const server = await listen(place, spoil)
  const reference = await listen()
  const tally = { delivered: 0, lost: 0, late: 0, conflicts: 0, writes: 0 }
  const byRoute = new Set<RouteName>()
  const problems: string[] = []
  try {
    for (let round = 0; tally.delivered < count && problems.length === 0; round += 1) {
      const treat = async (index: number): Promise<void> => {
        const patientId = `s${seed}-r${round}-p${index}`
        const random = createRandom(seed * 10_007 + round * 101 + index)
        const careless = new Courier(server.address, random, tally)
        const careful = new Courier(reference.address, random, tally, true)
        const [found, expected] = [
          await treatment(careless, patientId, server.today),
          await treatment(careful, patientId, reference.today),
        ]
        for (const name of careless.routes) byRoute.add(name)
        problems.push(...careless.problems.map((problem) => `${patientId}: ${problem}`))
        if (found !== expected) problems.push(`${patientId}: has another record than with every request delivered once`)
        const [rows, rowsExpected] = [await rowsOf(server, patientId), await rowsOf(reference, patientId)]
        if (rows !== rowsExpected)
          problems.push(`${patientId}: left ${rows} rows, with every request once ${rowsExpected}`)
      }
      const treatments = Array.from({ length: patientsAtOnce }, (_, index) =>
        treat(index).catch((error: unknown) => problems.push(`patient ${index}: ${String(error)}`)),
      )
      await Promise.all(treatments)
    }
  } finally {
    await server.close()
    await reference.close()
  }
  return { ...tally, byRoute, problems }
}

interface Listening extends Pick<TestServer, 'database' | 'close'> {
  readonly address: string
  readonly today: IsoDate
}

async function listen(place?: DatabasePlace, spoil?: (app: FastifyInstance) => void): Promise<Listening> {
  const server = await openTestServer(place)
  spoil?.(server.app)
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  const { database, clock } = server
  const close = (): Promise<void> => {
    // A client that hung up may have left a connection on which nothing comes any more.
    server.app.server.closeAllConnections()
    return server.close()
  }
  return { address: `http://127.0.0.1:${port}`, database, close, today: clock.today }
}

/** Rows of each kind; those of a link that was made anew are not counted. */
async function rowsOf({ database }: Listening, patientId: string): Promise<string> {
  const { rows } = await sql<{ rows: string }>`select concat_ws(' ',
    (select count(*) from event where patient_id = ${patientId} and kind <> 'link.made'),
    (select count(*) from decision where patient_id = ${patientId}),
    (select count(*) from plan_version where patient_id = ${patientId}),
    (select count(*) from patient_details where patient_id = ${patientId}),
    (select count(*) from patient_link where patient_id = ${patientId} and revoked_at is null
      and token_hash in (select body::jsonb->>'tokenHash' from event where kind = 'link.made'))) as rows`.execute(
    database.db,
  )
  return rows[0]?.rows ?? ''
}

/** Brings requests to a server, and answers as often as it likes. */
class Courier {
  readonly #address: string
  readonly #random: Random
  readonly #tally: { delivered: number; lost: number; late: number; conflicts: number; writes: number }
  readonly #isCareful: boolean
  readonly #before: (() => Promise<Answer>)[] = []
  readonly problems: string[] = []
  readonly routes = new Set<RouteName>()

  constructor(
    address: string,
    random: Random,
    tally: { delivered: number; lost: number; late: number; conflicts: number; writes: number },
    isCareful = false,
  ) {
    this.#address = address
    this.#random = random
    this.#tally = tally
    this.#isCareful = isCareful
  }

  async signIn(name: 'signIn' | 'openLink', body: object): Promise<string> {
    const response = await this.#send(name, '', '', body)
    await response.text()
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }

  async read(name: RouteName, patientId: string, cookie: string, body?: object): Promise<unknown> {
    const response = await this.#send(name, patientId, cookie, body)
    return response.json()
  }

  /** Delivers one write; every copy that is answered must be answered alike. */
  async write(write: Write, patientId: string, cookie: string): Promise<unknown> {
    const { name, body } = write
    this.routes.add(name)
    const once = async (): Promise<Answer> => {
      const response = await this.#send(name, patientId, cookie, body)
      return { status: response.status, text: await response.text() }
    }
    if (this.#isCareful) return JSON.parse((await once()).text)
    this.#tally.writes += 1
    const copies = Array.from({ length: this.#random.between(1, copiesAtMost) }, () =>
      this.#random.next() < fractionLost ? () => this.#hangUp(write, patientId, cookie) : once,
    )
    const late = Array.from({ length: Math.min(lateAtOnce, this.#before.length) }, () => this.#earlier())
    const answers = await this.#atOnce([...copies, ...late])
    this.#tally.late += late.length
    const own = answers.slice(0, copies.length).flatMap((answer) => (answer === null ? [] : [answer]))
    const last = await once()
    this.#tally.delivered += 1
    for (const { status, text } of [...own, last]) {
      if (status !== 200) this.problems.push(`${name}: answered ${status} ${text}`)
      else if (text !== last.text && write.answersAnew !== true)
        this.problems.push(`${name}: two answers to one request`)
    }
    for (const answer of answers.slice(copies.length)) {
      if (answer !== null && answer.status !== 200) this.problems.push(`late: answered ${answer.status} ${answer.text}`)
    }
    await this.#contradict(write, patientId, cookie)
    if (write.answersAnew !== true) this.#before.push(once)
    return JSON.parse(last.text)
  }

  /** The same ids with another content: refused, and without effect. */
  async #contradict({ name, other, isKeptBeside }: Write, patientId: string, cookie: string): Promise<void> {
    if (other === undefined || isKeptBeside === true) return
    const response = await this.#send(name, patientId, cookie, other)
    const text = await response.text()
    this.#tally.conflicts += 1
    if (response.status !== 409) this.problems.push(`${name}: other content answered ${response.status} ${text}`)
  }

  #earlier(): () => Promise<Answer> {
    const found = this.#before[this.#random.between(0, this.#before.length - 1)]
    if (found === undefined) throw new RangeError('earlier: needs a write before, got none')
    return found
  }

  /** In any order, some together and some a moment later. */
  async #atOnce(sends: readonly (() => Promise<Answer | null>)[]): Promise<readonly (Answer | null)[]> {
    this.#tally.delivered += sends.length
    const answers = sends.map((): Answer | null => null)
    const shuffled = sends.map((send, index) => ({ send, index, at: this.#random.next() }))
    await Promise.all(
      shuffled
        .toSorted((left, right) => left.at - right.at)
        .map(async ({ send, index, at }) => {
          if (at > 0.7) await new Promise((resolve) => setTimeout(resolve, at * 20))
          answers[index] = await send()
        }),
    )
    return answers
  }

  /** The client is gone before the answer comes: nobody knows whether it took effect. */
  async #hangUp({ name, body }: Write, patientId: string, cookie: string): Promise<null> {
    const gone = AbortSignal.timeout(this.#random.between(1, 25))
    try {
      await (await this.#send(name, patientId, cookie, body, gone)).text()
    } catch {
      this.#tally.lost += 1
    }
    return null
  }

  #send(name: RouteName, patientId: string, cookie: string, body?: object, signal?: AbortSignal): Promise<Response> {
    const { method, path } = routePaths[name]
    return fetch(`${this.#address}${path.replace(':patientId', patientId)}`, {
      method,
      headers: {
        origin: this.#address,
        cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
  }
}

/** One patient from intake to evaluation. @returns what the record holds in the end, in an order of its own */
async function treatment(courier: Courier, patientId: string, today: IsoDate): Promise<string> {
  let ids = 0
  const id = (): string => `${patientId}-${(ids += 1)}`
  const cookie = await courier.signIn('signIn', { login: 'therapist', password: testPassword })
  const write = <Name extends RouteName>(
    name: Name,
    body: object,
    more: Omit<Write, 'name' | 'body'> = {},
    by = cookie,
  ): Promise<Contract[Name]['response']> =>
    courier.write({ name, body, ...more }, patientId, by) as Promise<Contract[Name]['response']>

  const details = { name: 'Tessa Test', birthDate: '1986-05-04', sex: 'female' }
  const created = { patientId, details }
  await write('createPatient', created, { other: { patientId, details: { ...details, sex: 'male' } } })
  const renamed = { eventId: id(), details: { ...details, name: 'Tessa Tester' } }
  await write('changeDetails', renamed, { other: { ...renamed, details } })
  const statements = Object.entries(backPainFacts).map(([fact, stated]) => ({ eventId: id(), fact, stated }))
  const [first, ...rest] = statements
  await write(
    'stateFacts',
    { statements },
    { other: { statements: [{ ...first, stated: { state: 'unknown' } }, ...rest] } },
  )
  const asked = { eventId: id(), requests: ['run'] }
  await write('stateRequests', asked, { other: { ...asked, requests: ['walk'] } })
  await write('storeAssessment', { decisionId: id() })

  const preferences = { forms: ['run_walk_programme'], weekdays: [1, 3, 5], startsOn: today }
  const draft = (await courier.read('draftPlan', patientId, cookie, { preferences })) as { hash: string }
  const confirmed = { planId: id(), decisionId: id(), preferences, hash: draft.hash }
  await write('confirmPlan', confirmed, { other: { ...confirmed, preferences: { ...preferences, weekdays: [2] } } })
  const paused = { eventId: id(), action: 'pause', reason: 'Holiday' }
  await write('changePlanStatus', paused, { other: { ...paused, action: 'close' } })
  const resumed = { eventId: id(), action: 'resume', reason: '' }
  await write('changePlanStatus', resumed, { other: { ...resumed, reason: 'Back' } })
  const measured = { eventId: id(), instrument: 'odi', on: today, score: 20 }
  await write(
    'recordMeasurements',
    { measurements: [measured] },
    { other: { measurements: [{ ...measured, score: 10 }] } },
  )

  await write('revokePatientLinks', { eventId: id() })
  const { url } = await write('createPatientLink', { linkId: id() }, { answersAnew: true })
  const phone = await courier.signIn('openLink', { token: tokenOf(url) })
  const shown = (await courier.read('today', '', phone)) as Contract['today']['response']
  const startedAt = '2026-05-04T08:00:00.000Z'
  const logs = [id(), id()].map((sessionId) => logOf(shown, today, { sessionId, startedAt, endedAt: startedAt }))
  await write('sendLogs', { logs }, { isKeptBeside: true }, phone)
  const items = logs.map((log) => ({ id: log.sessionId, kind: 'log', body: { ...log, painAfter: 4 } }))
  const notKnown = { id: id(), kind: 'log', body: { adverseEvent: null, of: 'a later version' } }
  await write('sync', { items: [...items, notKnown] }, { isKeptBeside: true }, phone)
  const report = { eventId: id(), on: today, symptoms: ['chest-pain'], severity: 'severe', description: '' }
  await write('reportAdverseEvent', { report }, { isKeptBeside: true }, phone)
  const released = { eventId: id(), adverseEventId: report.eventId, outcome: 'Seen' }
  await write('releaseAdverseEvent', released, { other: { ...released, outcome: 'Not seen' } })

  const record = (await courier.read('patient', patientId, cookie)) as PatientRecord
  const prescription = record.progress?.steps[0]?.prescription ?? ''
  const decided = {
    eventId: id(),
    decisionId: id(),
    planId: confirmed.planId,
    prescription,
    accepted: true,
    reason: '',
  }
  await write('decideProgress', decided, { other: { ...decided, accepted: false } })
  const evaluated = { eventId: id(), decisionId: id(), choice: 'continue', note: '', requestForHelpMet: null }
  await write('decideEvaluation', evaluated, { other: { ...evaluated, choice: 'close' } })
  const last = (await courier.read('patient', patientId, cookie)) as PatientRecord
  return canonicalJson(itemsOf(last).toSorted((left, right) => (left.key < right.key ? -1 : 1)))
}
