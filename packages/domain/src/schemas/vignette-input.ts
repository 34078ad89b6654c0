import { z } from 'zod'
import type { AssessmentInput, Measured, TrainingLog } from '../assessment.ts'
import type { IsoDate } from '../iso-date.ts'
import { conditionFact, type Fact, type FactId, type Facts, type FactValue, type Fracture } from '../facts.ts'
import { conditionCode, mayMean } from './condition-code.ts'
import { type backPainExclusions, describedConditions } from './fact-shapes.ts'
import { fractureSite } from './fracture-site.ts'
import {
  calendarDay,
  exactly,
  freeCode,
  listOf,
  needs,
  numberBetween,
  oneOf,
  textLine,
  unknownWhenLeftOut,
  wholeBetween,
  yesNo,
} from './needs.ts'

const weeks = numberBetween(0, 5200, 'weeks')
const optional = unknownWhenLeftOut
const answers = optional(yesNo)

const fractureInput = exactly({
  site: fractureSite,
  on: optional(calendarDay),
  weeksAgo: optional(weeks),
  lowTrauma: answers,
  stable: answers,
  symptomatic: answers,
  imaging: answers,
  operated: answers,
  consolidation: optional(oneOf(['confirmed', 'uncertain'] as const)),
})

const boneInput = exactly({
  tScore: optional(numberBetween(-8, 6, 'SD')),
  dxaDone: answers,
  vfaDone: answers,
  fractureRiskScore: optional(numberBetween(0, 20, 'points')),
  glucocorticoid: optional(exactly({ systemic: answers, months: optional(numberBetween(0, 1200, 'months')) })),
  fractures: optional(listOf(fractureInput, 'fractures')),
  severeKyphosisComplaints: answers,
})

const heartInput = exactly({
  lvefPercent: optional(numberBetween(5, 90, '%')),
  nyha: optional(wholeBetween(1, 4, 'the NYHA class')),
  stable: answers,
  lowRiskAccordingToCardiologist: answers,
  unstableVitals: answers,
  systolicBloodPressure: optional(numberBetween(40, 300, 'mmHg')),
  diastolicBloodPressure: optional(numberBetween(20, 200, 'mmHg')),
  restingHeartRate: optional(numberBetween(20, 250, 'beats per minute')),
  limitedMobility: answers,
  severePrimaryLungKidneyLiver: answers,
  betaBlocker: answers,
  piMaxPercent: optional(numberBetween(0, 200, '%')),
  medicalClearance: answers,
  heartFailureDiagnosed: answers,
  ventilatoryLimitation: answers,
  justAfterHeartAttackOrOperation: answers,
})

const scores = numberBetween(-100_000, 100_000, 'points')
const measuredInput = z.union(
  [
    scores.transform((now): Measured => ({ now })),
    exactly({ start: scores.optional(), now: scores.optional(), improvement: scores.optional() }),
    // The format speaks of "start and current scores".
    exactly({ start: scores.exactOptional(), current: scores }).transform(
      ({ current, ...rest }): Measured => ({ ...rest, now: current }),
    ),
  ],
  { error: 'needs a score, or { start, now, improvement } in points' },
)

/** The `input` of a vignette: every part may be left out, except the day, which may be null (not known). */
export const vignetteInputSchema = exactly({
  assessmentDate: calendarDay.nullable(),
  treatmentStart: optional(calendarDay),
  patient: optional(
    exactly({ ageYears: optional(wholeBetween(0, 120, 'years')), sex: optional(oneOf(['female', 'male'])) }),
  ),
  route: optional(oneOf(['direct_access', 'gp_referral', 'specialist_referral', 'in_treatment', 'self'])),
  conditions: optional(listOf(freeCode, 'codes of conditions')),
  bone: optional(boneInput),
  heart: optional(heartInput),
  lowBackPain: optional(
    exactly({
      durationWeeks: optional(weeks),
      mostDays: answers,
      exclusions: optional(listOf(freeCode, 'exclusions')),
      smartphone: answers,
    }),
  ),
  functioning: optional(
    exactly({
      selfManagementSufficient: answers,
      knowsSuitableExercises: answers,
      canExerciseSafelyAlone: answers,
      needsAdviceAtStart: answers,
      fearOfMovement: answers,
      complaintsHinderMovement: answers,
      frail: answers,
      fallRiskRaised: answers,
      comorbidityComplex: answers,
    }),
  ),
  recommendationConditions: optional(
    exactly({
      broaderApproach: answers,
      sharedDecision: answers,
      tailored: answers,
      fractureRiskAndConsolidationWeighed: answers,
      shortTerm: answers,
      stopCriteriaDiscussed: answers,
      selfManagementAim: answers,
    }),
  ),
  screening: optional(oneOf(['pluis', 'niet_pluis', 'doubt_diagnosis'])),
  screeningReason: optional(textLine),
  firstLineCare: optional(
    exactly({
      received: answers,
      notRecovered: optional(listOf(oneOf(['adl', 'work', 'pre_illness']), 'levels not recovered')),
      signs: optional(
        listOf(
          oneOf([
            'unexplained_dyspnoea',
            'unexplained_chest_complaints',
            'unexplained_excessive_fatigue',
            'suspected_fear_of_movement',
          ]),
          'signs',
        ),
      ),
    }),
  ),
  organSystemsLimiting: optional(listOf(oneOf(['heart', 'lungs', 'musculoskeletal']), 'organ systems')),
  treatmentSideEffects: answers,
  multipleComplexByClinician: answers,
  onlyIndication: answers,
  requestForHelpMet: answers,
  treatmentSucceeding: answers,
  therapistUnsureAboutHighImpactLoading: answers,
  measurements: optional(z.record(z.string().max(100), measuredInput, 'needs scores by instrument')),
  trainingLog: optional(
    exactly({
      level: wholeBetween(1, 13, 'the level'),
      weeksOnLevel: numberBetween(0, 520, 'weeks'),
      repetitionsPerSession: wholeBetween(0, 100, 'repetitions'),
      sessionsThisWeek: wholeBetween(0, 21, 'sessions'),
    }),
  ),
  request: optional(
    listOf(
      needs<string>('words', (value) => typeof value === 'string' && value.length <= 1000),
      'requests',
    ),
  ),
})

