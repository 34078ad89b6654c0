/** Hand-made forms, constraints and an assessment for the tests of the plan. */
import type {
  Assessment,
  Criterion,
  DoseConstraint,
  DoseKey,
  DoseRule,
  EvaluationSchedule,
  Exercise,
  ExerciseForm,
  ExerciseOutcome,
  ExerciseVerdict,
  Knowledge,
  PlanPreferences,
  Truth,
} from '@dosis/domain'
import { active, knowledge as progressions } from '../progression/fixture.ts'
import { type PlanSources, planFromAssessment } from './plan.ts'

const text = (en: string) => ({ en, nl: en })

export function rule(start: number | null, more: Partial<DoseRule> = {}): DoseRule {
  return { start, limit: 'hard', factIds: ['FACT-DOSE'], ...more }
}

export function form(
  id: string,
  modality: ExerciseForm['modality'],
  dose: Partial<Record<DoseKey, DoseRule>>,
  more: Partial<ExerciseForm> = {},
): ExerciseForm {
  const row = {
    id: 'row',
    verdict: 'allowed' as const,
    note: null,
    bounds: {},
    status: 'quoted' as const,
    dose,
    adaptations: [],
    factIds: ['FACT-ROW'],
  }
  return {
    id,
    names: text(id),
    modality,
    document: 'guideline',
    listedWhen: { all: [] },
    rows: [row],
    exercises: [],
    progression: null,
    review: active,
    ...more,
  }
}

export function exercise(id: string, more: Partial<Exercise> = {}): Exercise {
  return {
    id,
    names: text(id),
    modality: 'resistance',
    purposes: [],
    equipment: [],
    breathing: null,
    isometric: false,
    easier: null,
    harder: null,
    ...more,
  }
}

/** The `when` of a constraint names a condition; tests say how it is judged. */
export function constraint(id: string, condition: string, more: Partial<DoseConstraint>): DoseConstraint {
  return {
    id,
    names: text(id),
    when: { condition },
    modalities: ['resistance'],
    forms: [],
    limits: {},
    adaptation: null,
    breathingCue: false,
    factIds: [`FACT-${id}`],
    review: active,
    ...more,
  }
}

const forms = {
  run_walk_programme: form(
    'run_walk_programme',
    'aerobic',
    {
      sessionsPerWeek: rule(3, { lowest: 3, highest: 3, limit: 'soft', factIds: ['RX-LBP-02'] }),
      repetitions: rule(6, { upTo: 10, lowest: 6, highest: 10, factIds: ['RX-LBP-07'] }),
    },
    { progression: 'run-walk', exercises: ['run-walk'], document: 'trial' },
  ),
  progressive_resistance: form(
    'progressive_resistance',
    'resistance',
    {
      sessionsPerWeek: rule(2, { upTo: 3, lowest: 2, highest: 3, factIds: ['RX-OST-08'] }),
      repetitions: rule(8, { upTo: 12, lowest: 8, highest: 12, limit: 'soft', factIds: ['RX-OST-10'] }),
      sets: rule(1, { upTo: 3, highest: 3, factIds: ['RX-OST-10'] }),
      percent1RM: rule(null),
    },
    { exercises: ['sit-to-stand', 'plank', 'leg-press'] },
  ),
  strength_hf: form(
    'strength_hf',
    'resistance',
    {
      sessionsPerWeek: rule(2, { lowest: 2, factIds: ['RX-HF-05'] }),
      percent1RM: rule(30, { upTo: 80, lowest: 30, highest: 80, factIds: ['RX-HF-05'] }),
    },
    { exercises: ['sit-to-stand'], document: 'appraisal' },
  ),
  high_impact: form(
    'high_impact',
    'impact',
    {
      sessionsPerWeek: rule(null),
      sets: rule(5),
      impactsPerSet: rule(10),
      impactsPerSession: rule(50, { lowest: 50 }),
    },
    { exercises: ['stamping', 'small-jumps'] },
  ),
  general_activity: form(
    'general_activity',
    'aerobic',
    { minutesPerWeek: rule(150, { lowest: 150 }), sessionsPerWeek: rule(null) },
    { exercises: ['brisk-walking'] },
  ),
  walking: form(
    'walking',
    'balance',
    { minutesPerWeek: rule(150), sessionsPerWeek: rule(3, { highest: 5 }) },
    { exercises: ['brisk-walking'] },
  ),
  advice: form('advice', 'none', {}),
}

