import type { SessionPart } from '@dosis/domain'

/** @returns id of the exercise of the library that a part carries out */
export function exerciseOf(part: SessionPart): string {
  return part.kind === 'intervals' ? (part.exercise ?? 'run-walk') : part.exercise
}
