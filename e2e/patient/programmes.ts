import type { PatientToday } from '@dosis/api'
import {
  addDays,
  type IntensityTarget,
  type Plan,
  type Prescription,
  type Reason,
  type SessionLog,
  type SessionPart,
} from '@dosis/domain'
import { answer, everyDay, log, plan, prescription, progress, step, strengthPart, weeks } from './plans.ts'

/** A Wednesday, as in `screens.ts`. */
const today = '2026-11-18'

interface Programme {
  readonly form: string
  readonly modality: Prescription['modality']
  readonly parts: readonly SessionPart[]
  /** Parts of B, where two contents take turns. */
  readonly other?: readonly SessionPart[]
  /** What the prescription has beside its name; as the engine drafts it from the knowledge. */
  readonly more?: Partial<Prescription>
  /** The row of the form that allows it, with its statements. */
  readonly row: readonly [id: string, ...factIds: string[]]
}

/** A plan of one programme, as the engine would draft it, with a session on every day. */
function planOf({ form, modality, parts, other, more = {}, row: [row, ...factIds] }: Programme): Plan {
  const why: readonly Reason[] = [{ rule: `${form}/${row}`, truth: 'yes', facts: [], factIds }]
  return plan(
    today,
    [{ ...prescription(form, form, modality), why, ...more }],
    [
      {
        id: form,
        prescriptions: [form],
        weekdays: everyDay,
        parts,
        ...(other === undefined ? {} : { alternate: { every: 'session', parts: other } as const }),
      },
    ],
    [],
  )
}

const told = (drafted: Plan, changes: Partial<PatientToday> = {}): PatientToday =>
  answer(today, { plan: drafted, ...changes })

const number = (value: number, upTo: number | null = null) => ({
  value,
  upTo,
  lowest: [],
  highest: [],
  factIds: [],
  changed: null,
})

const target = (changes: Partial<IntensityTarget>): IntensityTarget => ({
  rule: 'effort-at-start-of-heart-failure-training',
  basis: 'effort',
  scale: 'borg6To20',
  exercise: null,
  holdsFor: 'start',
  from: 11,
  upTo: 12,
  talk: null,
  absent: null,
  measurements: [],
  factIds: ['CR-INT-03', 'RX-HF-08'],
  ...changes,
})

const heartFailure = ['heart-failure-daily-check', 'heart-failure-monitoring', 'heart-failure-varied-evidence']

/** A heart rate that was measured, beside the effort that the plan gives anyway. */
const heartRate = target({
  rule: 'heart-rate-reserve-at-start',
  basis: 'measured_maximum',
  scale: 'heartRateBpm',
  from: 92,
  upTo: 98,
  measurements: [{ fact: 'measured-peak-heart-rate', value: 126, observedOn: '2026-11-02' }],
  factIds: ['CR-INT-03', 'CR-INT-04', 'CR-INT-05'],
})

const press = (exercise: string, loadKilograms: number, changes: Partial<Extract<SessionPart, { kind: 'strength' }>>) =>
  strengthPart(exercise, { sets: 3, repetitions: 8, upToRepetitions: 12, restSeconds: null, loadKilograms, ...changes })
const ownTime = { secondsDown: null, secondsUp: null }

const continuous = planOf({
  form: 'aerobic_continuous',
  modality: 'aerobic',
  parts: [{ kind: 'continuous', exercise: 'brisk-walking', minutes: 20 }],
  more: { adaptations: [...heartFailure, 'beta-blocker-effort'], targets: [heartRate, target({})] },
  row: ['inside-the-evidence', 'RX-HF-02'],
})

const intervals = planOf({
  form: 'aerobic_hiit',
  modality: 'aerobic',
  parts: [
    {
      kind: 'intervals',
      level: 1,
      levels: 1,
      runSeconds: 240,
      walkSeconds: 180,
      repetitions: 4,
      minRepetitions: 4,
      maxRepetitions: 4,
      exercise: 'intervals-4x4',
      rest: 'active',
    },
  ],
  more: { adaptations: heartFailure },
  row: ['stable-and-low-risk', 'RX-HF-03', 'RX-HF-04', 'INC-HF-13'],
})

