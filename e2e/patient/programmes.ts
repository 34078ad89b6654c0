import type { PatientToday } from '@dosis/api'
import { addDays, type IntensityTarget, type Plan, type SessionLog } from '@dosis/domain'
import { plans } from '../../knowledge/progressions/programme-plans.ts'
import { answer, everyDay, log, plan, prescription, progress, step, weeks } from './plans.ts'

/** A Wednesday, as in `screens.ts`. */
const today = '2026-11-18'

/** A plan of the real engine, with its session on every day, so that there is one today. */
function everyDayOf(drafted: Plan): Plan {
  return { ...drafted, sessions: drafted.sessions.map((template) => ({ ...template, weekdays: everyDay })) }
}

const told = (drafted: Plan, changes: Partial<PatientToday> = {}): PatientToday =>
  answer(today, { plan: everyDayOf(drafted), ...changes })

/** A heart rate that was measured, beside the effort that the plan gives anyway. */
const heartRate: IntensityTarget = {
  rule: 'heart-rate-reserve-at-start',
  basis: 'measured_maximum',
  scale: 'heartRateBpm',
  exercise: null,
  holdsFor: 'start',
  from: 92,
  upTo: 98,
  talk: null,
  absent: null,
  measurements: [{ fact: 'measured-peak-heart-rate', value: 126, observedOn: '2026-11-02' }],
  factIds: ['CR-INT-03', 'CR-INT-04', 'CR-INT-05'],
}

const endurance = plans['continuous-endurance']
const measured: Plan = {
  ...endurance,
  prescriptions: endurance.prescriptions.map((each) => ({
    ...each,
    adaptations: [...each.adaptations, 'beta-blocker-effort'],
    targets: [heartRate, ...(each.targets ?? [])],
  })),
}

const stepGoal = plan(
  today,
  [prescription('step-goal', 'step_goal_pain_management', 'aerobic')],
  [
    {
      id: 'step-goal',
      prescriptions: ['step-goal'],
      weekdays: everyDay,
      parts: [{ kind: 'steps', exercise: 'brisk-walking', stepsPerDay: 4200 }],
    },
  ],
  ['Zelf naar de markt lopen'],
)

const balance = plan(
  today,
  [prescription('balance', 'balance_training_with_heart_failure', 'balance')],
  [
    {
      id: 'balance',
      prescriptions: ['balance'],
      weekdays: everyDay,
      parts: [{ kind: 'continuous', exercise: 'balance_training_with_heart_failure', minutes: 5 }],
    },
  ],
  [],
)

const withMorning: Plan = {
  ...plans['back-endurance'],
  prescriptions: plans['back-endurance'].prescriptions.map((each) => ({
    ...each,
    painLimit: { afterAtMost: 5, settledNextMorning: true, reason: 'agreed with the patient', factIds: [] },
  })),
}

const walked = (daysAgo: number, minutes: number, template = 'general_activity'): SessionLog =>
  log(addDays(today, -daysAgo), {
    template,
    parts: [{ part: 0, kind: 'continuous', exercise: 'brisk-walking', seconds: minutes * 60 }],
  })

const toldSteps = (daysAgo: number, steps: number, fatigue: number | null): SessionLog =>
  log(addDays(today, -daysAgo), {
    template: 'step-goal',
    parts: [{ part: 0, kind: 'steps', seconds: 0, steps }],
    effortBorg: null,
    fatigue,
  })

const pressed = (daysAgo: number, kilograms: number): SessionLog =>
  log(addDays(today, -daysAgo), {
    template: 'progressive_resistance',
    parts: [
      {
        part: 0,
        kind: 'strength',
        exercise: 'leg-press',
        sets: 3,
        repetitionsPerSet: [12, 11, 10],
        loadKilograms: kilograms,
        seconds: 300,
      },
    ],
  })

const fiveWeeks = [
  [2, 4, 4, null],
  [3, 4, 3.5, null],
  [2, 3, 3, null],
  [3, 3, 3, null],
  [1, 3, 2.5, null],
] as const

/** One answer of the practice for each programme. */
export const programmes = {
  continuous: told(measured),
  intervals: told(plans['intervals-4x4']),
  resistance: told(plans['progressive-resistance']),
  slow: told(plans['slow-strength']),
  impact: told(plans['graded-impact']),
  back: told(withMorning, {
    logs: [log(addDays(today, -2), { sessionId: 'before', template: 'back_muscle_endurance_daily' })],
  }),
  breathing: told(plans['inspiratory-muscle-training']),
  walking: told(plans['brisk-walking'], {
    logs: [walked(1, 15), walked(2, 20), walked(8, 15), walked(10, 15), walked(15, 10), walked(23, 15)],
    progress: progress(today, weeks(today, fiveWeeks), []),
  }),
  steps: answer(today, {
    plan: stepGoal,
    logs: [
      ...[1, 2].map((day) => toldSteps(day, 4310 - day * 40, 4)),
      ...[4, 6, 8, 9, 12].map((day) => toldSteps(day, 4100 - day * 20, 5)),
      ...[18, 20, 25, 27].map((day) => toldSteps(day, 3700 - day * 10, day === 25 ? null : 6)),
    ],
    progress: progress(today, weeks(today, fiveWeeks, 7), [
      step({
        prescription: 'step-goal',
        action: 'hold',
        from: null,
        to: null,
        rule: 'step-goal/fatigue-rises',
        observed: [{ what: 'fatigueRiseOverWeeks', observed: 1, needed: 1 }],
      }),
    ]),
  }),
  balance: answer(today, { plan: balance }),
  loads: told(plans['progressive-resistance'], {
    logs: [pressed(1, 42.5), pressed(8, 40), pressed(15, 40), pressed(22, 37.5)],
    progress: progress(today, weeks(today, fiveWeeks), [
      step({
        prescription: 'progressive_resistance',
        action: 'regress',
        from: null,
        to: null,
        rule: 'progressive-resistance/gap',
        observed: [{ what: 'daysSinceLastSession', observed: 16, needed: 14 }],
      }),
    ]),
  }),
} as const satisfies Record<string, PatientToday>
