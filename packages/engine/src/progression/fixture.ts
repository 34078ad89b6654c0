/** Hand-made knowledge, plan and logs for the tests of plan and progress; the numbers stand in the knowledge files too. */
import {
  type AdverseEventReport,
  addDays,
  type DoseLimit,
  type DoseNumber,
  type Knowledge,
  type Plan,
  type Prescription,
  type Progression,
  type ProgressionRule,
  type Review,
  type RunWalkParameters,
  type SessionLog,
  type Symptom,
} from '@dosis/domain'
import { runWalkLevels } from './run-walk-levels.ts'

export const active: Review = { state: 'active', reviewedBy: null, reviewedOn: null }
export const awaiting: Review = { state: 'awaiting_review', reviewedBy: null, reviewedOn: null }
const text = (en: string) => ({ en, nl: en })

export const parameters: RunWalkParameters = {
  levels: 13,
  runSecondsFirst: 15,
  runSecondsLast: 180,
  walkSecondsFirst: 165,
  walkSecondsLast: 15,
  stepSeconds: 5,
  repetitionsAtLeast: 6,
  repetitionsAtMost: 10,
  sessionMinutesAtMost: 30,
}

const levels = runWalkLevels(parameters).map(({ runSeconds, walkSeconds, repetitions }) => ({
  runSeconds,
  walkSeconds,
  repetitions,
}))

function rule(id: string, action: ProgressionRule['action'], when: ProgressionRule['when'], review = active) {
  return { id, names: text(id), action, when, factIds: ['RX-LBP-09'], review }
}

export const runWalk: Progression = {
  id: 'run-walk',
  names: text('Dosis run-walk programme'),
  document: 'runwalk-clbp',
  levels,
  origin: text('generated'),
  parameters,
  advance: {
    weeksOnLevelAtLeast: 1,
    repetitionsAtLeast: 10,
    sessionsPerWeekAtLeast: 2,
    factIds: ['RX-LBP-06', 'RX-LBP-07', 'RX-LBP-08'],
  },
  rules: [
    rule('long-gap', 'ask', { daysSinceLastSessionAtLeast: 14 }),
    rule('step-back-after-gap', 'regress', { daysSinceLastSessionAtLeast: 14 }, awaiting),
    rule('pain-rise', 'ask', { painRiseAtLeast: 2 }),
  ],
  review: active,
}

export const general: Progression = {
  id: 'general',
  names: text('general'),
  document: 'runwalk-clbp',
  levels: [],
  origin: text('none'),
  advance: null,
  rules: [
    rule('adverse-event-stop', 'stop', { unreleasedAdverseEvent: true, class: 'stop' }),
    rule('adverse-event-tell', 'ask', { unreleasedAdverseEvent: true, class: 'tell' }),
    rule('adverse-event-mild', 'hold', { unreleasedAdverseEvent: true, class: 'mild' }),
    rule('evaluation-overdue', 'hold', { overdueEvaluationDays: 7 }),
  ],
  review: active,
}

function symptom(id: string, symptomClass: Symptom['class']): Symptom {
  return {
    id,
    names: text(id),
    class: symptomClass,
    instruction: text(id),
    call: symptomClass === 'stop' ? '112' : null,
    factIds: [`FACT-${id}`],
    review: active,
  }
}

export const emptyKnowledge: Knowledge = {
  version: 'fixture',
  documents: {},
  statements: {},
  facts: {},
  conditions: {},
  definitions: {},
  requests: {},
  decisions: {},
  recommendations: {},
  forms: {},
  constraints: {},
  exercises: {},
  instruments: {},
  progressions: {},
  symptoms: {},
  contradictions: {},
  evidence: {},
  openQuestions: {},
  notices: {},
}

