/** Plans of the real engine with the real knowledge, one for every programme, and sessions as a phone logs them. */
import {
  addDays,
  type AssessmentInput,
  type Fact,
  type Facts,
  type PartDone,
  type Plan,
  type PlanPreferences,
  type Prescription,
  type ProgrammeChoice,
  type ProgressInput,
  type ProgressStep,
  type SessionLog,
  type SessionPart,
  weekday,
} from '@dosis/domain'
import { partsOn, plan, progress } from '@dosis/engine'
import { readKnowledge } from '../src/index.ts'

export const knowledge = readKnowledge()

/** A Monday. */
export const startsOn = '2026-05-04'

const known = (value: Exclude<Fact, { state: 'absent' | 'unknown' }>['value']): Fact => ({ state: 'known', value })

const nobody: Facts = {
  ...Object.fromEntries(Object.keys(knowledge.conditions).map((id) => [`condition-${id}`, known(false)])),
  'age-years': known(68),
  sex: known('female'),
  route: known('gp_referral'),
  screening: known('pluis'),
  'bone-health-plays-a-role': known(false),
  'low-back-pain-plays-a-role': known(false),
  'multiple-complex-problem': known(false),
  'organ-systems-limiting': known([]),
  'treatment-side-effects': known(false),
  'beta-blocker': known(false),
  fractures: known([]),
}

/** Osteoporosis and no other condition; everything that a referral waits for is known. */
export const osteoporosis: Facts = {
  ...nobody,
  'condition-osteoporosis': known(true),
  'bone-health-plays-a-role': known(true),
  't-score': known(-2.8),
  'dxa-done': known(true),
  'vfa-done': known(true),
  'fracture-risk-score': known(5),
  'glucocorticoid-systemic': known(false),
  'unsure-about-high-impact-loading': known(false),
  'can-exercise-safely-alone': known(true),
  'knows-suitable-exercises': known(false),
  'needs-advice-at-start': known(true),
  'broader-approach': known(true),
  'shared-decision': known(true),
  tailored: known(true),
  'fracture-risk-and-consolidation-weighed': known(true),
  'short-term': known(true),
  'stop-criteria-discussed': known(true),
  'self-management-aim': known(true),
  'self-management-sufficient': known(false),
  frail: known(false),
  'fall-risk-raised': known(false),
  'comorbidity-complex': known(false),
  'fear-of-movement': known(false),
  'complaints-hinder-movement': known(false),
}

/** Stable heart failure of low risk, approved for training. */
export const heartFailure: Facts = {
  ...nobody,
  'condition-hfref': known(true),
  'condition-heart-failure': known(true),
  'lvef-percent': known(35),
  'nyha-class': known(2),
  'heart-failure-stable': known(true),
  'low-risk-according-to-cardiologist': known(true),
  'unstable-vitals': known(false),
  'limited-mobility': known(false),
  'severe-primary-lung-kidney-liver': known(false),
  'rate-limiting-drug': known(false),
  'heart-device': known([]),
  'insulin-or-sulfonylurea': known(false),
  'medical-clearance': known(true),
  'pi-max-percent': known(55),
}

/** Coronary artery disease, approved for training; no heart failure. */
export const coronary: Facts = {
  ...nobody,
  'condition-coronary-artery-disease': known(true),
  'medical-clearance': known(true),
}

/** Chronic low back pain for which the run-walk programme was made. */
export const backPain: Facts = {
  ...nobody,
  'condition-chronic-low-back-pain': known(true),
  'low-back-pain-plays-a-role': known(true),
  'low-back-pain-weeks': known(20),
  'low-back-pain-most-days': known(true),
  'low-back-pain-exclusions': known([]),
  'age-years': known(40),
  smartphone: known(true),
}

const oldVertebra = {
  site: 'vertebra',
  weeksAgo: 30,
  lowTrauma: true,
  stable: true,
  symptomatic: false,
  imaging: true,
  operated: false,
} as const

export function draft(facts: Facts, requests: readonly string[], preferences: PlanPreferences): Plan {
  const assessment: AssessmentInput = {
    on: startsOn,
    treatmentStart: null,
    facts,
    requests: [...requests],
    measurements: {},
  }
  return plan({ assessment, preferences }, knowledge)
}

/** Choices of the therapist for one form alone. */
export function onlyForm(form: string, choices: Omit<PlanPreferences, 'forms'> = {}): PlanPreferences {
  return { forms: [form], startsOn, ...choices }
}

/** Whom a plan is for, what is asked, its one form, and what the therapist chose within it. */
export interface Given {
  readonly facts: Facts
  readonly request: string
  readonly form: string
  readonly doses?: NonNullable<PlanPreferences['doses']>[string]
  readonly exercises?: readonly string[]
  readonly steps?: ProgrammeChoice
  readonly weekdays?: readonly number[]
}

