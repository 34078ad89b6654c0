import type {
  AdverseEventReport,
  CheckBefore,
  IsoDate,
  IsoMoment,
  MorningAfter,
  SessionLog,
  SessionTemplate,
} from '@dosis/domain'
import { forgetHere, keepHere, keptHere, keysHere } from '../data/kept-here.ts'
import type { Guided } from '../reasons/guided.ts'
import type { PlayerState } from './player.ts'

/** What the patient has answered so far; a question that was not reached is absent. */
export interface Answers {
  /** null = asked and skipped: not known. */
  readonly effortBorg?: number | null
  readonly painAfter?: number | null
  readonly fatigue?: number | null
  /** Steps of the day, where they are the goal. */
  readonly steps?: number | null
  readonly wasWrong?: 'no' | 'yes'
  readonly symptoms: readonly string[]
  readonly severity?: AdverseEventReport['severity']
  readonly description: string
  readonly note: string
}

/**
 * A session in progress, kept on this phone so that a closed app or an empty battery loses nothing. It carries its own
 * template: what was begun is ended and logged as it was, whatever becomes of the plan.
 */
export interface RunningSession {
  readonly sessionId: string
  readonly eventId: string
  readonly patientId: string
  readonly planId: string
  readonly planVersion: number
  readonly template: SessionTemplate
  readonly on: IsoDate
  readonly repetitions: number | null
  readonly painBefore: number | null
  /** Which content is done, where two take turns. */
  readonly content?: 'A' | 'B'
  /** What was measured just before; left out where the plan does not ask for it. */
  readonly before?: CheckBefore
  readonly morningAfter?: readonly MorningAfter[]
  /** What the patient is told about his plan, as it was when he began. */
  readonly guided?: readonly Guided[]
  readonly asksFatigue?: boolean
  readonly startedAt: IsoMoment
  readonly endedAt: IsoMoment | null
  /** Last moment (milliseconds of the phone's own clock) at which the player was seen to run. */
  readonly aliveAt: number
  readonly player: PlayerState
  readonly answers: Answers
  /** The finished log: all that remains is to hand it over. */
  readonly log: SessionLog | null
}

const prefix = 'dosis.session.'
const keyOf = (patientId: string) => prefix + patientId

function isRunningSession(value: unknown): value is RunningSession {
  return (
    typeof value === 'object' && value !== null && 'sessionId' in value && 'aliveAt' in value && 'template' in value
  )
}

export function runningSession(patientId: string): RunningSession | null {
  return keptHere(keyOf(patientId), isRunningSession)
}

/** @returns whether it outlives the page */
export function keepRunningSession(session: RunningSession): boolean {
  return keepHere(keyOf(session.patientId), session).isLasting
}

export function forgetRunningSession(patientId: string): void {
  forgetHere(keyOf(patientId))
}

/** How many sessions, of whichever patient, are under way on this phone. */
export function runningSessions(): number {
  return keysHere().filter((key) => key.startsWith(prefix)).length
}
