import type { Dose, DoseKey, Plan, Prescription, Progress, ProgressStep } from '@dosis/domain'
import { currentLevels, sessionsAtLevels } from '@dosis/engine'

/**
 * The plan with one prescription on another level of its own programme, as it was confirmed: the numbers of the level
 * change, and say which statements moved them; limits, goals and everything else stay.
 */
export function planAtLevel(plan: Plan, step: ProgressStep, level: number, progress: Progress): Plan {
  const levels = { ...currentLevels(progress), [step.prescription]: level }
  return {
    ...plan,
    prescriptions: plan.prescriptions.map((prescription) =>
      prescription.id === step.prescription ? atLevel(prescription, level, step) : prescription,
    ),
    sessions: sessionsAtLevels(plan, levels),
  }
}

function atLevel(prescription: Prescription, level: number, { factIds }: ProgressStep): Prescription {
  const numbers: Readonly<Partial<Record<DoseKey, number>>> = { ...prescription.levels?.[level - 1], level }
  const moved = Object.entries(prescription.dose).map(([key, dose]) => {
    const value = key === 'repetitions' ? undefined : numbers[key as DoseKey]
    return [key, value === undefined ? dose : { ...dose, value, factIds: union(dose.factIds, factIds) }]
  })
  return { ...prescription, dose: Object.fromEntries(moved) as Dose }
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])]
}
