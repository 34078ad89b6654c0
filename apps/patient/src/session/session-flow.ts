import type { PatientToday } from '@dosis/api'
import type { AdverseEventReport, SessionLog, SessionPart, SessionTemplate } from '@dosis/domain'
import { isEffortFirst } from '../exercise/motion-of.ts'
import { doneOf, play, readyPlayer } from './player.ts'
import type { Answers, RunningSession } from './running-session.ts'
import { type Step, timelineOf, withPreparation } from './timeline.ts'

const noAnswers: Answers = { symptoms: [], description: '', note: '' }

/** What was chosen before the start. */
export interface BeforeAnswers {
  readonly painBefore: number | null
  readonly repetitions: number | null
}

interface Beginning {
  readonly today: PatientToday & { readonly planId: string; readonly planVersion: number }
  readonly template: SessionTemplate
  readonly answers: BeforeAnswers
  readonly newId: () => string
  /** Milliseconds of the corrected clock, for the log. */
  readonly now: number
  /** Milliseconds of the phone's own clock, for the player. */
  readonly at: number
}

export function beginSession({ today, template, answers, newId, now, at }: Beginning): RunningSession {
  const started: RunningSession = {
    sessionId: newId(),
    eventId: newId(),
    patientId: today.patientId,
    planId: today.planId,
    planVersion: today.planVersion,
    template,
    on: today.today,
    ...answers,
    startedAt: new Date(now).toISOString(),
    endedAt: null,
    aliveAt: at,
    player: readyPlayer,
    answers: noAnswers,
    log: null,
  }
  return { ...started, player: play(readyPlayer, { kind: 'start', at }, stepsOf(started)) }
}

/** All steps of a session, with those in which the patient gets ready. */
export function stepsOf({ template, repetitions }: Pick<RunningSession, 'template' | 'repetitions'>): readonly Step[] {
  return withPreparation(
    timelineOf(template.parts, { ...(repetitions === null ? {} : { repetitions }), isEffortFirst }),
  )
}

/**
 * A session as it is found when the player opens again: what ran on without anybody to see it is paused at the moment
 * the player was last seen to run, so that nothing is logged that nobody did.
 */
export function wakenSession(session: RunningSession): RunningSession {
  if (session.player.status !== 'playing') return session
  const until = Math.max(session.aliveAt, session.player.stepStartedAt)
  return { ...session, player: play(session.player, { kind: 'pause', at: until }, stepsOf(session)) }
}

/** Nobody goes on with a session after this: what was done is logged instead. */
const restartMilliseconds = 3 * 60 * 60_000

/** Whether a session lies still for so long, or its plan has changed so, that it can only be closed. */
export function canOnlyBeClosed(session: RunningSession, today: PatientToday, at: number): boolean {
  if (session.endedAt !== null) return true
  if (today.pausedBecause !== null || session.planId !== today.planId || session.planVersion !== today.planVersion) {
    return true
  }
  return session.on !== today.today || at - session.aliveAt > restartMilliseconds
}

/**
 * Ends a session.
 * @param at milliseconds of the phone's own clock, for the player; a paused player ends where it was paused
 * @param now milliseconds of the corrected clock, for the log
 */
export function endSession(session: RunningSession, at: number, now: number): RunningSession {
  if (session.endedAt !== null) return session
  return {
    ...session,
    player: play(session.player, { kind: 'stop', at }, stepsOf(session)),
    endedAt: new Date(now).toISOString(),
  }
}

/** Ends what lay still at the moment it was last seen to run. */
export function closeStill(session: RunningSession, clockOffset: number): RunningSession {
  return endSession(wakenSession(session), session.aliveAt, session.aliveAt + clockOffset)
}

/** The report of harm in the answers; null when there is none. A sign of danger needs no word on how bad it is. */
export function reportOf(session: RunningSession, isDanger = false): AdverseEventReport | null {
  const { symptoms, severity, description } = session.answers
  if (symptoms.length === 0) return null
  if (severity === undefined && !isDanger) return null
  return {
    eventId: session.eventId,
    on: session.on,
    symptoms,
    severity: severity ?? 'severe',
    description: description.trim(),
  }
}

export function logOf(session: RunningSession, report: AdverseEventReport | null, now: number): SessionLog {
  const { answers, template } = session
  const note = answers.note.trim()
  return {
    sessionId: session.sessionId,
    planId: session.planId,
    planVersion: session.planVersion,
    template: template.id,
    on: session.on,
    startedAt: session.startedAt,
    endedAt: session.endedAt ?? new Date(now).toISOString(),
    completed: session.player.status === 'finished',
    parts: doneOf(session.player, stepsOf(session), template.parts),
    effortBorg: answers.effortBorg ?? null,
    painBefore: session.painBefore,
    painAfter: answers.painAfter ?? null,
    adverseEvent: report,
    note: note === '' ? null : note,
  }
}

/** Where an unfinished session goes on: in the player, or at the first question that has no answer yet. */
export function pageToResume(session: RunningSession): string {
  const { effortBorg, painAfter, wasWrong, symptoms, severity } = session.answers
  if (session.endedAt === null) return 'play'
  if (effortBorg === undefined) return 'effort'
  if (painAfter === undefined) return 'pain-after'
  if (wasWrong === undefined && symptoms.length === 0) return 'wrong'
  if (wasWrong === 'yes' && severity === undefined) return 'which'
  return 'note'
}

/** How often the intervals may be done, where the plan leaves room; empty where it does not. */
export function choicesOfRepetitions(parts: readonly SessionPart[]): readonly number[] {
  const part = parts.find(({ kind }) => kind === 'intervals')
  if (part?.kind !== 'intervals' || part.maxRepetitions <= part.minRepetitions) return []
  return Array.from(
    { length: part.maxRepetitions - part.minRepetitions + 1 },
    (_, index) => part.minRepetitions + index,
  )
}
