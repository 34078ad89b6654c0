import type { Plan, Prescription, SessionTemplate } from '@dosis/domain'

/** What a patient is told about a prescription while he trains; a session carries it with it. */
export type Guided = Pick<Prescription, 'id' | 'form' | 'modality' | 'adaptations'> &
  Partial<Pick<Prescription, 'targets' | 'painLimit'>> & {
    readonly rpeBorg?: { readonly from: number; readonly upTo: number }
  }

/** @returns the prescriptions that a session carries out */
export function guidedOf(template: Pick<SessionTemplate, 'prescriptions'>, plan: Plan): readonly Guided[] {
  return plan.prescriptions
    .filter(({ id }) => template.prescriptions.includes(id))
    .map(({ id, form, modality, adaptations, targets, painLimit, dose }): Guided => {
      const effort = dose.rpeBorg
      return {
        id,
        form,
        modality,
        adaptations,
        ...(targets === undefined ? {} : { targets }),
        ...(painLimit === undefined ? {} : { painLimit }),
        ...(typeof effort?.value === 'number'
          ? { rpeBorg: { from: effort.value, upTo: effort.upTo ?? effort.value } }
          : {}),
      }
    })
}
