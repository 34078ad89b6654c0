import type { DoseConstraint, ExerciseOutcome, RuleId, UnmetRequirement } from '@dosis/domain'
import { compare } from '../progression/session-logs.ts'

/** What rules ask for beside the forms of the plan and the plan does not have, with the forms that the patient may do. */
export function unmetRequirements(
  constraints: readonly DoseConstraint[],
  prescribed: ReadonlySet<string>,
  outcomes: readonly ExerciseOutcome[],
): readonly UnmetRequirement[] {
  const may = (form: string) =>
    outcomes.some((one) => one.form === form && ['allowed', 'allowed_with_conditions'].includes(one.verdict))
  const found = new Map<RuleId, UnmetRequirement>()
  for (const { id, requires, factIds } of constraints) {
    if (requires === undefined || requires.anyForm.some((form) => prescribed.has(form))) continue
    found.set(id, { rule: id, anyForm: requires.anyForm, possible: requires.anyForm.filter(may), factIds })
  }
  return [...found.values()].sort((left, right) => compare(left.rule, right.rule))
}
