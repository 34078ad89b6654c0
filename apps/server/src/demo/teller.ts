import {
  addDays,
  conditionFact,
  type Fact,
  type IsoDate,
  type PlanPreferences,
  type SessionLog,
  startOfWeek,
  weekday,
} from '@dosis/domain'
import type { PatientCaller, ProfessionalCaller } from '../auth/caller.ts'
import { decideEvaluation, recordMeasurements } from '../evaluation/service.ts'
import { type Installation, todayOf } from '../installation.ts'
import { stateFacts, stateRequests, storeAssessment } from '../intake/service.ts'
import { type Conclusions, concludeOn } from '../patient/conclusions.ts'
import { type PatientKey, readHistory } from '../patient/history.ts'
import { type PatientState, stateOf } from '../patient/state.ts'
import { confirmPlan, draftPlan } from '../plan/service.ts'
import { keepAdverseEvent, keepLogs, readToday } from '../session/phone-service.ts'
import { decideProgress } from '../session/service.ts'
import { chanceFrom } from './chance.ts'
import { asksForCheck, inventLog, plannedIn } from './invented-sessions.ts'
import { none, type Teller, type Told, type TrainingWeeks } from './story.ts'
import { momentOn, practiceOpensAt, type StoryClock } from './story-clock.ts'

const minute = 60_000

export interface StorySetting {
  readonly installation: Installation
  readonly clock: StoryClock
  readonly therapist: ProfessionalCaller
  readonly key: PatientKey
  /** Day on which the patient came in. */
  readonly cameOn: IsoDate
}

/** Tells by calling the use cases that the screens call, as the therapist and as the patient's phone. */
export class StoryTeller implements Teller {
  readonly #setting: StorySetting
  readonly #phone: PatientCaller
  readonly #chance: () => number
  #count = 0

  constructor(setting: StorySetting) {
    this.#setting = setting
    this.#phone = { kind: 'patient', ...setting.key }
    this.#chance = chanceFrom(setting.key.patientId)
  }

  onDay(days: number): void {
    const { clock, cameOn } = this.#setting
    clock.set(momentOn(addDays(cameOn, days), practiceOpensAt))
  }

