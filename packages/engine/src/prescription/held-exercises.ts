import type { ExerciseOutcome, ExerciseVerdict, Knowledge } from '@dosis/domain'
import { exercisesOfForm } from './exercises-of-form.ts'

/** Verdicts on a form that hold its exercises back in every other form: limits belong to the person, not to the form. */
const holdBack: readonly ExerciseVerdict[] = ['not_allowed', 'conflict', 'no_recommendation', 'silent']

/** Exercises that one form holds back, with the most cautious verdict that does; no other form may bring them in. */
export function heldExercises(
  outcomes: readonly ExerciseOutcome[],
  { forms }: Pick<Knowledge, 'forms'>,
): ReadonlyMap<string, ExerciseOutcome> {
  const held = new Map<string, ExerciseOutcome>()
  for (const verdict of holdBack) {
    for (const outcome of outcomes.filter((one) => one.verdict === verdict)) {
      const form = forms[outcome.form]
      for (const exercise of form === undefined ? [] : exercisesOfForm(form)) {
        if (!held.has(exercise)) held.set(exercise, outcome)
      }
    }
  }
  return held
}
