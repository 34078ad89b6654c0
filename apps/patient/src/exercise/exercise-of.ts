import type { SessionPart, Text } from '@dosis/domain'
import type { PatientKnowledge } from '../data/phone-store.ts'

/** @returns id of the exercise of the library that a part carries out */
export function exerciseOf(part: SessionPart): string {
  return part.kind === 'intervals' ? (part.exercise ?? 'run-walk') : part.exercise
}

/** The name of what is done: of the exercise, or of its form where the plan names no exercise of the library. */
export function namesOfExercise(
  part: SessionPart,
  knowledge: Pick<PatientKnowledge, 'exercises' | 'forms'> | undefined,
): Text | undefined {
  const id = exerciseOf(part)
  const exercise = knowledge?.exercises[id]
  if (exercise !== undefined) return exercise.names
  const form = knowledge?.forms[id]?.names
  return form === undefined ? undefined : { nl: capitalised(form.nl), en: capitalised(form.en) }
}

function capitalised(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