const given = {
  'continuous-endurance': {
    facts: heartFailure,
    request: 'endurance training',
    form: 'aerobic_continuous',
    doses: { sessionsPerWeek: { value: 3 }, minutesPerSession: { value: 20 } },
    steps: { amounts: { minutesPerSession: 5 } },
  },
  'intervals-4x4': {
    facts: heartFailure,
    request: 'interval training',
    form: 'aerobic_hiit',
    doses: { sessionsPerWeek: { value: 3 }, intervalCount: { value: 2 }, restSeconds: { value: 180 } },
    steps: { amounts: { intervalCount: 1 } },
  },
  'progressive-resistance': {
    facts: osteoporosis,
    request: 'strength',
    form: 'progressive_resistance',
    doses: { sets: { value: 3 } },
    exercises: ['leg-press', 'chest-press'],
    steps: { amounts: { loadKilograms: 2.5 }, loads: { 'leg-press': 40, 'chest-press': 15 } },
  },
  'strength-heart-failure': {
    facts: heartFailure,
    request: 'strength',
    form: 'strength_hf',
    doses: {
      sets: { value: 2 },
      repetitions: { value: 8, upTo: 12 },
      secondsDown: { value: 4 },
      secondsUp: { value: 4 },
    },
    exercises: ['leg-press'],
    steps: { amounts: { loadKilograms: 2 }, loads: { 'leg-press': 20 } },
  },
  'slow-strength': {
    facts: coronary,
    request: 'strength',
    form: 'slow_dynamic_strength',
    doses: {
      sessionsPerWeek: { value: 2 },
      sets: { value: 2 },
      repetitions: { value: 6, upTo: 8 },
      secondsDown: { value: 4 },
      secondsUp: { value: 4 },
    },
    exercises: ['leg-press', 'chest-press'],
    steps: {
      amounts: { loadKilograms: 1 },
      loads: { 'leg-press': 20, 'chest-press': 8 },
      alternate: { every: 'session', a: ['leg-press'], b: ['chest-press'] },
    },
  },
  'graded-impact': {
    facts: osteoporosis,
    request: 'high impact',
    form: 'high_impact',
    doses: { sessionsPerWeek: { value: 5 } },
    steps: { order: ['stamping', 'heel-drops', 'jogging-in-place', 'small-jumps', 'hopping'] },
  },
  'back-endurance': {
    facts: { ...osteoporosis, fractures: known([oldVertebra]) },
    request: 'back exercises',
    form: 'back_muscle_endurance_daily',
    doses: { sets: { value: 1 } },
    steps: { amounts: { repetitions: 1, holdSeconds: 1 } },
  },
  'inspiratory-muscle-training': {
    facts: heartFailure,
    request: 'inspiratory muscle training',
    form: 'inspiratory_muscle_training',
    doses: { minutesPerSession: { value: 15 } },
    steps: { amounts: { percentPiMax: 5 } },
  },
  'brisk-walking': {
    facts: osteoporosis,
    request: 'walking',
    form: 'general_activity',
    doses: { minutesPerWeek: { value: 60 }, sessionsPerWeek: { value: 4 } },
    steps: { amounts: { minutesPerWeek: 20 } },
  },
} satisfies Record<string, Given>

export type ProgrammeId = keyof typeof given

/** The patient and the choices behind the plan of each programme, for a plan that differs from it in some of them. */
export const givenFor: Readonly<Record<ProgrammeId, Given>> = given

export function draftGiven({ facts, request, form, doses, exercises, steps, weekdays }: Given): Plan {
  const choices = {
    ...(doses === undefined ? {} : { doses: { [form]: doses } }),
    ...(exercises === undefined ? {} : { exercises: { [form]: exercises } }),
    ...(steps === undefined ? {} : { steps: { [form]: steps } }),
    ...(weekdays === undefined ? {} : { weekdays }),
  }
  return draft(facts, [request], onlyForm(form, choices))
}

/** A plan for every programme that a form of the knowledge lets a patient do. */
export const plans = Object.fromEntries(Object.entries(given).map(([id, each]) => [id, draftGiven(each)])) as Readonly<
  Record<ProgrammeId, Plan>
>

/** The run-walk programme, whose levels are numbers. */
export const runWalkGiven: Given = { facts: backPain, request: 'exercise therapy', form: 'run_walk_programme' }

/** The step goal of a plan made by hand: no form of the knowledge lets the engine draft one. */
export const stepGoalPlan: Plan = stepGoal(plans['brisk-walking'])

