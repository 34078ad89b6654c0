import { conditionFact, type Fact, type FactId, type Knowledge } from '@dosis/domain'
import type { Draft } from './assignments.ts'

/**
 * Which answer to a question is the worse one for whoever trains. More load must never follow from a worse answer; facts
 * that are not here say nothing about how ill somebody is.
 */
const worseAnswer: Readonly<Record<FactId, 'yes' | 'no' | 'higher' | 'more'>> = {
  'nyha-class': 'higher',
  'heart-failure-stable': 'no',
  'low-risk-according-to-cardiologist': 'no',
  'medical-clearance': 'no',
  'unstable-vitals': 'yes',
  'limited-mobility': 'yes',
  'severe-primary-lung-kidney-liver': 'yes',
  'heart-failure-diagnosed': 'yes',
  'beta-blocker': 'yes',
  'rate-limiting-drug': 'yes',
  'heart-device': 'more',
  'insulin-or-sulfonylurea': 'yes',
  anticoagulant: 'yes',
  'organ-systems-limiting': 'more',
  'comorbidity-complex': 'yes',
  frail: 'yes',
  'fall-risk-raised': 'yes',
  'can-exercise-safely-alone': 'no',
  'needs-advice-at-start': 'yes',
  'unsure-about-high-impact-loading': 'yes',
  tailored: 'no',
  'fracture-risk-and-consolidation-weighed': 'no',
}

/** Outcomes of earlier decisions, from the best to the worst. */
const worseOutcomes: Readonly<Record<string, readonly string[]>> = {
  'hfref-evidence': ['in_population', 'outside_population'],
  'runwalk-evidence': ['in_population', 'outside_population'],
  'vertebral-fracture-stage': ['none', 'chronic', 'subacute', 'boundary_acute_subacute', 'acute'],
}

/** One thing that gets worse, by one step, and nothing else. */
export interface Worsening {
  /** As `variablesOf` names it. */
  readonly name: string
  readonly what: string
  readonly better: (draft: Draft) => void
  readonly worse: (draft: Draft) => void
}

/** Every single step for the worse that the knowledge can tell. */
export function worsenings({ facts, conditions }: Pick<Knowledge, 'facts' | 'conditions'>): Worsening[] {
  return [
    ...Object.keys(conditions).map((id) => step(conditionFact(id), { state: 'absent' }, known(true))),
    ...Object.entries(worseAnswer).flatMap(([id, way]) => stepsOf(id, way, facts)),
    ...Object.entries(worseOutcomes).flatMap(([id, outcomes]) =>
      outcomes.slice(1).map((outcome, at) => decidedStep(id, outcomes[at] ?? '', outcome)),
    ),
  ]
}

function stepsOf(id: FactId, way: 'yes' | 'no' | 'higher' | 'more', facts: Knowledge['facts']): Worsening[] {
  const answer = facts[id]?.answer
  if (answer === undefined) return []
  if (way === 'yes') return [step(id, known(false), known(true))]
  if (way === 'no') return [step(id, known(true), known(false))]
  if (answer.kind === 'choices') return answer.options.map(({ code }) => step(id, known([]), known([code])))
  if (answer.kind !== 'quantity') return []
  const { minimum, maximum, step: by } = answer
  const count = Math.round((maximum - minimum) / by)
  return Array.from({ length: count }, (_, at) => step(id, known(minimum + at * by), known(minimum + (at + 1) * by)))
}

const known = (value: Extract<Fact, { state: 'known' }>['value']): Fact => ({ state: 'known', value })
const shown = (fact: Fact): string => (fact.state === 'known' ? JSON.stringify(fact.value) : fact.state)

function step(id: FactId, better: Fact, worse: Fact): Worsening {
  const set = (fact: Fact) => (draft: Draft) => {
    draft.facts[id] = fact
  }
  return { name: id, what: `${id} from ${shown(better)} to ${shown(worse)}`, better: set(better), worse: set(worse) }
}

function decidedStep(id: string, better: string, worse: string): Worsening {
  const set = (outcome: string) => (draft: Draft) => {
    draft.decided.set(id, { outcomes: [outcome], isUndecided: false, missing: [] })
  }
  return { name: `decided ${id}`, what: `${id} from ${better} to ${worse}`, better: set(better), worse: set(worse) }
}
