import { type PatientDetails, type PatientRecord, RequestRefused } from '@dosis/api'
import { addDays, type AdverseEventReport, type IsoDate, type Plan, type SessionLog } from '@dosis/domain'
import type { Random } from '../../src/db/faults/random.ts'
import { backPainFacts, logOf, tokenOf } from '../patients.ts'
import { Actor, type Run } from './actor.ts'
import { evidence } from './evidence.ts'
import { Ledger } from './ledger.ts'
import { account } from './practice.ts'

interface RunningPlan {
  readonly planId: string
  readonly planVersion: number
  readonly plan: Plan
}

const weekdays: readonly (readonly number[])[] = [
  [1, 3, 5],
  [2, 4, 6],
  [1, 4, 6],
  [2, 5],
  [3, 6],
  [1, 4],
]
const by = account.displayName
/** A phone that has sent so much has done its share. */
const phoneRounds = 12
/** Something else about the patient may change the plan between the draft and the confirmation. */
const confirmAttempts = 5

/** One patient from intake to the closed course: a therapist and a phone who write at the same time. */
export class Treatment {
  readonly #run: Run
  readonly #therapist: Actor
  readonly #phone: Actor
  readonly #random: Random
  readonly #ledger: Ledger
  readonly #params: { readonly patientId: string }
  #ids = 0
  #today: IsoDate = ''
  #running: RunningPlan | undefined
  #isOver = false

  constructor(run: Run, therapist: Actor, random: Random, patientId: string) {
    this.#run = run
    this.#therapist = therapist
    this.#phone = new Actor(run, random)
    this.#random = random
    this.#params = { patientId }
    this.#ledger = new Ledger(patientId)
    run.ledgers.push(this.#ledger)
  }

  /** @throws {Over} the run ended before */
  async carryOut(): Promise<void> {
    await this.#takeIn()
    await this.#confirm()
    await this.#losePhone()
    await this.#openPhone(this.#phone)
    const phone = this.#trainAtHome()
    // Both are looked at when both are done; neither may fail unheard meanwhile.
    const results = await Promise.allSettled([this.#follow().finally(() => (this.#isOver = true)), phone])
    for (const result of results) if (result.status === 'rejected') throw result.reason
  }

  #id(): string {
    this.#ids += 1
    return `${this.#params.patientId}-${this.#ids}`
  }

  #pick<Item>(items: readonly Item[]): Item | undefined {
    return items[this.#random.between(0, items.length - 1)]
  }

  #text(): string {
    return 'x'.repeat(this.#random.between(0, 2000))
  }

  #details(): PatientDetails {
    return { name: `Tessa Test ${this.#id()}`, birthDate: '1986-05-04', sex: 'female' }
  }

  async #takeIn(): Promise<void> {
    const { patientId } = this.#params
    const details = this.#details()
    const after = evidence({ details, requests: [], running: [] })
    const record = await this.#therapist.write(this.#ledger, 'createPatient', { body: { patientId, details } }, after)
    this.#today = record.today
    await this.#stateFacts(Object.entries(backPainFacts))
    await this.#assess()
  }

