import type { ExerciseVerdict } from './assessment.ts'
import type { FactId } from './facts.ts'
import type { RuleId, StatementId } from './reason.ts'

/** Why an exercise is allowed, limited or not. */
export type PermissionReason =
  /** The verdict on a form that the exercise carries out. */
  | {
      readonly kind: 'form'
      readonly form: string
      readonly verdict: ExerciseVerdict
      readonly rule: RuleId
      readonly factIds: readonly StatementId[]
    }
  /** It is one long hold, and a rule advises against that; `missing`: it is not known whether the rule holds. */
  | {
      readonly kind: 'held_still'
      readonly rule: RuleId
      readonly missing: readonly FactId[]
      readonly factIds: readonly StatementId[]
    }
  /** Its impact is higher than a rule allows; `missing`: it is not known whether the rule holds. */
  | {
      readonly kind: 'too_much_impact'
      readonly rule: RuleId
      readonly missing: readonly FactId[]
      readonly factIds: readonly StatementId[]
    }
  /** A ceiling of a rule leaves nothing of the dose. */
  | {
      readonly kind: 'nothing_left'
      readonly rule: RuleId
      readonly missing: readonly FactId[]
      readonly limit: 'hard' | 'soft'
      readonly factIds: readonly StatementId[]
    }
  /** A rule that changes how it is done or how much. */
  | {
      readonly kind: 'limited'
      readonly rule: RuleId
      readonly missing: readonly FactId[]
      readonly factIds: readonly StatementId[]
    }
  /** No form that was considered for this patient uses it: the sources say nothing about it. */
  | { readonly kind: 'no_form' }

/** Whether one exercise of the library is possible for one patient. */
export interface ExercisePermission {
  readonly exercise: string
  /** The most cautious of all that applies; never milder because another form allows it. */
  readonly verdict: ExerciseVerdict
  /** In the order: forms, what forbids, what limits. */
  readonly because: readonly PermissionReason[]
  /** Facts that must be known before it can be judged. */
  readonly missing: readonly FactId[]
  /** Equipment that it needs and that the patient does not have; what the patient has must be stated. */
  readonly lacks: readonly string[]
  /** The nearest easier exercise of the library that is possible, when this one is not. */
  readonly instead: string | null
}
