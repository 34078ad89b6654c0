import type { DoseKey, ExerciseForm, ExerciseRow, Knowledge, Progression } from '@dosis/domain'
import { performedKeys } from '@dosis/engine'
import type { Found } from './finding.ts'

/**
 * Finds steps of a programme that nobody can reach: numbers past the bounds of its form, exercises that its form does not
 * have, and numbers that no log tells of; and rules that name what is not there.
 */
export function checkProgrammes(knowledge: Knowledge): Found[] {
  return Object.values(knowledge.progressions).flatMap((progression) => [
    ...unknownNames(progression, knowledge),
    ...moves(progression),
    ...Object.values(knowledge.forms)
      .filter((form) => form.progression === progression.id)
      .flatMap((form) => withinForm(progression, form)),
  ])
}

function at(
  { id }: Progression,
  path: readonly PropertyKey[],
  message: string,
  kind: Found['kind'] = 'unreachable-step',
): Found {
  return { kind, in: { kind: 'progressions', id }, path, message }
}

function unknownNames(progression: Progression, { symptoms, constraints, exercises }: Knowledge): Found[] {
  const { moves: change, rules } = progression
  const order = change?.kind === 'exercises' ? (change.order ?? []) : []
  return [
    ...rules.flatMap(({ symptom, withAdaptation }, index): Found[] => [
      ...(symptom === undefined || symptoms[symptom] !== undefined
        ? []
        : [at(progression, ['rules', index, 'symptom'], `no symptom named "${symptom}"`, 'unknown-id')]),
      ...(withAdaptation === undefined || constraints[withAdaptation] !== undefined
        ? []
        : [
            at(
              progression,
              ['rules', index, 'withAdaptation'],
              `no constraint named "${withAdaptation}"`,
              'unknown-id',
            ),
          ]),
    ]),
    ...order.flatMap((exercise, index) =>
      exercises[exercise] === undefined
        ? [at(progression, ['moves', 'order', index], `no exercise named "${exercise}"`, 'unknown-id')]
        : [],
    ),
  ]
}

function moves(progression: Progression): Found[] {
  const { moves: change, advance } = progression
  if (change === undefined) return []
  if (advance === null) return [at(progression, ['advance'], 'nothing ever moves without it')]
  if (change.kind === 'exercises') {
    return (change.order ?? []).flatMap((exercise, index, order) =>
      order.indexOf(exercise) < index ? [at(progression, ['moves', 'order', index], 'stands in the order before')] : [],
    )
  }
  if (change.kind === 'repetitions') return []
  return change.numbers.flatMap(({ key, percent, amount }, index): Found[] => [
    ...((performedKeys as readonly DoseKey[]).includes(key)
      ? []
      : [at(progression, ['moves', 'numbers', index, 'key'], 'no log tells how much of it was done')]),
    ...(percent !== null && amount !== null
      ? [at(progression, ['moves', 'numbers', index, 'amount'], 'is never used: a percentage goes before it')]
      : []),
  ])
}

/** Rows of a form by which it may be prescribed. */
function prescribing({ rows }: ExerciseForm): readonly ExerciseRow[] {
  return rows.filter(({ verdict, dose }) => verdict.startsWith('allowed') && Object.keys(dose).length > 0)
}

function withinForm(progression: Progression, form: ExerciseForm): Found[] {
  return prescribing(form).flatMap((row) => [
    ...pastBounds(progression, form, row),
    ...(progression.moves?.kind === 'exercises'
      ? (progression.moves.order ?? []).flatMap((exercise, index) =>
          form.exercises.includes(exercise) || form.alternatives?.includes(exercise) === true
            ? []
            : [at(progression, ['moves', 'order', index], `is never reached: ${form.id} has no such exercise`)],
        )
      : []),
  ])
}

/** Every number that the programme asks for or grows to, against what the row of the form allows. */
function pastBounds(progression: Progression, form: ExerciseForm, row: ExerciseRow): Found[] {
  const { advance, levels, moves: change } = progression
  const asked: { key: DoseKey; value: number | null; path: readonly PropertyKey[]; mustBeDosed: boolean }[] = [
    {
      key: 'sessionsPerWeek',
      value: advance?.sessionsPerWeekAtLeast ?? null,
      path: ['advance', 'sessionsPerWeekAtLeast'],
      mustBeDosed: false,
    },
    {
      key: 'repetitions',
      value: advance?.repetitionsAtLeast ?? null,
      path: ['advance', 'repetitionsAtLeast'],
      mustBeDosed: false,
    },
    ...levels.flatMap((level, index) =>
      Object.entries(level).map(([key, value]) => ({
        key: key as DoseKey,
        value,
        path: ['levels', index, key],
        mustBeDosed: false,
      })),
    ),
    ...(change?.kind === 'growth'
      ? change.numbers.map(({ key, goal }, index) => ({
          key,
          value: goal,
          path: ['moves', 'numbers', index, 'goal'],
          mustBeDosed: true,
        }))
      : []),
  ]
  return asked.flatMap(({ key, value, path, mustBeDosed }): Found[] => {
    const rule = row.dose[key]
    if (rule === undefined) {
      return mustBeDosed ? [at(progression, path, `is never reached: ${form.id}/${row.id} gives no ${key}`)] : []
    }
    const highest = rule.highest ?? null
    if (value === null || highest === null || value <= highest) return []
    return [
      at(progression, path, `is never reached: ${form.id}/${row.id} holds ${key} at ${highest}, ${value} is asked`),
    ]
  })
}