export const knowledge: Knowledge = {
  ...emptyKnowledge,
  progressions: { 'run-walk': runWalk, general },
  symptoms: {
    'chest-pain': symptom('chest-pain', 'stop'),
    'knee-pain': symptom('knee-pain', 'tell'),
    'muscle-soreness': symptom('muscle-soreness', 'mild'),
  },
}

/** A Monday. */
export const startsOn = '2026-05-04'

export const prescription: Prescription = {
  id: 'run_walk_programme',
  form: 'run_walk_programme',
  modality: 'aerobic',
  exercises: ['run-walk'],
  verdict: 'allowed',
  status: 'trial_protocol',
  dose: {
    sessionsPerWeek: number(3),
    level: number(1),
    runSeconds: number(15),
    walkSeconds: number(165),
    repetitions: { ...number(6), upTo: 10 },
  },
  bounds: {},
  adaptations: [],
  progression: 'run-walk',
  levels,
  why: [],
}

export function number(value: number | null, highest: readonly DoseLimit[] = []): DoseNumber {
  return { value, upTo: null, lowest: [], highest, factIds: ['RX-LBP-02'], changed: null }
}

export function limit(value: number, kind: DoseLimit['kind'] = 'hard', rule = `at-most-${value}`): DoseLimit {
  return { value, kind, rule, factIds: [`FACT-${rule}`] }
}

/** A prescription without levels, by no programme. */
export function plainPrescription(id: string, more: Partial<Prescription> = {}): Prescription {
  const { levels: _, ...rest } = prescription
  return { ...rest, id, form: id, dose: {}, progression: null, ...more }
}

export const plan: Plan = {
  on: startsOn,
  knowledgeVersion: 'fixture',
  startsOn,
  weekdays: [1, 3, 5],
  goals: [],
  prescriptions: [prescription],
  sessions: [
    {
      id: 'run_walk_programme',
      prescriptions: ['run_walk_programme'],
      weekdays: [1, 3, 5],
      parts: [
        {
          kind: 'intervals',
          level: 1,
          levels: 13,
          runSeconds: 15,
          walkSeconds: 165,
          repetitions: 10,
          minRepetitions: 6,
          maxRepetitions: 10,
        },
      ],
    },
  ],
  leftOut: [],
  open: [],
  blocked: [],
  evaluation: {
    nextDate: '2026-06-15',
    cycleWeeks: 6,
    indicativeEndDate: null,
    notBefore: null,
    endRule: null,
    factIds: ['MON-LBP-03'],
    why: [],
  },
  stopRules: ['chest-pain'],
  mustShow: [],
  factIds: [],
}

export interface Done {
  readonly day: number
  readonly level?: number
  readonly repetitions?: number
  readonly painBefore?: number | null
  readonly painAfter?: number | null
  readonly completed?: boolean
  readonly event?: AdverseEventReport
  readonly sessionId?: string
}

/** A run-walk session on a day counted from the start (0 = the first Monday). */
export function log(done: Done): SessionLog {
  const on = addDays(startsOn, done.day)
  return {
    sessionId: done.sessionId ?? `session-${done.day}`,
    planId: 'plan-1',
    planVersion: 1,
    template: 'run_walk_programme',
    on,
    startedAt: `${on}T09:00:00.000Z`,
    endedAt: `${on}T09:30:00.000Z`,
    completed: done.completed ?? true,
    parts: [{ part: 0, kind: 'intervals', level: done.level ?? 1, repetitions: done.repetitions ?? 10, seconds: 1800 }],
    effortBorg: 12,
    painBefore: done.painBefore === undefined ? 3 : done.painBefore,
    painAfter: done.painAfter === undefined ? 3 : done.painAfter,
    adverseEvent: done.event ?? null,
    note: null,
  }
}

export function event(
  eventId: string,
  day: number,
  symptoms: readonly string[],
  severity: AdverseEventReport['severity'] = 'mild',
): AdverseEventReport {
  return { eventId, on: addDays(startsOn, day), symptoms, severity, description: '' }
}