const document = (id: string, tier: 1 | 2 | 3) => ({
  id,
  title: text(id),
  publisher: id,
  edition: null,
  publishedOn: null,
  status: 'final' as const,
  tier,
  statusNote: null,
})

export const knowledge: Knowledge = {
  ...progressions,
  documents: { guideline: document('guideline', 1), appraisal: document('appraisal', 2), trial: document('trial', 3) },
  forms,
  exercises: {
    'run-walk': exercise('run-walk', { modality: 'aerobic' }),
    'brisk-walking': exercise('brisk-walking', { modality: 'aerobic' }),
    'sit-to-stand': exercise('sit-to-stand', { breathing: text('out on the effort') }),
    plank: exercise('plank', { isometric: true }),
    'leg-press': exercise('leg-press', { equipment: ['leg-press'] }),
    stamping: exercise('stamping', { modality: 'impact' }),
    'small-jumps': exercise('small-jumps', { modality: 'impact' }),
  },
  constraints: {
    'slow-tempo': constraint('slow-tempo', 'heart', {
      limits: { secondsPerRepetition: { lowest: 6, highest: 10, limit: 'soft' } },
      adaptation: text('slowly'),
    }),
    breathing: constraint('breathing', 'heart', { breathingCue: true }),
    'no-holds': constraint('no-holds', 'heart', { avoidsIsometric: true }),
    'fewer-sets': constraint('fewer-sets', 'frail', { limits: { sets: { highest: 2, limit: 'hard' } } }),
    'fewer-sessions': constraint('fewer-sessions', 'tired', {
      modalities: ['resistance', 'aerobic', 'balance'],
      limits: { sessionsPerWeek: { highest: 1, limit: 'hard' }, minutesPerWeek: { highest: 140, limit: 'hard' } },
    }),
  },
}

export type Verdicts = Readonly<Partial<Record<keyof typeof forms, ExerciseVerdict>>>

export function outcome(id: string, verdict: ExerciseVerdict): ExerciseOutcome {
  return {
    form: id,
    verdict,
    bounds: {},
    status: 'quoted',
    rule: verdict === 'unknown' ? id : `${id}/row`,
    missing: [],
    factIds: ['FACT-ROW'],
    why: [],
  }
}

const nothing = { factIds: [], why: [] }

export function assessment(verdicts: Verdicts, more: Partial<Assessment> = {}): Assessment {
  return {
    on: '2026-05-04',
    knowledgeVersion: 'fixture',
    redFlags: [],
    unsupportedConditions: [],
    population: {
      osteoRiskGroups: [],
      osteoGuideline: 'not_applicable',
      hfrefEvidence: 'not_applicable',
      runwalkEvidence: 'not_applicable',
      cardiacStrengthAdvice: 'not_applicable',
      vertebralFractureStage: 'none',
      ...nothing,
    },
    triage: { level: 'eenvoudig', criteria: [], open: [], ...nothing },
    therapyIndication: { verdict: 'can_be_indicated', criteria: [], ...nothing },
    referral: { action: 'none', reasons: [], open: [], missing: [], ...nothing },
    recommendations: [],
    exercise: Object.entries(verdicts).map(([id, verdict]) => outcome(id, verdict)),
    instruments: { recommended: [], optional: [], screening: [], notUsed: [], ...nothing },
    interpretation: [],
    evaluation: schedule,
    stop: { verdict: 'not_applicable', ...nothing },
    reimbursement: null,
    evidence: [],
    silent: [],
    mustShow: [],
    factIds: [],
    stillNeeded: [],
    ...more,
  }
}

const schedule: EvaluationSchedule = {
  nextDate: '2026-06-15',
  cycleWeeks: 6,
  indicativeEndDate: null,
  notBefore: null,
  endRule: null,
  ...nothing,
}

export type Conditions = Readonly<Record<string, Truth>>

/** Conditions that are not named are known to be absent. */
export function draft(
  verdicts: Verdicts,
  preferences: PlanPreferences = {},
  conditions: Conditions = {},
  more: Partial<PlanSources> = {},
) {
  return planFromAssessment({
    assessment: assessment(verdicts),
    schedule,
    preferences,
    knowledge,
    judge: (criterion: Criterion) => {
      const id = 'condition' in criterion ? criterion.condition : ''
      const truth = conditions[id] ?? 'no'
      return { truth, facts: [], missing: truth === 'unknown' ? [`condition-${id}`] : [] }
    },
    ...more,
  })
}
