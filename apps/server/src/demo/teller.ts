import type { PatientDetails } from '@dosis/api'
import {
  addDays,
  conditionFact,
  type Fact,
  type IsoDate,
  type PartDone,
  type Plan,
  type SessionLog,
  type SessionPart,
  type SessionTemplate,
  startOfWeek,
  weekday,
} from '@dosis/domain'
import type { PatientCaller, ProfessionalCaller } from '../auth/caller.ts'
import { decideEvaluation, recordMeasurements } from '../evaluation/service.ts'
import { type Installation, todayOf } from '../installation.ts'
import { createPatient, stateFacts, stateRequests, storeAssessment } from '../intake/service.ts'
import { concludeOn } from '../patient/conclusions.ts'
import { readHistory } from '../patient/history.ts'
import { stateOf } from '../patient/state.ts'
import { confirmPlan, draftPlan } from '../plan/service.ts'
import { keepAdverseEvent, keepLogs, readToday } from '../session/phone-service.ts'
import { decideProgress, releaseAdverseEvent } from '../session/service.ts'
import { demoAccounts, demoPractice } from './accounts.ts'
import { chanceFrom } from './chance.ts'
import { none, type Story, type Teller, type Told, type TrainingWeeks } from './story.ts'

const minute = 60_000
/** Hours in UTC: the practice works in the morning, patients train in the early evening. */
const practiceHour = 9
const trainingHour = 17

/** A clock that a story sets; never later than the moment at which the demo is loaded. */
export class StoryClock {
  readonly #firstStart: Date
  #at: Date

  constructor(firstStart: Date) {
    this.#firstStart = firstStart
    this.#at = firstStart
  }

  /** A second later with every look, so that what is told in order is recorded in order. */
  readonly now = (): Date => {
    const at = this.#at
    this.#at = this.#notAfterFirstStart(at.getTime() + 1000)
    return at
  }

  set(moment: Date): void {
    this.#at = this.#notAfterFirstStart(moment.getTime())
  }

  hasCome(moment: Date): boolean {
    return moment <= this.#firstStart
  }

  #notAfterFirstStart(milliseconds: number): Date {
    return new Date(Math.min(milliseconds, this.#firstStart.getTime()))
  }
}

function momentOn(date: IsoDate, hour: number): Date {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + hour * 60 * minute)
}

export async function tellStory(
  installation: Installation,
  clock: StoryClock,
  story: Story,
  firstDay: IsoDate,
): Promise<void> {
  const { patientId } = story
  const cameOn = addDays(firstDay, -story.cameDaysAgo)
  const therapist = demoTherapist()
  const key = { practiceId: demoPractice.practiceId, patientId }
  const phone: PatientCaller = { kind: 'patient', ...key }
  const chance = chanceFrom(patientId)
  let count = 0
  const nextId = (what: string): string => `${patientId}-${what}-${(count += 1)}`
  const planId = `${patientId}-plan`

  const readState = async () => {
    const history = await readHistory(installation.store.db, key)
    const today = todayOf(installation)
    const state = stateOf(history, today, installation.timeZone)
    return { state, conclusions: concludeOn(history.details, state, installation.knowledge, today) }
  }

  const acceptLevels = async (monday: IsoDate): Promise<void> => {
    clock.set(momentOn(monday, practiceHour))
    const { conclusions } = await readState()
    for (const { prescription, action } of conclusions.proposals) {
      if (action !== 'advance') continue
      await decideProgress(installation, therapist, key, {
        eventId: nextId('level'),
        decisionId: nextId('progress'),
        planId,
        prescription,
        accepted: true,
        reason: '',
      })
    }
  }

  const trainWeek = async (monday: IsoDate, share: number, weeks: TrainingWeeks): Promise<void> => {
    const { plan, planVersion } = await readToday(installation, phone)
    if (plan === null || planVersion === null)
      throw new RangeError(`demo: needs a running plan for ${patientId}, got none`)
    const logs = plannedIn(plan, monday).flatMap(({ date, template }, index): readonly SessionLog[] => {
      const isDone = chance() < weeks.adherence
      const startedAt = momentOn(date, trainingHour)
      const parts = template.parts.map(toDone)
      const seconds = parts.reduce((sum, part) => sum + part.seconds, 0)
      const endedAt = new Date(startedAt.getTime() + seconds * 1000)
      const effortBorg = Math.round(between(weeks.effortBorg, share) + chance() - 0.5)
      const painBefore =
        weeks.pain === null ? null : Math.max(0, Math.round(between(weeks.pain, share) + chance() - 0.5))
      if (!isDone || !clock.hasCome(endedAt)) return []
      return [
        {
          sessionId: `${patientId}-session-${monday}-${index}`,
          planId,
          planVersion,
          template: template.id,
          on: date,
          startedAt: startedAt.toISOString(),
          endedAt: endedAt.toISOString(),
          completed: true,
          parts,
          effortBorg,
          painBefore,
          painAfter: painBefore === null ? null : Math.min(10, painBefore + (chance() < 0.3 ? 1 : 0)),
          adverseEvent: null,
          note: null,
        },
      ]
    })
    const last = logs.at(-1)
    if (last === undefined) return
    clock.set(new Date(Date.parse(last.endedAt) + 5 * minute))
    await keepLogs(installation, phone, logs)
  }

  const tellFacts = (told: Readonly<Record<string, Told>>): Promise<void> =>
    stateFacts(installation, therapist, key, {
      statements: Object.entries(told).map(([fact, value]) => ({
        eventId: nextId('fact'),
        fact,
        stated: toFact(value),
      })),
    })

  const teller: Teller = {
    onDay: (days) => clock.set(momentOn(addDays(cameOn, days), practiceHour)),
    nextMonday: () => mondayFrom(todayOf(installation)),
    conditions: (...conditions) =>
      tellFacts(
        Object.fromEntries(
          Object.keys(installation.knowledge.conditions).map((each) => [
            conditionFact(each),
            conditions.includes(each),
          ]),
        ),
      ),
    facts: tellFacts,
    requests: (...requests) => stateRequests(installation, therapist, key, { eventId: nextId('request'), requests }),
    assess: () => storeAssessment(installation, therapist, key, { decisionId: nextId('assessment') }),
    confirmPlan: async (preferences) => {
      const decisionId = nextId('plan')
      const { hash } = await draftPlan(installation, key, { preferences })
      await confirmPlan(installation, therapist, key, { planId, decisionId, preferences, hash })
    },
    measure: (scores) =>
      recordMeasurements(installation, therapist, key, {
        measurements: Object.entries(scores).map(([instrument, score]) => ({
          eventId: nextId('score'),
          instrument,
          on: todayOf(installation),
          score,
        })),
      }),
    train: async (weeks) => {
      const { state } = await readState()
      const startsOn = state.current?.plan.startsOn ?? cameOn
      const first = mondayFrom(startsOn)
      for (let week = 0; week < weeks.weeks; week += 1) {
        const monday = addDays(first, 7 * week)
        if (!clock.hasCome(momentOn(monday, practiceHour))) return
        if (week > 0 && week <= weeks.acceptsLevelsFor) await acceptLevels(monday)
        await trainWeek(monday, weeks.weeks === 1 ? 0 : week / (weeks.weeks - 1), weeks)
      }
    },
    report: (event) =>
      keepAdverseEvent(installation, phone, { eventId: nextId('event'), on: todayOf(installation), ...event }),
    releaseAll: async (outcome) => {
      const { state } = await readState()
      for (const { report, release } of state.adverseEvents) {
        if (release !== null) continue
        await releaseAdverseEvent(installation, therapist, key, {
          eventId: nextId('release'),
          adverseEventId: report.eventId,
          outcome,
        })
      }
    },
    evaluate: (choice, note, requestForHelpMet) =>
      decideEvaluation(installation, therapist, key, {
        eventId: nextId('evaluation'),
        decisionId: nextId('evaluate'),
        choice,
        note,
        requestForHelpMet,
      }),
  }

  teller.onDay(0)
  await createPatient(installation, therapist, { patientId, details: detailsOf(story, firstDay) })
  await story.tell(teller)
}

