import type { PatientToday } from '@dosis/api'
import {
  addDays,
  type Plan,
  type Prescription,
  type Progress,
  type ProgressStep,
  type SessionLog,
  type SessionPart,
  type SessionTemplate,
  startOfWeek,
  type WeekSummary,
  weekday,
} from '@dosis/domain'

/** Plans and answers made by hand, for pictures and tests of the patient's screens. Nobody in here exists. */

/** The numbers of level 3 and 4 in `knowledge/progressions/run-walk.yaml`. */
const level3 = { runSeconds: 40, walkSeconds: 140 }
const level4 = { runSeconds: 55, walkSeconds: 125 }

export const runWalkPart = (changes: Partial<Extract<SessionPart, { kind: 'intervals' }>> = {}): SessionPart => ({
  kind: 'intervals',
  level: 3,
  levels: 13,
  ...level3,
  repetitions: 10,
  minRepetitions: 6,
  maxRepetitions: 10,
  ...changes,
})

export const strengthPart = (
  exercise: string,
  changes: Partial<Extract<SessionPart, { kind: 'strength' }>> = {},
): SessionPart => ({
  kind: 'strength',
  exercise,
  sets: 3,
  repetitions: 8,
  secondsDown: 4,
  secondsUp: 4,
  holdSeconds: null,
  restSeconds: 90,
  loadKilograms: null,
  breathingCue: true,
  ...changes,
})

export const impactPart = (exercise: string, sets = 5): SessionPart => ({
  kind: 'impact',
  exercise,
  sets,
  impactsPerSet: 10,
  restSeconds: 30,
})

export const everyDay = [1, 2, 3, 4, 5, 6, 7]

export function prescription(id: string, form: string, modality: Prescription['modality']): Prescription {
  return {
    id,
    form,
    modality,
    exercises: [],
    verdict: 'allowed',
    status: 'concept_guideline',
    dose: {},
    bounds: {},
    adaptations: [],
    progression: null,
    why: [],
  } as unknown as Prescription
}

export function plan(
  today: string,
  prescriptions: readonly Prescription[],
  sessions: readonly SessionTemplate[],
  goals: readonly string[],
  weeksAgo = 5,
): Plan {
  return {
    on: addDays(today, -7 * weeksAgo),
    knowledgeVersion: 'hand-made',
    startsOn: addDays(startOfWeek(today), -7 * weeksAgo),
    weekdays: everyDay,
    goals,
    prescriptions,
    sessions,
    leftOut: [],
    open: [],
    blocked: [],
    evaluation: {
      nextDate: null,
      cycleWeeks: 6,
      indicativeEndDate: null,
      notBefore: null,
      endRule: null,
      rules: [],
      factIds: [],
    },
    stopRules: [],
    mustShow: [],
    factIds: [],
  } as unknown as Plan
}

export function answer(today: string, changes: Partial<PatientToday>): PatientToday {
  return {
    patientId: 'proef-1',
    firstName: 'Geertruida',
    practiceName: 'Oefenpraktijk De Proef',
    practicePhone: '000 000 00 00',
    today,
    planId: 'plan-1',
    planVersion: 1,
    planHash: 'hand-made',
    plan: null,
    pausedBecause: null,
    progress: null,
    logs: [],
    treatmentStart: null,
    ...changes,
  }
}

export const runWalkPlan = (
  today: string,
  weekdays: readonly number[] = everyDay,
  part: SessionPart = runWalkPart(),
): Plan =>
  plan(
    today,
    [prescription('run-walk', 'run_walk_programme', 'aerobic')],
    [{ id: 'run-walk', prescriptions: ['run-walk'], weekdays, parts: [part] }],
    ['Weer een half uur met de hond wandelen zonder rugpijn'],
  )

const strengthSession = (weekdays: readonly number[]): SessionTemplate => ({
  id: 'strength',
  prescriptions: ['strength'],
  weekdays,
  parts: [
    strengthPart('sit-to-stand'),
    strengthPart('leg-press', { loadKilograms: 22.5, sets: 2 }),
    strengthPart('row-with-band', { sets: 2 }),
    strengthPart('wall-push-up', { secondsDown: null, secondsUp: null, restSeconds: null, sets: 2 }),
  ],
})

export const strengthPlan = (today: string, weekdays: readonly number[] = everyDay): Plan =>
  plan(
    today,
    [prescription('strength', 'strength_hf', 'resistance')],
    [strengthSession(weekdays)],
    ['Zelf de boodschappen dragen'],
  )

export const impactPlan = (today: string): Plan =>
  plan(
    today,
    [
      prescription('impact', 'high_impact', 'impact'),
      prescription('back', 'back_muscle_endurance_daily', 'resistance'),
    ],
    [
      { id: 'impact', prescriptions: ['impact'], weekdays: everyDay, parts: [impactPart('heel-drops')] },
      {
        id: 'back',
        prescriptions: ['back'],
        weekdays: everyDay,
        parts: [
          strengthPart('back-extension-sitting', {
            sets: 1,
            repetitions: 4,
            secondsDown: null,
            secondsUp: null,
            holdSeconds: 4,
            restSeconds: null,
          }),
        ],
      },
    ],
    [],
  )

/** A day on which this plan has a session, or none. */
export const onlyOn = (today: string, planned: boolean): readonly number[] =>
  planned ? [weekday(today)] : everyDay.filter((day) => day !== weekday(today)).slice(0, 3)

export function log(on: string, changes: Partial<SessionLog> = {}): SessionLog {
  return {
    sessionId: `s-${on}`,
    planId: 'plan-1',
    planVersion: 1,
    template: 'run-walk',
    on,
    startedAt: `${on}T08:00:00.000Z`,
    endedAt: `${on}T08:30:00.000Z`,
    completed: true,
    parts: [{ part: 0, kind: 'intervals', level: 3, repetitions: 10, seconds: 1800 }],
    effortBorg: 13,
    painBefore: 3,
    painAfter: 3,
    adverseEvent: null,
    note: null,
    ...changes,
  }
}

export function step(changes: Partial<ProgressStep>): ProgressStep {
  return {
    prescription: 'run-walk',
    action: 'hold',
    from: 3,
    to: 3,
    rule: 'run-walk/not-yet',
    observed: [],
    factIds: [],
    ...changes,
  }
}

export function progress(today: string, weeks: readonly WeekSummary[], steps: readonly ProgressStep[]): Progress {
  return { on: today, knowledgeVersion: 'hand-made', steps, alerts: [], weeks, why: [], facts: [] }
}

/** Weeks up to today, the oldest first. */
export function weeks(
  today: string,
  rows: readonly (readonly [done: number, painBefore: number | null, painAfter: number | null, level: number | null])[],
  planned = 3,
): WeekSummary[] {
  return rows.map(([done, meanPainBefore, meanPainAfter, level], index) => ({
    weekStartsOn: addDays(startOfWeek(today), 7 * (index - rows.length + 1)),
    planned,
    done,
    adherenceFraction: done / planned,
    meanEffortBorg: done === 0 ? null : 13,
    meanPainBefore,
    meanPainAfter,
    level,
    adverseEvents: 0,
  }))
}

export const nextLevel = { level: 4, ...level4 }
