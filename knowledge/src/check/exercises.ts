import type { Exercise, Knowledge } from '@dosis/domain'
import type { Found } from './finding.ts'

/**
 * Finds exercises that are, by their harder or easier variants, harder or easier than themselves, exercises of impact
 * without a class of impact, exercises that are held still by one word and not by the other, exercises that a form names
 * twice, and exercises that bend or turn the spine in a form that brings them into a plan.
 */
export function checkExercises({ exercises, forms }: Knowledge): Found[] {
  const offered = Object.values(forms).flatMap((form) => {
    const { id, modality, exercises: own, alternatives = [] } = form
    return [...own, ...alternatives].map((exercise) => ({ form: id, modality, exercise }))
  })
  const ofImpact = new Set(offered.flatMap(({ modality, exercise }) => (modality === 'impact' ? [exercise] : [])))
  const withoutClass = Object.values(exercises)
    .filter(({ id, modality, impact }) => (modality === 'impact' || ofImpact.has(id)) && impact === undefined)
    .map(({ id }) => found(id, 'impact', 'an exercise of impact needs its class, with the statement that says so'))
  const inOrder = Object.values(exercises).flatMap(({ id, easier, harder }) => [
    ...inCircle(id, 'easier', exercises),
    ...inCircle(id, 'harder', exercises),
    ...oneWay(id, 'harder', harder, 'easier', exercises),
    ...oneWay(id, 'easier', easier, 'harder', exercises),
  ])
  const heldStill = Object.values(exercises)
    .filter(({ modality, isometric, hold }) => isometric !== (modality === 'resistance' && hold === 'whole'))
    .map(({ id }) =>
      found(id, 'isometric', 'a strength exercise is isometric when the whole of it is held, and only then'),
    )
  return [...withoutClass, ...heldStill, ...inOrder, ...namedTwice(forms), ...bendingOrTurning(offered, exercises)]
}

function namedTwice(forms: Knowledge['forms']): Found[] {
  return Object.values(forms).flatMap(({ id, exercises, alternatives = [] }) =>
    alternatives.flatMap((exercise, index): Found[] =>
      exercises.includes(exercise) || alternatives.indexOf(exercise) < index
        ? [
            {
              kind: 'exercise-order',
              in: { kind: 'forms', id },
              path: ['alternatives', index],
              message: `"${exercise}" carries this form out already`,
            },
          ]
        : [],
    ),
  )
}

/**
 * With brittle bones the spine is not bent or turned under load or to the end (clinical rules, section 6.7), and no rule
 * holds such exercises back for one patient yet; so no form may bring them into a plan.
 */
function bendingOrTurning(
  offered: readonly { readonly form: string; readonly exercise: string }[],
  exercises: Knowledge['exercises'],
): Found[] {
  return offered.flatMap(({ form, exercise }) => {
    const movement = exercises[exercise]?.spine?.movement
    if (movement !== 'flexion' && movement !== 'rotation' && movement !== 'side-bend') return []
    return [found(exercise, 'spine', `bends or turns the spine, and "${form}" brings it into a plan`)]
  })
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
