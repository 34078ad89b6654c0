import { assess, evaluate, progress } from '@dosis/engine'
import type { KnowledgeChange, Need, PatientDetails } from '@dosis/api'
import {
  addWeeks,
  type Assessment,
  type AssessmentInput,
  type Evaluation,
  type EvaluationInput,
  type IsoDate,
  type Knowledge,
  type Progress,
  type ProgressStep,
  type RuleId,
  startOfWeek,
} from '@dosis/domain'
import { assessmentInputOf } from '../intake/assessment-input.ts'
import { boundsOfToday, progressInputOf } from '../session/progress-input.ts'
import { stopsTreatment } from '../session/stops-treatment.ts'
import { knowledgeChangeOf } from './knowledge-change.ts'
import type { PatientState, RecordedAdverseEvent } from './state.ts'

/** What the engine makes of a patient's record on one day. */
export interface Conclusions {
  readonly progress: Progress | null
  readonly evaluation: Evaluation
  readonly evaluationInput: EvaluationInput
  readonly assessmentInput: AssessmentInput
  /** Harm that stops the treatment and that nobody has looked at yet. */
  readonly openStops: readonly RecordedAdverseEvent[]
  /** Rules that see a sign of danger in the facts themselves; they end when the facts change. */
  readonly redFlags: readonly RuleId[]
  /** Nothing may be done before a professional has looked: harm was reported, or a fact is a sign of danger. */
  readonly isStopped: boolean
  /** What must be looked at because the knowledge changed since the plan was confirmed. */
  readonly knowledgeChange: KnowledgeChange | null
  /** Steps that wait for the therapist's yes or no. */
  readonly proposals: readonly ProgressStep[]
  readonly need: Need
}

/** @param ofPlan knowledge under which the running plan was confirmed, when that is not `knowledge` */
export function concludeOn(
  details: PatientDetails,
  state: PatientState,
  knowledge: Knowledge,
  on: IsoDate,
  ofPlan: Knowledge | null = null,
): Conclusions {
  const { current } = state
  const progressNow =
    current === null
      ? null
      : progress(progressInputOf(state, current, on, boundsOfToday(details, state, current, knowledge, on)), knowledge)
  const evaluationInput = evaluationInputOf(state, null, on)
  const evaluation = { ...evaluate(evaluationInput, knowledge), ...whenDue(state, evaluationInput, knowledge) }
  const openStops = state.adverseEvents.filter(
    ({ report, release }) => release === null && stopsTreatment(report, knowledge),
  )
  const assessmentInput = assessmentInputOf(details, state, progressNow, on)
  const redFlags = assess(assessmentInput, knowledge, { withoutStillNeeded: true }).redFlags.map(({ rule }) => rule)
  const isStopped = openStops.length > 0 || redFlags.length > 0
  const knowledgeChange = knowledgeChangeOf(state, assessmentInput, ofPlan, knowledge)
  const waits = isStopped || knowledgeChange?.blocks === true
  const proposals = progressNow === null || waits ? [] : openProposals(progressNow, state, on)
  return {
    progress: progressNow,
    evaluation,
    evaluationInput,
    assessmentInput,
    openStops,
    redFlags,
    isStopped,
    knowledgeChange,
    proposals,
    need: needOf(state, { isStopped, openStops, knowledgeChange, evaluation, proposals }),
  }
}

export function assessOn({ assessmentInput }: Conclusions, knowledge: Knowledge): Assessment {
  return assess(assessmentInput, knowledge)
}

export function evaluationInputOf(
  state: PatientState,
  requestForHelpMet: boolean | null,
  on: IsoDate,
): EvaluationInput {
  const cycleWeeks = state.current?.plan.evaluation.cycleWeeks
  return {
    on,
    treatmentStart: state.treatmentStart,
    measurements: state.measurements.map(({ instrument, on: measuredOn, score, version }) => ({
      instrument,
      on: measuredOn,
      score,
      ...(version === undefined ? {} : { version }),
    })),
    requestForHelpMet,
    ...(cycleWeeks === undefined ? {} : { cycleWeeks }),
  }
}

/** Steps for which the therapist's yes or no is needed; `hold` and `stop` speak for themselves. */
const waitingActions: ReadonlySet<string> = new Set([
  'advance',
  'regress',
  'deload',
  'ask',
] satisfies ProgressStep['action'][])

/** A step that waits for somebody, and that nobody has decided about this week, under this version of the plan. */
function openProposals({ steps }: Progress, { current, progressDecisions }: PatientState, on: IsoDate) {
  const decided = progressDecisions.filter(
    ({ planId, version, recordedAt }) =>
      planId === current?.planId && version === current.version && recordedAt.slice(0, 10) >= startOfWeek(on),
  )
  return steps.filter(
    ({ action, prescription }) =>
      waitingActions.has(action) &&
      !decided.some((decision) => decision.prescription === prescription && decision.action === action),
  )
}

/**
 * The schedule with the evaluations that were held: scores alone do not make an evaluation, a clinician's choice does.
 * One that was held on or after the day it fell due moves the next a cycle on.
 */
function whenDue(
  { evaluations, current }: PatientState,
  input: EvaluationInput,
  knowledge: Knowledge,
): Pick<Evaluation, 'dueOn' | 'isDue'> {
  const { dueOn, isDue } = evaluate({ ...input, measurements: [] }, knowledge)
  const cycleWeeks = current?.plan.evaluation.cycleWeeks ?? null
  if (dueOn === null || cycleWeeks === null) return { dueOn: null, isDue: false }
  const last = evaluations.at(-1)
  const isHeld = isDue && last !== undefined && last.on >= dueOn
  return isHeld ? { dueOn: addWeeks(dueOn, cycleWeeks), isDue: false } : { dueOn, isDue }
}

function needOf(
  state: PatientState,
  {
    isStopped,
    openStops,
    knowledgeChange,
    evaluation,
    proposals,
  }: Pick<Conclusions, 'isStopped' | 'openStops' | 'knowledgeChange' | 'evaluation' | 'proposals'>,
): Need {
  // After the course has ended, reported harm still asks for somebody; the facts of then no longer do.
  if (openStops.length > 0) return 'stop'
  if (state.closedOn !== null) return 'closed'
  if (isStopped) return 'stop'
  if (knowledgeChange !== null) return 'knowledge'
  if (evaluation.isDue) return 'evaluation'
  if (proposals.length > 0) return 'progress'
  if (state.current !== null) return 'none'
  return state.assessedOn === null ? 'intake' : 'confirm'
}
