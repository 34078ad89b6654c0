import {
  addDays,
  type IsoDate,
  type PartDone,
  type Plan,
  type SessionLog,
  type SessionPart,
  type SessionTemplate,
} from '@dosis/domain'
import type { TrainingWeeks } from './story.ts'
import { momentOn, patientsTrainAt } from './story-clock.ts'

/** A movement without prescribed tempo takes about four seconds; a hop about two. */
const secondsPerMovement = 4
const secondsPerImpact = 2

export interface PlannedSession {
  readonly date: IsoDate
  readonly template: SessionTemplate
}

/** What stands in a week that begins on a Monday, in order of days; nothing before the plan starts. */
export function plannedIn(plan: Plan, monday: IsoDate): readonly PlannedSession[] {
  return plan.sessions
    .flatMap((template) =>
      (template.weekdays ?? plan.weekdays).map((weekday) => ({ date: addDays(monday, weekday - 1), template })),
    )
    .filter(({ date }) => date >= plan.startsOn)
    .sort((left, right) => (left.date < right.date ? -1 : left.date > right.date ? 1 : 0))
}

export interface Invention {
  readonly sessionId: string
  readonly planId: string
  readonly planVersion: number
  readonly weeks: TrainingWeeks
  /** How far the course has come, 0 to 1. */
  readonly share: number
  readonly chance: () => number
  /** Whether the plan asks for weight, pulse and breath before a session. */
  readonly isChecked: boolean
}

/** The check before a session in heart failure; what it leads to stands in the knowledge. */
const dailyCheck = 'heart-failure-daily-check'

export function asksForCheck({ prescriptions }: Plan): boolean {
  return prescriptions.some(({ adaptations }) => adaptations.includes(dailyCheck))
}

/** A whole session as a phone logs it, with effort and pain around where the story puts them. */
export function inventLog({ date, template }: PlannedSession, invention: Invention): SessionLog {
  const { sessionId, planId, planVersion, weeks, share, chance, isChecked } = invention
  const parts = template.parts.map(toDone)
  const startedAt = momentOn(date, patientsTrainAt)
  const seconds = parts.reduce((sum, part) => sum + part.seconds, 0)
  const around = (range: readonly [number, number]): number => Math.round(between(range, share) + chance() - 0.5)
  const effortBorg = around(weeks.effortBorg)
  const painBefore = weeks.pain === null ? null : Math.max(0, around(weeks.pain))
  return {
    sessionId,
    planId,
    planVersion,
    template: template.id,
    on: date,
    startedAt: startedAt.toISOString(),
    endedAt: new Date(startedAt.getTime() + seconds * 1000).toISOString(),
    completed: true,
    parts,
    effortBorg,
    painBefore,
    painAfter: painBefore === null ? null : Math.min(10, painBefore + (chance() < 0.3 ? 1 : 0)),
    adverseEvent: null,
    note: null,
    ...(isChecked ? { before: { weightKilograms: 82, restingHeartRateBpm: 66, breathlessness: 2 } } : {}),
  }
}

function between([first, last]: readonly [number, number], share: number): number {
  return first + (last - first) * share
}

function toDone(part: SessionPart, index: number): PartDone {
  switch (part.kind) {
    case 'intervals': {
      const { level, repetitions, runSeconds, walkSeconds, kind } = part
      return { part: index, kind, level, repetitions, seconds: repetitions * (runSeconds + walkSeconds) }
    }
    case 'strength': {
      const { kind, exercise, sets, repetitions, loadKilograms, secondsDown, secondsUp, holdSeconds, restSeconds } =
        part
      const movement = (secondsDown ?? 0) + (secondsUp ?? 0) + (holdSeconds ?? 0)
      const perSet = repetitions * (movement === 0 ? secondsPerMovement : movement)
      return {
        part: index,
        kind,
        exercise,
        sets,
        repetitions,
        repetitionsPerSet: Array.from({ length: sets }, () => repetitions),
        ...(loadKilograms === null ? {} : { loadKilograms }),
        ...(holdSeconds === null ? {} : { holdSeconds }),
        seconds: sets * (perSet + (restSeconds ?? 0)),
      }
    }
    case 'impact': {
      const { kind, exercise, sets, impactsPerSet, restSeconds, level } = part
      const perSet = impactsPerSet * secondsPerImpact
      return {
        part: index,
        kind,
        exercise,
        sets,
        repetitions: impactsPerSet,
        impacts: sets * impactsPerSet,
        ...(level === undefined ? {} : { level }),
        seconds: sets * (perSet + (restSeconds ?? 0)),
      }
    }
    case 'continuous':
      return {
        part: index,
        kind: part.kind,
        exercise: part.exercise,
        ...(part.percentPiMax === undefined ? {} : { percentPiMax: part.percentPiMax }),
        seconds: part.minutes * 60,
      }
    case 'steps':
      return { part: index, kind: part.kind, steps: part.stepsPerDay, seconds: 0 }
  }
}