function detailsOf({ name, sex, born }: Story, firstDay: IsoDate): PatientDetails {
  const month = String(born.month).padStart(2, '0')
  const lastBirthday = `${firstDay.slice(0, 4)}-${month}-${month}`
  const year = Number(firstDay.slice(0, 4)) - born.yearsAgo - (lastBirthday > firstDay ? 1 : 0)
  return { name, sex, birthDate: `${year}-${month}-${month}` }
}

function mondayFrom(date: IsoDate): IsoDate {
  return weekday(date) === 1 ? date : addDays(startOfWeek(date), 7)
}

function demoTherapist(): ProfessionalCaller {
  const account = demoAccounts.find(({ role }) => role === 'therapist')
  if (account === undefined) throw new RangeError('demo: needs the account of a therapist, got none')
  const { accountId, login, displayName, role } = account
  return {
    kind: 'professional',
    practiceId: demoPractice.practiceId,
    account: { accountId, login, displayName, role, practiceName: demoPractice.name },
  }
}

function toFact(told: Told): Fact {
  return told === none ? { state: 'absent' } : { state: 'known', value: told as Exclude<Told, typeof none> }
}

function plannedIn(plan: Plan, monday: IsoDate): readonly { date: IsoDate; template: SessionTemplate }[] {
  return plan.sessions
    .flatMap((template) =>
      (template.weekdays ?? plan.weekdays).map((each) => ({ date: addDays(monday, each - 1), template })),
    )
    .filter(({ date }) => date >= plan.startsOn)
    .sort((left, right) => (left.date < right.date ? -1 : left.date > right.date ? 1 : 0))
}

/** A movement without prescribed tempo takes about four seconds; a hop about two. */
const secondsPerMovement = 4
const secondsPerImpact = 2

function toDone(part: SessionPart, index: number): PartDone {
  switch (part.kind) {
    case 'intervals': {
      const { level, repetitions, runSeconds, walkSeconds, kind } = part
      return { part: index, kind, level, repetitions, seconds: repetitions * (runSeconds + walkSeconds) }
    }
    case 'strength': {
      const { kind, sets, repetitions, secondsDown, secondsUp, holdSeconds, restSeconds } = part
      const movement = (secondsDown ?? 0) + (secondsUp ?? 0) + (holdSeconds ?? 0)
      const perSet = repetitions * (movement === 0 ? secondsPerMovement : movement)
      return { part: index, kind, sets, repetitions, seconds: sets * (perSet + (restSeconds ?? 0)) }
    }
    case 'impact': {
      const { kind, sets, impactsPerSet, restSeconds } = part
      return {
        part: index,
        kind,
        sets,
        repetitions: impactsPerSet,
        seconds: sets * (impactsPerSet * secondsPerImpact + (restSeconds ?? 0)),
      }
    }
    case 'continuous':
      return { part: index, kind: part.kind, seconds: part.minutes * 60 }
  }
}

function between([first, last]: readonly [number, number], share: number): number {
  return first + (last - first) * share
}
