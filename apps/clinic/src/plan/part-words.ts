import type { Knowledge, SessionPart } from '@dosis/domain'
import type { Words } from '../frame/words.ts'

type Speech = Pick<Words, 't' | 'terms' | 'pick' | 'formatNumber'>

export function exerciseName(id: string, knowledge: Knowledge, { pick }: Pick<Speech, 'pick'>): string {
  const exercise = knowledge.exercises[id]
  return exercise === undefined ? id : pick(exercise.names)
}

/** One part of a session in a line, as the patient will do it. */
export function partWords(part: SessionPart, knowledge: Knowledge, speech: Speech): string {
  const { t } = speech
  switch (part.kind) {
    case 'intervals':
      return t.plan.part.intervals({
        ...part,
        exercise: part.exercise === undefined ? null : exerciseName(part.exercise, knowledge, speech),
      })
    case 'strength':
      return t.plan.part.strength({ ...part, exercise: exerciseName(part.exercise, knowledge, speech) })
    case 'impact':
      return t.plan.part.impact({ ...part, exercise: exerciseName(part.exercise, knowledge, speech) })
    case 'continuous':
      return t.plan.part.continuous({ ...part, exercise: exerciseName(part.exercise, knowledge, speech) })
    case 'steps':
      return t.plan.part.steps({ ...part, exercise: exerciseName(part.exercise, knowledge, speech) })
  }
}
