import type {
  Dose,
  DoseNumber,
  Exercise,
  PlanBlock,
  PrescribedProgramme,
  Prescription,
  Progression,
  ProgrammeChoice,
  StatementId,
} from '@dosis/domain'
import { loadCeilings } from '../progression/ceilings.ts'

/**
 * How a prescription moves on: what the programme of the form says, with what the therapist chose where its sources are
 * silent. Null where nothing moves, such as exercises that nobody put in order.
 */
export function prescribedProgramme(
  progression: Progression | null,
  choice: ProgrammeChoice,
  dose: Dose,
  exercises: readonly Exercise[],
): PrescribedProgramme | null {
  const moves = progression?.moves
  if (moves === undefined) return null
  if (moves.kind === 'exercises') {
    const order = orderOf(choice.order ?? moves.order ?? [], exercises)
    return order.length < 2 ? null : { exercises: order }
  }
  if (moves.kind === 'growth') {
    const growth = moves.numbers
      .filter(({ key }) => dose[key] !== undefined)
      .map((number) => ({ ...number, amount: choice.amounts?.[number.key] ?? number.amount }))
    return growth.length === 0 ? null : { growth }
  }
  const { value = null, upTo = null } = dose.repetitions ?? {}
  if (value === null || upTo === null) return null
  const loadStepKilograms = choice.amounts?.loadKilograms ?? moves.loadStepKilograms
  return { repetitions: { from: value, upTo, loadStepKilograms } }
}

/** Only exercises that this patient may do, each once, in the order that was chosen. */
export function orderOf(order: readonly string[], exercises: readonly Exercise[]): readonly string[] {
  const possible = new Set(exercises.map(({ id }) => id))
  return [...new Set(order)].filter((id) => possible.has(id))
}

/** The level of the dose says which of the exercises is done; a plan starts at the first, or where the therapist says. */
export function withExerciseLevel(
  dose: Dose,
  exercises: readonly string[],
  rule: string,
  factIds: readonly StatementId[],
): Dose {
  const limit = (value: number) => [{ value, kind: 'hard', rule, factIds } as const]
  const level: DoseNumber = dose.level ?? { value: 1, upTo: null, lowest: [], highest: [], factIds, changed: null }
  return { ...dose, level: { ...level, lowest: limit(1), highest: limit(exercises.length) } }
}

/** Loads that the therapist gave for exercises of the plan. */
export function loadsOf(
  { loads = {} }: ProgrammeChoice,
  exercises: readonly Exercise[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(exercises.flatMap(({ id }) => (loads[id] === undefined ? [] : [[id, loads[id]]])))
}

/** Loads above what nobody may cross: a limit of the dose, or one that follows from what was measured. */
export function crossedLoads(
  prescription: Pick<Prescription, 'id' | 'dose' | 'targets' | 'loads'>,
): readonly PlanBlock[] {
  return Object.entries(prescription.loads ?? {}).flatMap(([exercise, load]): PlanBlock[] => {
    const limit = loadCeilings(prescription, exercise, {}).find(({ kind, value }) => kind === 'hard' && load > value)
    return limit === undefined
      ? []
      : [{ kind: 'hard_limit', prescription: prescription.id, key: 'loadKilograms', limit }]
  })
}