function stepGoal(walking: Plan): Plan {
  const [first] = walking.prescriptions as [Prescription]
  const number = { upTo: null, lowest: [], highest: [], factIds: [], changed: null }
  return {
    ...walking,
    prescriptions: [
      {
        ...first,
        id: 'steps',
        form: 'step_goal_pain_management',
        progression: 'step-goal',
        dose: { sessionsPerWeek: { ...number, value: 7 }, stepsPerDay: { ...number, value: 4000 } },
        programme: { growth: [{ key: 'stepsPerDay', percent: 5, amount: null, goal: null, factIds: ['RX-OST-35'] }] },
      },
    ],
    sessions: [
      {
        id: 'steps',
        prescriptions: ['steps'],
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        parts: [{ kind: 'steps', exercise: 'brisk-walking', stepsPerDay: 4000 }],
      },
    ],
  }
}

/** What differs from doing everything as planned. */
export interface Differs {
  readonly completed?: boolean
  readonly painBefore?: number | null
  readonly painAfter?: number | null
  readonly fatigue?: number | null
  readonly effortBorg?: number | null
  readonly before?: NonNullable<SessionLog['before']>
  readonly morningAfter?: NonNullable<SessionLog['morningAfter']>
  readonly part?: (done: PartDone, part: SessionPart) => PartDone
}

/** One part, done in full: at the top of its range where it has one. */
export function inFull(part: SessionPart, index: number): PartDone {
  const base = { part: index, kind: part.kind }
  switch (part.kind) {
    case 'intervals': {
      const { level, repetitions, runSeconds, walkSeconds } = part
      return { ...base, level, repetitions, seconds: repetitions * (runSeconds + walkSeconds) }
    }
    case 'strength': {
      const { exercise, sets, repetitions, upToRepetitions, loadKilograms, holdSeconds } = part
      return {
        ...base,
        exercise,
        sets,
        repetitionsPerSet: Array.from({ length: sets }, () => upToRepetitions ?? repetitions),
        ...(loadKilograms === null ? {} : { loadKilograms }),
        ...(holdSeconds === null ? {} : { holdSeconds }),
        seconds: 300,
      }
    }
    case 'impact': {
      const { exercise, sets, impactsPerSet, level } = part
      const impacts = sets * impactsPerSet
      return { ...base, exercise, sets, impacts, ...(level === undefined ? {} : { level }), seconds: 300 }
    }
    case 'continuous': {
      const { exercise, minutes, percentPiMax } = part
      return { ...base, exercise, seconds: minutes * 60, ...(percentPiMax === undefined ? {} : { percentPiMax }) }
    }
    case 'steps':
      return { ...base, exercise: part.exercise, steps: part.stepsPerDay, seconds: 0 }
  }
}

/** The log of the session of one day, counted from the start; `earlier` says whose turn it is where two contents alternate. */
export function logOn(day: number, of: Plan, differs: Differs = {}, earlier: readonly SessionLog[] = []): SessionLog {
  const on = addDays(startsOn, day)
  const [template] = of.sessions
  if (template === undefined) throw new RangeError('logOn: needs a plan with a session, got none')
  const parts = partsOn(template, of, on, earlier)
  const { part: change = (done: PartDone) => done, ...rest } = differs
  const last = earlier.at(-1)?.content
  return {
    sessionId: `session-${day}`,
    planId: 'plan-1',
    planVersion: 1,
    template: template.id,
    on,
    startedAt: `${on}T09:00:00.000Z`,
    endedAt: `${on}T09:30:00.000Z`,
    completed: true,
    parts: parts.map((part, index) => change(inFull(part, index), part)),
    effortBorg: 12,
    painBefore: 2,
    painAfter: 2,
    fatigue: 3,
    adverseEvent: null,
    note: null,
    ...(template.alternate === undefined ? {} : { content: last === 'A' ? 'B' : 'A' }),
    ...rest,
  }
}

/** Every planned session of so many days, each done in full. */
export function allDone(days: number, of: Plan, differs: Differs = {}): readonly SessionLog[] {
  const weekdays = of.sessions[0]?.weekdays ?? of.weekdays
  return Array.from({ length: days }, (_, day) => day)
    .filter((day) => weekdays.includes(weekday(addDays(startsOn, day))))
    .reduce<readonly SessionLog[]>((logs, day) => [...logs, logOn(day, of, differs, logs)], [])
}

export function inputOn(
  day: number,
  of: Plan,
  logs: readonly SessionLog[],
  more: Partial<ProgressInput> = {},
): ProgressInput {
  return { on: addDays(startsOn, day), plan: of, planVersion: 1, logs, adverseEvents: [], released: [], ...more }
}

export function stepOf(input: ProgressInput, by = knowledge): ProgressStep {
  const [step] = progress(input, by).steps
  if (step === undefined) throw new RangeError('stepOf: needs a plan with a prescription, got none')
  return step
}