type VignetteInput = z.infer<typeof vignetteInputSchema>

/** The facts that a vignette states, by their ids. */
export function fromVignetteInput(input: VignetteInput): AssessmentInput<IsoDate | null> {
  const trainingLog: TrainingLog | null = input.trainingLog ?? null
  return {
    on: input.assessmentDate,
    treatmentStart: input.treatmentStart ?? null,
    facts: factsOf(input),
    requests: input.request ?? [],
    measurements: (input.measurements ?? {}) as Readonly<Record<string, Measured>>,
    ...(trainingLog === null ? {} : { trainingLog }),
  }
}

type Value = FactValue | null | undefined

function factsOf(input: VignetteInput): Facts {
  const { patient, functioning, recommendationConditions: agreed, firstLineCare: care } = input
  return {
    ...stated({
      'age-years': patient?.ageYears,
      sex: patient?.sex,
      route: kebab(input.route),
      screening: kebab(input.screening),
      'screening-reason': input.screeningReason,
      'self-management-sufficient': functioning?.selfManagementSufficient,
      'knows-suitable-exercises': functioning?.knowsSuitableExercises,
      'can-exercise-safely-alone': functioning?.canExerciseSafelyAlone,
      'needs-advice-at-start': functioning?.needsAdviceAtStart,
      'fear-of-movement': functioning?.fearOfMovement,
      'complaints-hinder-movement': functioning?.complaintsHinderMovement,
      frail: functioning?.frail,
      'fall-risk-raised': functioning?.fallRiskRaised,
      'comorbidity-complex': functioning?.comorbidityComplex,
      'broader-approach': agreed?.broaderApproach,
      'shared-decision': agreed?.sharedDecision,
      tailored: agreed?.tailored,
      'fracture-risk-and-consolidation-weighed': agreed?.fractureRiskAndConsolidationWeighed,
      'short-term': agreed?.shortTerm,
      'stop-criteria-discussed': agreed?.stopCriteriaDiscussed,
      'self-management-aim': agreed?.selfManagementAim,
      'first-line-care-received': care?.received,
      'first-line-care-not-recovered': care?.notRecovered?.map(kebabCode),
      'first-line-care-signs': care?.signs?.map(kebabCode),
      'organ-systems-limiting': input.organSystemsLimiting,
      'treatment-side-effects': input.treatmentSideEffects,
      'multiple-complex-problem': input.multipleComplexByClinician,
      'only-indication': input.onlyIndication,
      'request-for-help-met': input.requestForHelpMet,
      'treatment-succeeding': input.treatmentSucceeding,
    }),
    ...conditionFacts(input.conditions),
    ...boneFacts(input),
    ...heartFacts(input.heart),
    ...backFacts(input),
  }
}

/**
 * The list of conditions is complete: one that knowledge describes and the list leaves out is absent, unless a code that
 * nobody described may stand for it.
 */
function conditionFacts(conditions: readonly string[] | null | undefined): Facts {
  if (conditions == null) return {}
  const present = conditions.map(conditionCode)
  const notSaid = new Set([...present, ...present.flatMap(mayMean)])
  const absent = describedConditions.filter((condition) => !notSaid.has(condition))
  return {
    ...Object.fromEntries(absent.map((condition) => [conditionFact(condition), { state: 'absent' } satisfies Fact])),
    ...Object.fromEntries(present.map((condition) => [conditionFact(condition), known(true)])),
  }
}

const ofTheBone = ['osteoporosis', 'osteopenia', 'vertebral-fracture', 'hip-fracture', 'wrist-fracture']

/**
 * Without `bone` bone health plays no role, unless it is among the conditions. A therapist who says nothing about doubt on
 * loading has none.
 */
