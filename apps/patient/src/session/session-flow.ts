import type { PatientToday } from '@dosis/api'
import type {
  AdverseEventReport,
  CheckBefore,
  MorningAfter,
  PartDone,
  SessionLog,
  SessionPart,
  SessionTemplate,
} from '@dosis/domain'
import { isEffortFirst } from '../exercise/motion-of.ts'
import { guidedOf } from '../reasons/guided.ts'
import { doneOf } from './done-of.ts'
import { play, readyPlayer } from './player.ts'
import type { Answers, RunningSession } from './running-session.ts'
import { type Step, timelineOf, withPreparation } from './timeline.ts'

const noAnswers: Answers = { symptoms: [], description: '', note: '' }

/** What was chosen before the start. */
export interface BeforeAnswers {
  readonly painBefore: number | null
  readonly repetitions: number | null
  readonly before?: CheckBefore
  readonly morningAfter?: readonly MorningAfter[]
}

interface Beginning {
  readonly today: PatientToday & { readonly planId: string; readonly planVersion: number }
  /** The session with the parts that have their turn today. */
  readonly template: SessionTemplate
  readonly content?: 'A' | 'B' | undefined
  readonly answers: BeforeAnswers
  readonly newId: () => string
  /** Milliseconds of the corrected clock, for the log. */
  readonly now: number
  /** Milliseconds of the phone's own clock, for the player. */
  readonly at: number
}

export function beginSession({ today, template, content, answers, newId, now, at }: Beginning): RunningSession {
  const started: RunningSession = {
    sessionId: newId(),
    eventId: newId(),
    patientId: today.patientId,
    planId: today.planId,
    planVersion: today.planVersion,
    template,
    on: today.today,
    ...answers,
    ...(content === undefined ? {} : { content }),
    guided: today.plan === null ? [] : guidedOf(template, today.plan),
    asksFatigue: today.plan?.sessions.some(({ parts }) => parts.some(({ kind }) => kind === 'steps')) ?? false,
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
export function stepsOf({
  template,
  repetitions,
  guided = [],
}: Pick<RunningSession, 'template' | 'repetitions' | 'guided'>): readonly Step[] {
  const modality = guided[0]?.modality ?? null
  return withPreparation(
    timelineOf(template.parts, { ...(repetitions === null ? {} : { repetitions }), isEffortFirst, modality }),
  )
}

/** A session that is a goal for the whole day: nothing to play, only to tell. */
export function isStepGoal({ parts }: Pick<SessionTemplate, 'parts'>): boolean {
  return parts.length > 0 && parts.every(({ kind }) => kind === 'steps')
}

/** Tells the steps of the day: the day is done as soon as they are known. */
export function tellSteps(session: RunningSession, steps: number | null, now: number): RunningSession {
  return {
    ...session,
    player: { ...session.player, status: steps === null ? 'stopped' : 'finished' },
    endedAt: new Date(now).toISOString(),
    answers: { ...session.answers, steps },
  }
}

/** The scales that are asked after a session, in their order. */
export function scalesAfter({
  template,
  asksFatigue = false,
}: Pick<RunningSession, 'template' | 'asksFatigue'>): readonly ScaleAfter[] {
  return [
    ...(isStepGoal(template) ? [] : (['effort'] as const)),
    'pain-after',
    ...(asksFatigue ? (['fatigue'] as const) : []),
  ]
}
export type ScaleAfter = 'effort' | 'pain-after' | 'fatigue'

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
    parts: partsDone(session),
    effortBorg: answers.effortBorg ?? null,
    painBefore: session.painBefore,
    painAfter: answers.painAfter ?? null,
    adverseEvent: report,
    note: note === '' ? null : note,
    ...(session.content === undefined ? {} : { content: session.content }),
    ...(answers.fatigue === undefined ? {} : { fatigue: answers.fatigue }),
    ...(session.before === undefined ? {} : { before: session.before }),
    ...(session.morningAfter === undefined ? {} : { morningAfter: session.morningAfter }),
  }
}

function partsDone(session: RunningSession): readonly PartDone[] {
  const { template, answers } = session
  if (!isStepGoal(template)) return doneOf(session.player, stepsOf(session), template.parts)
  const { steps } = answers
  if (steps === undefined || steps === null) return []
  return template.parts.map(({ kind }, part) => ({ part, kind, seconds: 0, steps }))
}

/** Where an unfinished session goes on: in the player, or at the first question that has no answer yet. */
export function pageToResume(session: RunningSession): string {
  const { effortBorg, painAfter, fatigue, wasWrong, symptoms, severity } = session.answers
  if (session.endedAt === null) return 'play'
  const given = { effort: effortBorg, 'pain-after': painAfter, fatigue }
  const open = scalesAfter(session).find((scale) => given[scale] === undefined)
  if (open !== undefined) return open
  if (wasWrong === undefined && symptoms.length === 0) return 'wrong'
  if (wasWrong === 'yes' && severity === undefined) return 'which'
  return 'note'
}

/** The first question after a session. */
export function firstQuestion(session: Pick<RunningSession, 'template' | 'asksFatigue'>): string {
  return scalesAfter(session)[0] ?? 'wrong'
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