  async #stateFacts(facts: readonly (readonly [string, (typeof backPainFacts)[string]])[]): Promise<void> {
    const statements = facts.map(([fact, stated]) => ({ eventId: this.#id(), fact, stated }))
    const shown = statements.map(({ eventId, fact, stated }) => [`fact:${eventId}`, { fact, stated, by }] as const)
    const parts = { params: this.#params, body: { statements } }
    await this.#therapist.write(this.#ledger, 'stateFacts', parts, evidence(Object.fromEntries(shown)))
  }

  async #assess(): Promise<void> {
    const decisionId = this.#id()
    const after = evidence({ [`decision:${decisionId}`]: { kind: 'assess', by } })
    await this.#therapist.write(this.#ledger, 'storeAssessment', { params: this.#params, body: { decisionId } }, after)
  }

  /** Drafts and confirms the next version; each has other weekdays than the one before. */
  async #confirm(attempt = 1): Promise<void> {
    const params = this.#params
    const planVersion = (this.#running?.planVersion ?? 0) + 1
    const planId = `${params.patientId}-plan`
    const startsOn = addDays(this.#today, -7)
    const preferences = {
      forms: ['run_walk_programme'],
      weekdays: weekdays[planVersion % weekdays.length] ?? [],
      startsOn,
    }
    const { plan, hash } = await this.#therapist.read('draftPlan', { params, body: { preferences } })
    const decisionId = this.#id()
    const after = evidence({
      [`plan:${planId}:${planVersion}`]: { hash, by },
      [`decision:${decisionId}`]: { kind: 'plan', by },
      running: [{ planId, version: planVersion, status: 'active' }],
    })
    const body = { planId, decisionId, preferences, hash }
    try {
      await this.#therapist.write(this.#ledger, 'confirmPlan', { params, body }, after)
    } catch (error) {
      const isOther = error instanceof RequestRefused && error.details.status === 409
      if (!isOther || attempt === confirmAttempts) throw error
      return this.#confirm(attempt + 1)
    }
    this.#running = { planId, planVersion, plan }
  }

  async #openPhone(phone: Actor): Promise<void> {
    const parts = { params: this.#params, body: { linkId: this.#id() } }
    const { url } = await this.#therapist.write(this.#ledger, 'createPatientLink', parts)
    await phone.write(this.#ledger, 'openLink', { body: { token: tokenOf(url) } })
  }

  /** A phone that was lost and revoked stays out, whatever happens to the server. */
  async #losePhone(): Promise<void> {
    const lost = new Actor(this.#run, this.#random)
    await this.#openPhone(lost)
    const parts = { params: this.#params, body: { eventId: this.#id() } }
    await this.#therapist.write(this.#ledger, 'revokePatientLinks', parts)
    try {
      await lost.read('today', {})
    } catch (error) {
      if (error instanceof RequestRefused && error.details.status === 401) return
      throw error
    }
    this.#run.problems.push(`${this.#params.patientId}: a phone that was revoked is still signed in`)
  }

  /** Everything a therapist does with a running plan, in any order, and then the end of the course. */
  async #follow(): Promise<void> {
    const deck = [
      () => this.#stateFacts(Object.entries(backPainFacts).slice(-this.#random.between(1, 4))),
      () => this.#request(),
      () => this.#rename(),
      () => this.#measure(),
      () => this.#waitAWhile(),
      () => this.#confirm(),
      () => this.#decideProgress(),
      () => this.#release(),
      () => this.#evaluate('continue'),
      () => this.#assess(),
    ]
    while (deck.length > 0) await deck.splice(this.#random.between(0, deck.length - 1), 1)[0]?.()
    await this.#release()
    await this.#evaluate('close')
  }

  async #request(): Promise<void> {
    const requests = [`${this.#id()} ${this.#text().slice(0, 400)}`]
    const parts = { params: this.#params, body: { eventId: this.#id(), requests } }
    await this.#therapist.write(this.#ledger, 'stateRequests', parts, evidence({ requests }))
  }

  async #rename(): Promise<void> {
    const details = this.#details()
    const parts = { params: this.#params, body: { eventId: this.#id(), details } }
    await this.#therapist.write(this.#ledger, 'changeDetails', parts, evidence({ details }))
  }

  async #measure(): Promise<void> {
    const measurements = Array.from({ length: this.#random.between(1, 3) }, () => ({
      eventId: this.#id(),
      instrument: 'odi',
      on: this.#today,
      score: this.#random.between(0, 50),
    }))
    const shown = measurements.map(({ eventId, ...measured }) => [`measurement:${eventId}`, measured])
    const parts = { params: this.#params, body: { measurements } }
    await this.#therapist.write(this.#ledger, 'recordMeasurements', parts, evidence(Object.fromEntries(shown)))
  }

  async #waitAWhile(): Promise<void> {
    const { planId, planVersion } = this.#plan()
    for (const [action, status] of [['pause', 'paused'] as const, ['resume', 'active'] as const]) {
      const after = evidence({ running: [{ planId, version: planVersion, status }] })
      const body = { eventId: this.#id(), action, reason: this.#text() }
      await this.#therapist.write(this.#ledger, 'changePlanStatus', { params: this.#params, body }, after)
    }
  }

  async #decideProgress(): Promise<void> {
    const { planId } = this.#plan()
    const { progress }: PatientRecord = await this.#therapist.read('patient', { params: this.#params })
    const prescription = progress?.steps[0]?.prescription
    if (prescription === undefined) throw new RangeError('decideProgress: needs a step to decide on, got none')
    const [eventId, decisionId, reason] = [this.#id(), this.#id(), this.#text()]
    const after = evidence({
      [`progress:${eventId}`]: { prescription, accepted: false, reason, by },
      [`decision:${decisionId}`]: { kind: 'progress', by },
    })
    const body = { eventId, decisionId, planId, prescription, accepted: false, reason }
    await this.#therapist.write(this.#ledger, 'decideProgress', { params: this.#params, body }, after)
  }

  /** Looks at harm that the phone reported, if any waits. */
  async #release(): Promise<void> {
    const released = new Set(this.#ledger.idsOf('release'))
    const adverseEventId = this.#ledger.idsOf('adverse').find((id) => !released.has(id))
    if (adverseEventId === undefined) return
    const outcome = `Seen ${this.#text()}`
    const after = evidence({ [`release:${adverseEventId}`]: { outcome, by } })
    const parts = { params: this.#params, body: { eventId: this.#id(), adverseEventId, outcome } }
    await this.#therapist.write(this.#ledger, 'releaseAdverseEvent', parts, after)
  }

  async #evaluate(choice: 'continue' | 'close'): Promise<void> {
    const [eventId, decisionId, note] = [this.#id(), this.#id(), this.#text()]
    const after = evidence({
      [`evaluation:${eventId}`]: { choice, note, by },
      [`decision:${decisionId}`]: { kind: 'evaluate', by },
      ...(choice === 'close' ? { running: [] } : {}),
    })
    const body = { eventId, decisionId, choice, note, requestForHelpMet: null }
    await this.#therapist.write(this.#ledger, 'decideEvaluation', { params: this.#params, body }, after)
  }

  async #trainAtHome(): Promise<void> {
    await this.#report()
    for (let round = 0, sent: readonly SessionLog[] = []; round < phoneRounds && !this.#isOver; round += 1) {
      // A phone sends again what it is not sure of, together with what is new.
      const again = this.#pick(sent)
      const logs = Array.from({ length: this.#random.between(1, 3) }, () => this.#log())
      await this.#sendLogs(again === undefined ? logs : [...logs, again])
      sent = logs
      if (this.#random.next() < 0.3) await this.#report()
      if (this.#random.next() < 0.2) await this.#phone.read('today', {})
    }
  }

  #log(): SessionLog {
    const on = addDays(this.#today, -1)
    return logOf(this.#plan(), on, {
      sessionId: this.#id(),
      startedAt: `${on}T11:00:00.000Z`,
      endedAt: `${on}T11:30:00.000Z`,
      effortBorg: this.#random.between(6, 20),
      painAfter: this.#random.between(0, 10),
      note: this.#text(),
      adverseEvent: this.#random.next() < 0.2 ? this.#harm() : null,
    })
  }

  /** Harm that is looked at without stopping the treatment, so that the therapist can go on meanwhile. */
  #harm(): AdverseEventReport {
    const on = addDays(this.#today, -1)
    return { eventId: this.#id(), on, symptoms: ['muscle-soreness'], severity: 'mild', description: this.#text() }
  }

  async #sendLogs(logs: readonly SessionLog[]): Promise<void> {
    const after = logs.flatMap((log) => [
      [`log:${log.sessionId}`, log],
      ...(log.adverseEvent === null ? [] : [[`adverse:${log.adverseEvent.eventId}`, log.adverseEvent]]),
    ])
    const stored = await this.#deliver(logs, evidence(Object.fromEntries(after)))
    for (const { sessionId } of logs) {
      if (!stored.includes(sessionId)) this.#run.problems.push(`${sessionId} was sent and not named as stored`)
    }
  }

  /** As apps do today, or as those of before did. */
  async #deliver(logs: readonly SessionLog[], after: ReturnType<typeof evidence>): Promise<readonly string[]> {
    if (this.#random.next() < 0.5) {
      const { stored } = await this.#phone.write(this.#ledger, 'sendLogs', { body: { logs } }, after)
      return stored
    }
    const body = { items: logs.map((log) => ({ id: log.sessionId, kind: 'log', body: log })) }
    const { items } = await this.#phone.write(this.#ledger, 'sync', { body }, after)
    return items.flatMap(({ id, outcome }) => (outcome === 'kept' ? [id] : []))
  }

  async #report(): Promise<void> {
    const report = this.#harm()
    const after = evidence({ [`adverse:${report.eventId}`]: report })
    await this.#phone.write(this.#ledger, 'reportAdverseEvent', { body: { report } }, after)
  }

  #plan(): RunningPlan {
    if (this.#running === undefined) throw new RangeError('plan: needs a confirmed plan, got none')
    return this.#running
  }
}
