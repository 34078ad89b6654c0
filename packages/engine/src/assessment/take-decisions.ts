import type { Decision } from '../compiled/decision.ts'
import type { Patient } from '../compiled/patient.ts'

/** Takes decisions about one patient, in the order in which later ones read earlier ones. */
export function takeDecisions(decisions: readonly Decision[], patient: Patient): void {
  for (const decision of decisions) patient.taken[decision.index] = decision.take(patient)
}
