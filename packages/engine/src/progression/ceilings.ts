import type { DoseKey, DoseLimit, Prescription, ProgressInput } from '@dosis/domain'

type Bounded = Pick<Prescription, 'id' | 'dose' | 'targets'>

/**
 * All that holds a number down: the bounds with which the plan was confirmed and those that the rules give today, the
 * lowest first. A step keeps within soft bounds too; crossing them is for a clinician, with a reason, in the plan.
 */
export function ceilingsOf(
  prescription: Bounded,
  key: DoseKey,
  { limitsNow = [] }: Pick<ProgressInput, 'limitsNow'>,
): readonly DoseLimit[] {
  const today = limitsNow.filter(
    (each) => each.prescription === prescription.id && each.key === key && each.exercise === undefined,
  )
  return inOrder([...(prescription.dose[key]?.highest ?? []), ...today.map(({ limit }) => limit)])
}

/** The bounds of a load that follow from what was measured on the exercise. */
export function measuredLoadLimits(
  { targets = [] }: Pick<Prescription, 'targets'>,
  exercise: string,
): readonly DoseLimit[] {
  return targets.flatMap((target): DoseLimit[] =>
    target.scale === 'loadKilograms' &&
    target.exercise === exercise &&
    target.holdsFor === 'whole' &&
    target.upTo !== null
      ? [{ value: target.upTo, kind: 'hard', rule: target.rule, factIds: target.factIds }]
      : [],
  )
}

/** What holds the load of one exercise down, with what was measured on that exercise. */
export function loadCeilings(
  prescription: Bounded,
  exercise: string,
  input: Pick<ProgressInput, 'limitsNow'>,
): readonly DoseLimit[] {
  const today = (input.limitsNow ?? []).filter(
    (each) => each.prescription === prescription.id && each.key === 'loadKilograms' && each.exercise === exercise,
  )
  return inOrder([
    ...ceilingsOf(prescription, 'loadKilograms', input),
    ...measuredLoadLimits(prescription, exercise),
    ...today.map(({ limit }) => limit),
  ])
}

/** The lowest first. */
export function inOrder(limits: readonly DoseLimit[]): readonly DoseLimit[] {
  return [...limits].sort((left, right) => left.value - right.value)
}