  nextMonday(): IsoDate {
    return mondayFrom(this.#today)
  }

  conditions(...conditions: readonly string[]): Promise<void> {
    const known = Object.keys(this.#setting.installation.knowledge.conditions)
    return this.facts(Object.fromEntries(known.map((each) => [conditionFact(each), conditions.includes(each)])))
  }

  facts(told: Readonly<Record<string, Told>>): Promise<void> {
    const { installation, therapist, key } = this.#setting
    const statements = Object.entries(told).map(([fact, value]) => ({
      eventId: this.#nextId('fact'),
      fact,
      stated: toFact(value),
    }))
    return stateFacts(installation, therapist, key, { statements })
  }

  requests(...requests: readonly string[]): Promise<void> {
    const { installation, therapist, key } = this.#setting
    return stateRequests(installation, therapist, key, { eventId: this.#nextId('request'), requests })
  }

  assess(): Promise<void> {
    const { installation, therapist, key } = this.#setting
    return storeAssessment(installation, therapist, key, { decisionId: this.#nextId('assessment') })
  }

  async confirmPlan(preferences: PlanPreferences): Promise<void> {
    const { installation, therapist, key } = this.#setting
    const { hash } = await draftPlan(installation, key, { preferences })
    const body = { planId: this.#planId, decisionId: this.#nextId('plan'), preferences, hash }
    await confirmPlan(installation, therapist, key, body)
  }

  measure(scores: Readonly<Record<string, number>>): Promise<void> {
    const { installation, therapist, key } = this.#setting
    const measurements = Object.entries(scores).map(([instrument, score]) => ({
      eventId: this.#nextId('score'),
      instrument,
      on: this.#today,
      score,
    }))
    return recordMeasurements(installation, therapist, key, { measurements })
  }

  async train(weeks: TrainingWeeks): Promise<void> {
    const { clock } = this.#setting
    const { current } = await this.#readState()
    if (current === null) throw new RangeError('train: needs a running plan, got none')
    const first = mondayFrom(current.plan.startsOn)
    for (let week = 0; week < weeks.weeks; week += 1) {
      const monday = addDays(first, 7 * week)
      if (!clock.hasCome(momentOn(monday, practiceOpensAt))) return
      if (week > 0 && week <= weeks.acceptsLevelsFor) await this.#acceptLevels(monday)
      await this.#trainWeek(monday, weeks.weeks === 1 ? 0 : week / (weeks.weeks - 1), weeks)
    }
  }

  report(event: Parameters<Teller['report']>[0]): Promise<void> {
    const report = { eventId: this.#nextId('event'), on: this.#today, ...event }
    return keepAdverseEvent(this.#setting.installation, this.#phone, report)
  }

  evaluate(...[choice, note, requestForHelpMet]: Parameters<Teller['evaluate']>): Promise<void> {
    const { installation, therapist, key } = this.#setting
    const ids = { eventId: this.#nextId('evaluation'), decisionId: this.#nextId('evaluate') }
    return decideEvaluation(installation, therapist, key, { ...ids, choice, note, requestForHelpMet })
  }

  get #planId(): string {
    return `${this.#setting.key.patientId}-plan`
  }

  get #today(): IsoDate {
    return todayOf(this.#setting.installation)
  }

  #nextId(what: string): string {
    this.#count += 1
    return `${this.#setting.key.patientId}-${what}-${this.#count}`
  }

  async #readState(): Promise<PatientState & { readonly proposals: Conclusions['proposals'] }> {
    const { installation, key } = this.#setting
    const history = await readHistory(installation.store.db, key)
    const state = stateOf(history, this.#today, installation.timeZone)
    const { proposals } = concludeOn(history.details, state, installation.knowledge, this.#today)
    return { ...state, proposals }
  }

  /** The therapist says yes to each next level, on a Monday morning. */
  async #acceptLevels(monday: IsoDate): Promise<void> {
    const { installation, therapist, key, clock } = this.#setting
    clock.set(momentOn(monday, practiceOpensAt))
    const { proposals } = await this.#readState()
    for (const { prescription } of proposals.filter(({ action }) => action === 'advance')) {
      await decideProgress(installation, therapist, key, {
        eventId: this.#nextId('level'),
        decisionId: this.#nextId('progress'),
        planId: this.#planId,
        prescription,
        accepted: true,
        reason: '',
      })
    }
  }

  async #trainWeek(monday: IsoDate, share: number, weeks: TrainingWeeks): Promise<void> {
    const { installation, clock, key } = this.#setting
    const { plan, planVersion } = await readToday(installation, this.#phone)
    if (plan === null || planVersion === null) throw new RangeError('train: needs a plan that does not wait, got none')
    const logs = plannedIn(plan, monday).flatMap((planned, index): readonly SessionLog[] => {
      const isDone = this.#chance() < weeks.adherence
      const sessionId = `${key.patientId}-session-${monday}-${index}`
      const invention = {
        sessionId,
        planId: this.#planId,
        planVersion,
        weeks,
        share,
        chance: this.#chance,
        isChecked: asksForCheck(plan),
      }
      const log = inventLog(planned, invention)
      return isDone && clock.hasCome(new Date(log.endedAt)) ? [log] : []
    })
    const last = logs.at(-1)
    if (last === undefined) return
    clock.set(new Date(Date.parse(last.endedAt) + 5 * minute))
    await keepLogs(installation, this.#phone, logs)
  }
}

function mondayFrom(date: IsoDate): IsoDate {
  return weekday(date) === 1 ? date : addDays(startOfWeek(date), 7)
}

function toFact(told: Told): Fact {
  return told === none ? { state: 'absent' } : { state: 'known', value: told as Exclude<Told, typeof none> }
}
