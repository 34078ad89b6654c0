import type { AssessmentInput, Knowledge } from '@dosis/domain'
import { assess, plan } from '@dosis/engine'

/** What is done for each patient, the most last: a plan assesses the patient in full first, with what is still needed. */
export const tasks = {
  'assess without still-needed': (patient, knowledge) => assess(patient, knowledge, { withoutStillNeeded: true }),
  assess: (patient, knowledge) => assess(patient, knowledge),
  'assess in full and plan': (patient, knowledge) => plan({ assessment: patient, preferences: {} }, knowledge),
} as const satisfies Record<string, (patient: AssessmentInput, knowledge: Knowledge) => unknown>

export type TaskName = keyof typeof tasks

export const taskNames = Object.keys(tasks) as readonly TaskName[]