const withInsulin = planOf({
  form: 'general_activity',
  modality: 'aerobic',
  parts: [{ kind: 'continuous', exercise: 'brisk-walking', minutes: 15 }],
  more: { adaptations: ['glucose-with-insulin'] },
  row: ['advice-for-everybody', 'RX-OST-01', 'RX-OST-03'],
})

const resistance = planOf({
  form: 'progressive_resistance',
  modality: 'resistance',
  parts: [press('leg-press', 40, ownTime), press('chest-press', 15, ownTime)],
  more: { adaptations: ['bone-strength-technique', 'bone-training-often-enough'] },
  row: ['raised-fracture-risk', 'RX-OST-08', 'RX-OST-09', 'RX-OST-10'],
})

const six = { sets: 2, repetitions: 6, upToRepetitions: 8 }
const slow = planOf({
  form: 'slow_dynamic_strength',
  modality: 'resistance',
  parts: [press('leg-press', 20, six)],
  other: [press('chest-press', 8, six)],
  more: { adaptations: ['cardiac-breathing', 'cardiac-slow-tempo', 'cardiac-no-prolonged-holds'] },
  row: ['after-medical-approval', 'RX-CS-01', 'RX-CS-02'],
})

const impact = planOf({
  form: 'high_impact',
  modality: 'impact',
  parts: [{ kind: 'impact', exercise: 'stamping', sets: 5, impactsPerSet: 10, restSeconds: null, level: 1, levels: 5 }],
  more: { adaptations: ['bone-impact-technique'] },
  row: ['no-vertebral-or-multiple-fractures', 'RX-OST-18', 'RX-OST-20'],
})

const hold = { ...ownTime, sets: 1, repetitions: 3, upToRepetitions: 5, holdSeconds: 3, restSeconds: null }
const back = planOf({
  form: 'back_muscle_endurance_daily',
  modality: 'resistance',
  parts: [strengthPart('back-extension-sitting', hold), strengthPart('back-extension-prone', hold)],
  more: {
    adaptations: ['back-exercises-low-and-guided', 'vertebral-fracture-advice-at-start'],
    painLimit: { afterAtMost: 5, settledNextMorning: true, reason: 'agreed with the patient', factIds: [] },
  },
  row: ['chronic-fracture', 'RX-OST-12', 'RX-OST-31'],
})

const breathing = planOf({
  form: 'inspiratory_muscle_training',
  modality: 'breathing',
  parts: [{ kind: 'continuous', exercise: 'inspiratory_muscle_training', minutes: 15, percentPiMax: 20 }],
  more: { adaptations: ['heart-failure-daily-check'] },
  row: ['weak-inspiratory-muscles', 'RX-HF-06'],
})

const walking = planOf({
  form: 'general_activity',
  modality: 'aerobic',
  parts: [{ kind: 'continuous', exercise: 'brisk-walking', minutes: 15 }],
  more: {
    dose: { minutesPerWeek: number(60) },
    targets: [
      target({ rule: 'moderate-effort', holdsFor: 'whole', from: 12, upTo: 13, factIds: ['CR-INT-09', 'RX-OST-01'] }),
    ],
  },
  row: ['advice-for-everybody', 'RX-OST-01', 'RX-OST-03'],
})

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
  continuous: told(continuous),
  intervals: told(intervals),
  resistance: told(resistance),
  slow: told(slow),
  impact: told(impact),
  back: told(back, {
    logs: [log(addDays(today, -2), { sessionId: 'before', template: 'back_muscle_endurance_daily' })],
  }),
  breathing: told(breathing),
  insulin: told(withInsulin),
  walking: told(walking, {
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
  loads: told(resistance, {
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