function boneFacts({ bone, conditions, therapistUnsureAboutHighImpactLoading: unsure }: VignetteInput): Facts {
  if (bone == null) {
    const listed = (conditions ?? []).map(conditionCode)
    return { 'bone-health-plays-a-role': known(ofTheBone.some((one) => listed.includes(one))) }
  }
  const { glucocorticoid, fractures } = bone
  return {
    'bone-health-plays-a-role': known(true),
    ...stated({
      't-score': bone.tScore,
      'dxa-done': bone.dxaDone,
      'vfa-done': bone.vfaDone,
      'fracture-risk-score': bone.fractureRiskScore,
      'glucocorticoid-systemic': glucocorticoid?.systemic,
      'glucocorticoid-months': glucocorticoid?.months,
      'unsure-about-high-impact-loading': unsure === undefined ? false : unsure,
      fractures: fractures?.map((fracture): Fracture => fractureOf(fracture)),
      'severe-kyphosis-complaints': bone.severeKyphosisComplaints,
    }),
    // null: no glucocorticoids are used
    ...(glucocorticoid === null
      ? { 'glucocorticoid-systemic': { state: 'absent' }, 'glucocorticoid-months': { state: 'absent' } }
      : {}),
  }
}

function fractureOf({ site, on, weeksAgo, consolidation, ...rest }: z.infer<typeof fractureInput>): Fracture {
  return {
    site,
    ...(on == null ? {} : { on }),
    ...(weeksAgo == null ? {} : { weeksAgo }),
    lowTrauma: rest.lowTrauma ?? null,
    stable: rest.stable ?? null,
    symptomatic: rest.symptomatic ?? null,
    imaging: rest.imaging ?? null,
    operated: rest.operated ?? null,
    ...(consolidation == null ? {} : { consolidation }),
  }
}

function heartFacts(heart: VignetteInput['heart']): Facts {
  return stated({
    'lvef-percent': heart?.lvefPercent,
    'nyha-class': heart?.nyha,
    'heart-failure-stable': heart?.stable,
    'low-risk-according-to-cardiologist': heart?.lowRiskAccordingToCardiologist,
    'unstable-vitals': heart?.unstableVitals,
    'systolic-blood-pressure': heart?.systolicBloodPressure,
    'diastolic-blood-pressure': heart?.diastolicBloodPressure,
    'measured-resting-heart-rate': heart?.restingHeartRate,
    'limited-mobility': heart?.limitedMobility,
    'severe-primary-lung-kidney-liver': heart?.severePrimaryLungKidneyLiver,
    'beta-blocker': heart?.betaBlocker,
    'pi-max-percent': heart?.piMaxPercent,
    'medical-clearance': heart?.medicalClearance,
    'heart-failure-diagnosed': heart?.heartFailureDiagnosed,
    'ventilatory-limitation': heart?.ventilatoryLimitation,
    'just-after-heart-attack-or-operation': heart?.justAfterHeartAttackOrOperation,
  })
}

/** Without `lowBackPain` low back pain plays no role, unless it is one of the conditions. */
function backFacts({ lowBackPain: back, conditions }: VignetteInput): Facts {
  const isListed = conditions?.map(conditionCode).includes('chronic-low-back-pain') ?? false
  return {
    'low-back-pain-plays-a-role': known(back != null || isListed),
    ...stated({
      'low-back-pain-weeks': back?.durationWeeks,
      'low-back-pain-most-days': back?.mostDays,
      'low-back-pain-exclusions': back?.exclusions?.map(exclusionOf),
      smartphone: back?.smartphone,
    }),
  }
}

/** Exclusions come in free words; one that is not recognised is an exclusion all the same. */
const exclusionWords: readonly (readonly [(typeof backPainExclusions)[number], RegExp])[] = [
  ['cauda-equina-symptoms', /cauda/],
  ['scoliosis-with-surgical-indication', /scoliosis/],
  ['symptomatic-radiculopathy', /radicul/],
  ['ankylosing-spondylitis-or-non-musculoskeletal', /spondyl|musculoskeletal/],
  ['pregnancy-or-postpartum', /pregnan|partum/],
  ['recent-lower-limb-trauma', /limb|leg/],
  ['lumbar-surgery-or-trauma', /surgery|trauma|lumbar/],
  ['athlete', /athlete/],
  ['regular-runner', /run/],
  ['contraindication-mri-or-exercise', /mri|contraindication/],
]

function exclusionOf(code: string): string {
  return exclusionWords.find(([, words]) => words.test(code))?.[0] ?? 'other-exclusion'
}

function stated(values: Readonly<Record<FactId, Value>>): Facts {
  return Object.fromEntries(
    Object.entries(values).flatMap(([id, value]) => (value == null ? [] : [[id, known(value)] as const])),
  )
}

function known(value: FactValue): Fact {
  return { state: 'known', value }
}

function kebab(code: string | null | undefined): string | null {
  return code == null ? null : kebabCode(code)
}

function kebabCode(code: string): string {
  return code.replaceAll('_', '-')
}
