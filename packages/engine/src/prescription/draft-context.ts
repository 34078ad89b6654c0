import type { ExerciseOutcome, ExpiredFact, Facts, Knowledge, PlanPreferences } from '@dosis/domain'
import type { JudgeCriterion } from './applying-constraints.ts'

/** What every prescription of one plan is drafted with. */
export interface DraftContext {
  readonly knowledge: Knowledge
  readonly preferences: PlanPreferences
  readonly judge: JudgeCriterion
  /** Whether the plan has one prescription; then the chosen weekdays say how often, where the sources do not. */
  readonly isOnly: boolean
  readonly levelNow: number
  readonly facts: Facts
  readonly expired: readonly ExpiredFact[]
  /** Exercises that another form of this patient holds back. */
  readonly held: ReadonlyMap<string, ExerciseOutcome>
  /** The verdicts on all forms of this patient. */
  readonly outcomes: readonly ExerciseOutcome[]
}
