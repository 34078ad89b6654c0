import type { DoseConstraint, Exercise, ExerciseOutcome, Knowledge, PlanPreferences } from '@dosis/domain'
import type { ApplyingConstraint } from './applying-constraints.ts'
import type { Candidate } from './candidate.ts'

/** Exercises of the library that carry the forms out: those chosen, else those for which the patient has all that is needed. */
export function chooseExercises(
  group: readonly Candidate[],
  constraints: readonly ApplyingConstraint[],
  knowledge: Knowledge,
  preferences: PlanPreferences,
  held: ReadonlyMap<string, ExerciseOutcome>,
): readonly Exercise[] {
  const avoidsIsometric = constraints.some(({ constraint }) => constraint.avoidsIsometric === true)
  const ids = [...new Set(group.flatMap(({ form }) => preferences.exercises?.[form.id] ?? form.exercises))]
  const isChosen = group.some(({ form }) => preferences.exercises?.[form.id] !== undefined)
  return ids
    .flatMap((id) => knowledge.exercises[id] ?? [])
    .filter((exercise) => !(avoidsIsometric && exercise.isometric) && !held.has(exercise.id))
    .filter((exercise) => !constraints.some(({ constraint }) => isAboveImpact(exercise, constraint)))
    .filter(({ equipment }) => isChosen || equipment.every((thing) => (preferences.equipment ?? []).includes(thing)))
}

/** Whether the rule leaves the exercise out because of its impact. */
export function isAboveImpact({ impact }: Pick<Exercise, 'impact'>, { highestImpact }: DoseConstraint): boolean {
  return impact !== undefined && highestImpact !== undefined && impact.class > highestImpact
}
