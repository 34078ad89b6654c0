import type {
  Criterion,
  DoseConstraint,
  ExerciseForm,
  FactId,
  FactUse,
  Knowledge,
  Reason,
  StatementId,
  Truth,
} from '@dosis/domain'
import { compare } from '../progression/session-logs.ts'

/** How a criterion came out for this patient, with the facts it used and those it lacked. */
export interface CriterionOutcome {
  readonly truth: Truth
  readonly facts: readonly FactUse[]
  readonly missing: readonly FactId[]
  readonly factIds?: readonly StatementId[]
}
export type JudgeCriterion = (criterion: Criterion) => CriterionOutcome

/** A constraint that holds, or that may hold because a fact is not known: then it holds as well and asks for the fact. */
export interface ApplyingConstraint {
  readonly constraint: DoseConstraint
  readonly missing: readonly FactId[]
  readonly why: Reason
}

export function applyingConstraints(
  forms: readonly ExerciseForm[],
  knowledge: Knowledge,
  judge: JudgeCriterion,
): readonly ApplyingConstraint[] {
  return Object.values(knowledge.constraints)
    .filter((constraint) => constraint.review.state === 'active' && forms.some((form) => concerns(constraint, form)))
    .sort((left, right) => compare(left.id, right.id))
    .flatMap((constraint) => {
      const { truth, facts, missing } = judge(constraint.when)
      if (truth === 'no') return []
      const why = { rule: constraint.id, truth, facts, factIds: constraint.factIds }
      return [{ constraint, missing: truth === 'unknown' ? missing : [], why }]
    })
}

function concerns(constraint: DoseConstraint, form: ExerciseForm): boolean {
  return constraint.forms.includes(form.id) || constraint.modalities.includes(form.modality)
}
