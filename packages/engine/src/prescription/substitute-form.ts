import type { ExerciseOutcome, Knowledge, LeftOut } from '@dosis/domain'

/** The first form that a source names in place of another and that this patient may do. */
export function substituteForm(
  form: string,
  outcomes: readonly ExerciseOutcome[],
  { forms }: Pick<Knowledge, 'forms'>,
): LeftOut['instead'] {
  const may = (id: string) =>
    outcomes.some((outcome) => outcome.form === id && ['allowed', 'allowed_with_conditions'].includes(outcome.verdict))
  const found = forms[form]?.substitutes?.find(
    (substitute) => may(substitute.form) && forms[substitute.form] !== undefined,
  )
  return found === undefined ? undefined : { form: found.form, factIds: found.factIds }
}
