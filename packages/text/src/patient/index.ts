import type { Language } from '@dosis/domain'
import { en } from './en.ts'
import { nl } from './nl.ts'

export type { PhaseName } from './phase-name.ts'
export type PatientTexts = typeof nl
/** The sentences of the patient's app, in both languages. */
export const patientTexts: Readonly<Record<Language, PatientTexts>> = { nl, en }
