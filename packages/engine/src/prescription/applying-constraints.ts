import type {
  Criterion,
  DoseConstraint,
  ExerciseForm,
  FactId,
  FactUse,
  Knowledge,
  Reason,
  RuleId,
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
  return concerning(forms, knowledge).flatMap((constraint) => {
    const { truth, facts, missing } = judge(constraint.when)
    if (truth === 'no' || (truth === 'unknown' && constraint.whenUnknown === 'ask')) return []
    const why = { rule: constraint.id, truth, facts, factIds: constraint.factIds }
    return [{ constraint, missing: truth === 'unknown' ? missing : [], why }]
  })
}

/** Facts that could bring a precaution with them; the plan does not wait for them. */
export function wantedByConstraints(
  forms: readonly ExerciseForm[],
  knowledge: Knowledge,
  judge: JudgeCriterion,
): readonly { readonly fact: FactId; readonly rule: RuleId }[] {
  return concerning(forms, knowledge)
    .filter(({ whenUnknown }) => whenUnknown === 'ask' || whenUnknown === 'hold')
    .flatMap(({ id, when }) => {
      const { truth, missing } = judge(when)
      return truth === 'unknown' ? missing.map((fact) => ({ fact, rule: id })) : []
    })
}

/** The limits and adaptations on these forms, in the order of their names. */
function concerning(forms: readonly ExerciseForm[], knowledge: Knowledge): readonly DoseConstraint[] {
  const [first] = forms
  if (first !== undefined && forms.length === 1) return concerningOne(first, knowledge)
  return activeConstraints(knowledge).filter((constraint) => forms.some((form) => concerns(constraint, form)))
}

const constraintsByForm = new WeakMap<Knowledge, Map<ExerciseForm, readonly DoseConstraint[]>>()

/** Found once for each form of each knowledge; two versions of the knowledge may share a form and differ in its limits. */
function concerningOne(form: ExerciseForm, knowledge: Knowledge): readonly DoseConstraint[] {
  const ofKnowledge = constraintsByForm.get(knowledge) ?? new Map<ExerciseForm, readonly DoseConstraint[]>()
  const before = ofKnowledge.get(form)
  if (before !== undefined) return before
  const found = activeConstraints(knowledge).filter((constraint) => concerns(constraint, form))
  constraintsByForm.set(knowledge, ofKnowledge.set(form, found))
  return found
}

const activeByKnowledge = new WeakMap<Knowledge, readonly DoseConstraint[]>()

/** All that may limit or adapt, put in order once for each knowledge. */
function activeConstraints(knowledge: Knowledge): readonly DoseConstraint[] {
  const before = activeByKnowledge.get(knowledge)
  if (before !== undefined) return before
  const active = Object.values(knowledge.constraints)
    .filter(({ target, review }) => target === undefined && review.state === 'active')
    .sort((left, right) => compare(left.id, right.id))
  activeByKnowledge.set(knowledge, active)
  return active
}

function concerns(constraint: DoseConstraint, form: ExerciseForm): boolean {
  return constraint.forms.includes(form.id) || constraint.modalities.includes(form.modality)
}
