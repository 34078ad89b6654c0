/** What a fact can hold, for a reader that has no knowledge files at hand. */
export type FactShape =
  | { readonly kind: 'yes_no' }
  | { readonly kind: 'quantity'; readonly unit: string; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'choice'; readonly codes: readonly string[] }
  | { readonly kind: 'choices'; readonly codes: readonly string[] }
  | { readonly kind: 'fractures'; readonly sites: readonly string[] }
  | { readonly kind: 'text' }

const yesNo: FactShape = { kind: 'yes_no' }

function quantity(unit: string, minimum: number, maximum: number): FactShape {
  return { kind: 'quantity', unit, minimum, maximum }
}

/** Reasons for which the run-walk trial left people out. */
export const backPainExclusions = [
  'lumbar-surgery-or-trauma',
  'cauda-equina-symptoms',
  'scoliosis-with-surgical-indication',
  'symptomatic-radiculopathy',
  'ankylosing-spondylitis-or-non-musculoskeletal',
  'pregnancy-or-postpartum',
  'recent-lower-limb-trauma',
  'athlete',
  'regular-runner',
  'contraindication-mri-or-exercise',
  'other-exclusion',
] as const

export const fractureSites = [
  'vertebra',
  'hip',
  'wrist',
  'upper-arm',
  'pelvis',
  'rib',
  'ankle',
  'lower-leg',
  'other',
] as const

/** Every fact that can be asked for; a test holds this list to the files of `knowledge/facts`. */
export const factShapes: Readonly<Record<string, FactShape>> = {
  'age-years': quantity('years', 0, 120),
  sex: { kind: 'choice', codes: ['female', 'male'] },
  route: { kind: 'choice', codes: ['direct-access', 'gp-referral', 'specialist-referral', 'in-treatment', 'self'] },
  screening: { kind: 'choice', codes: ['pluis', 'niet-pluis', 'doubt-diagnosis'] },
  'screening-reason': { kind: 'text' },
  'bone-health-plays-a-role': yesNo,
  't-score': quantity('SD', -8, 6),
  'dxa-done': yesNo,
  'vfa-done': yesNo,
  'fracture-risk-score': quantity('points', 0, 20),
  'glucocorticoid-systemic': yesNo,
  'glucocorticoid-months': quantity('months', 0, 1200),
  fractures: { kind: 'fractures', sites: fractureSites },
  'lvef-percent': quantity('%', 5, 90),
  'nyha-class': quantity('class', 1, 4),
  'heart-failure-stable': yesNo,
  'low-risk-according-to-cardiologist': yesNo,
  'unstable-vitals': yesNo,
  'limited-mobility': yesNo,
  'severe-primary-lung-kidney-liver': yesNo,
  'beta-blocker': yesNo,
  'rate-limiting-drug': yesNo,
  'heart-device': { kind: 'choices', codes: ['pacemaker', 'icd'] },
  'tested-on-current-medication': yesNo,
  'measured-vo2peak': quantity('ml/kg/min', 2, 100),
  'measured-peak-heart-rate': quantity('beats per minute', 40, 250),
  'measured-resting-heart-rate': quantity('beats per minute', 20, 250),
  'heart-rate-at-first-threshold': quantity('beats per minute', 30, 250),
  'heart-rate-at-second-threshold': quantity('beats per minute', 30, 250),
  'second-threshold-percent-vo2peak': quantity('% VO2peak', 20, 100),
  'pi-max-percent': quantity('%', 0, 200),
  'measured-pi-max': quantity('cmH2O', 1, 300),
  'medical-clearance': yesNo,
  'low-back-pain-plays-a-role': yesNo,
  'low-back-pain-weeks': quantity('weeks', 0, 5200),
  'low-back-pain-most-days': yesNo,
  'low-back-pain-exclusions': { kind: 'choices', codes: backPainExclusions },
  smartphone: yesNo,
  'self-management-sufficient': yesNo,
  'knows-suitable-exercises': yesNo,
  'can-exercise-safely-alone': yesNo,
  'guidance-available': yesNo,
  'needs-advice-at-start': yesNo,
  'fear-of-movement': yesNo,
  'complaints-hinder-movement': yesNo,
  frail: yesNo,
  'fall-risk-raised': yesNo,
  'comorbidity-complex': yesNo,
  'broader-approach': yesNo,
  'shared-decision': yesNo,
  tailored: yesNo,
  'fracture-risk-and-consolidation-weighed': yesNo,
  'short-term': yesNo,
  'stop-criteria-discussed': yesNo,
  'self-management-aim': yesNo,
  'unsure-about-high-impact-loading': yesNo,
  'first-line-care-received': yesNo,
  'first-line-care-not-recovered': { kind: 'choices', codes: ['adl', 'work', 'pre-illness'] },
  'first-line-care-signs': {
    kind: 'choices',
    codes: [
      'unexplained-dyspnoea',
      'unexplained-chest-complaints',
      'unexplained-excessive-fatigue',
      'suspected-fear-of-movement',
    ],
  },
  'organ-systems-limiting': { kind: 'choices', codes: ['heart', 'lungs', 'musculoskeletal'] },
  'treatment-side-effects': yesNo,
  'insulin-or-sulfonylurea': yesNo,
  'leg-press-1rm': quantity('kg', 0, 1000),
  'leg-press-repetition-load': quantity('kg', 0, 1000),
  'leg-press-repetitions': quantity('repetitions', 1, 50),
  'chest-press-1rm': quantity('kg', 0, 500),
  'chest-press-repetition-load': quantity('kg', 0, 500),
  'chest-press-repetitions': quantity('repetitions', 1, 50),
  'multiple-complex-problem': yesNo,
  'only-indication': yesNo,
  'request-for-help-met': yesNo,
  'treatment-succeeding': yesNo,
  'training-level': quantity('level', 1, 13),
  'training-weeks-on-level': quantity('weeks', 0, 520),
  'training-repetitions-per-session': quantity('repetitions', 0, 100),
  'training-sessions-this-week': quantity('sessions', 0, 21),
}

/** Conditions that knowledge describes; a list of conditions that leaves one out says that it is absent. */
export const describedConditions: readonly string[] = [
  'osteoporosis',
  'osteopenia',
  'vertebral-fracture',
  'hip-fracture',
  'wrist-fracture',
  'hfref',
  'heart-failure',
  'hfpef',
  'hypertension',
  'microvascular-angina',
  'coronary-spasm',
  'stiff-vessels',
  'coronary-artery-disease',
  'myocardial-infarction',
  'atrial-fibrillation',
  'heart-valve-disease',
  'cardiovascular-risk',
  'chronic-low-back-pain',
  'copd',
  'knee-osteoarthritis',
  'hip-osteoarthritis',
]
