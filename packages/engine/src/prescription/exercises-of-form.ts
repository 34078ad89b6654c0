import type { ExerciseForm } from '@dosis/domain'

/** Every exercise that carries the form out: those of its own, then those that a therapist may choose beside them. */
export function exercisesOfForm({ exercises, alternatives = [] }: Pick<ExerciseForm, 'exercises' | 'alternatives'>) {
  return [...exercises, ...alternatives]
}
