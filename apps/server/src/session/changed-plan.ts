import type { ChosenNumber, Plan, PlanPreferences, Progress, ProgressStep } from '@dosis/domain'
import { currentLevels, planAfterStep, preferencesAfterStep } from '@dosis/engine'
import type { PlanInRecord } from '../patient/state.ts'

/** The plan and the choices behind it after a step that the therapist accepted. */
export function changedPlan(
  { plan, preferences }: PlanInRecord,
  step: ProgressStep,
  progress: Progress,
  { chosen, reason }: { readonly chosen: readonly ChosenNumber[]; readonly reason: string },
): { readonly plan: Plan; readonly preferences: PlanPreferences } {
  const why = reason.trim() === '' ? step.rule : reason
  return {
    plan: planAfterStep(plan, step, currentLevels(progress), chosen),
    preferences: preferencesAfterStep(preferences, plan, step, why, chosen),
  }
}
