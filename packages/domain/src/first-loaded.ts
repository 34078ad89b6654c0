import { withoutDetails } from './exercise-details.ts'
import { withoutForms } from './instrument-forms.ts'
import type { Knowledge } from './knowledge.ts'

/**
 * The knowledge as a browser loads it at first: all that a decision looks at. How instruments are filled in and how
 * exercises are done come when they are shown.
 */
export function firstLoaded(knowledge: Knowledge): Knowledge {
  const exercises = Object.entries(knowledge.exercises).map(([id, exercise]) => [id, withoutDetails(exercise)])
  return { ...withoutForms(knowledge), exercises: Object.fromEntries(exercises) }
}
