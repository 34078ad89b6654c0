import type { Told } from '../story.ts'

/** What is agreed with a patient before exercise therapy: each condition of the recommendations as its own fact. */
export const allAgreed: Readonly<Record<string, Told>> = {
  'broader-approach': true,
  'shared-decision': true,
  tailored: true,
  'fracture-risk-and-consolidation-weighed': true,
  'short-term': true,
  'stop-criteria-discussed': true,
  'self-management-aim': true,
}

/** Nothing that makes moving harder or less safe than for anybody else. */
export const managesAlone: Readonly<Record<string, Told>> = {
  'self-management-sufficient': true,
  'knows-suitable-exercises': true,
  'can-exercise-safely-alone': true,
  'needs-advice-at-start': false,
  'fear-of-movement': false,
  'complaints-hinder-movement': false,
  frail: false,
  'fall-risk-raised': false,
  'comorbidity-complex': false,
}

export const firstCare: Readonly<Record<string, Told>> = {
  screening: 'pluis',
  'first-line-care-received': false,
  'organ-systems-limiting': [],
  'treatment-side-effects': false,
  'multiple-complex-problem': false,
}

/** Long-lasting back pain to which the run-walk trial speaks. */
export const backPain: Readonly<Record<string, Told>> = {
  'condition-chronic-low-back-pain': true,
  'low-back-pain-plays-a-role': true,
  'low-back-pain-most-days': true,
  'low-back-pain-exclusions': [],
  smartphone: true,
}
