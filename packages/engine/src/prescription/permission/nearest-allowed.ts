import type { Exercise, ExercisePermission, Knowledge } from '@dosis/domain'
import { compare } from '../../progression/session-logs.ts'
import { isPossible } from './exercise-permissions.ts'

/**
 * The exercise to do in the place of another: itself when nothing stands in its way, else the nearest one that is allowed,
 * needs nothing that the patient lacks and shares a purpose with it. It looks only at what every device has of an
 * exercise, so that each finds the same.
 * @returns its id; `null` when no allowed exercise shares a purpose, or the library has no such exercise
 */
export function nearestAllowed(
  id: string,
  permissions: readonly Pick<ExercisePermission, 'exercise' | 'verdict' | 'lacks'>[],
  { exercises }: Pick<Knowledge, 'exercises'>,
): string | null {
  const asked = exercises[id]
  if (asked === undefined) return null
  const distanceOf = distanceFrom(asked, exercises)
  const [nearest] = permissions
    .filter(({ verdict, lacks }) => isPossible(verdict) && lacks.length === 0)
    .flatMap(({ exercise }) => exercises[exercise] ?? [])
    .filter((one) => one.id === id || shared(one.purposes, asked.purposes) > 0)
    .map((one) => ({ id: one.id, distance: distanceOf(one) }))
    .sort((left, right) => nearestFirst(left.distance, right.distance) || compare(left.id, right.id))
  return nearest?.id ?? null
}

/** How far an exercise lies from the one that is asked for, the weightiest difference first. */
function distanceFrom(asked: Exercise, exercises: Knowledge['exercises']): (one: Exercise) => readonly number[] {
  const easier = variantsOf(asked.id, 'easier', exercises)
  const harder = variantsOf(asked.id, 'harder', exercises)
  return (one) => [
    Number(one.id !== asked.id),
    Number(one.modality !== asked.modality),
    Number(harder.includes(one.id)),
    easier.includes(one.id) ? easier.indexOf(one.id) : easier.length,
    apart(one.purposes, asked.purposes),
    Math.max(0, (one.impact?.class ?? 0) - (asked.impact?.class ?? 0)),
    Number(one.posture !== asked.posture),
    apart(one.equipment, asked.equipment),
  ]
}

/** The exercises up or down the chain, the nearest first; the library has no circles, which its check sees to. */
function variantsOf(id: string, way: 'easier' | 'harder', exercises: Knowledge['exercises']): readonly string[] {
  const passed: string[] = []
  let next = exercises[id]?.[way] ?? null
  while (next !== null && !passed.includes(next)) {
    passed.push(next)
    next = exercises[next]?.[way] ?? null
  }
  return passed
}

function shared(some: readonly string[], others: readonly string[]): number {
  return some.filter((each) => others.includes(each)).length
}

/** How many stand in one of the two alone. */
function apart(some: readonly string[], others: readonly string[]): number {
  return some.length + others.length - 2 * shared(some, others)
}

function nearestFirst(left: readonly number[], right: readonly number[]): number {
  const place = left.findIndex((value, index) => value !== right[index])
  return place === -1 ? 0 : (left[place] as number) - (right[place] as number)
}
