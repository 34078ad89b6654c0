import type { Exercise, Knowledge } from '@dosis/domain'
import type { Found } from './finding.ts'

/**
 * Finds exercises that are, by their harder or easier variants, harder or easier than themselves, and exercises of impact
 * without a class of impact.
 */
export function checkExercises({ exercises, forms }: Knowledge): Found[] {
  const ofImpact = new Set(
    Object.values(forms).flatMap(({ modality, exercises: all }) => (modality === 'impact' ? all : [])),
  )
  const withoutClass = Object.values(exercises)
    .filter(({ id, modality, impact }) => (modality === 'impact' || ofImpact.has(id)) && impact === undefined)
    .map(({ id }) => found(id, 'impact', 'an exercise of impact needs its class, with the statement that says so'))
  const inOrder = Object.values(exercises).flatMap(({ id, easier, harder }) => [
    ...inCircle(id, 'easier', exercises),
    ...inCircle(id, 'harder', exercises),
    ...oneWay(id, 'harder', harder, 'easier', exercises),
    ...oneWay(id, 'easier', easier, 'harder', exercises),
  ])
  return [...withoutClass, ...inOrder]
}

function inCircle(start: string, way: 'easier' | 'harder', exercises: Knowledge['exercises']): Found[] {
  const passed: string[] = []
  for (let at: string | null = start; at !== null; at = exercises[at]?.[way] ?? null) {
    if (passed.includes(at)) {
      if (at !== start) return []
      return [found(start, way, `goes round in a circle: ${[...passed, at].join(' → ')}`)]
    }
    passed.push(at)
  }
  return []
}

/** What is harder here and easier there must not be two different pairs. */
function oneWay(
  id: string,
  way: 'easier' | 'harder',
  other: string | null,
  back: 'easier' | 'harder',
  exercises: Knowledge['exercises'],
): Found[] {
  const there: Exercise | undefined = other === null ? undefined : exercises[other]
  if (there === undefined || there[way] !== id) return []
  return [found(id, way, `"${there.id}" has this one as its ${way} variant too; one of them must be ${back}`)]
}

function found(id: string, way: string, message: string): Found {
  return { kind: 'exercise-order', in: { kind: 'exercises', id }, path: [way], message }
}
