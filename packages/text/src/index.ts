import type { Language } from '@dosis/domain'
import { en as clinicEn } from './clinic/en.ts'
import { nl as clinicNl } from './clinic/nl.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

export { type AccessTexts, accessTexts } from './clinic/access.ts'
export { type EvidenceTexts, evidenceTexts } from './clinic/evidence.ts'
export { type InstrumentTexts, instrumentTexts } from './clinic/instruments.ts'
export { type PatientTexts, patientTexts } from './patient/index.ts'
export type { PhaseName } from './patient/phase-name.ts'
export type { DoseWords } from './nl.ts'
/** The words that all parts of Dosis share, in both languages. */
export type Terms = typeof nl
export const terms: Readonly<Record<Language, Terms>> = { nl, en }

/** The words of the therapist's app, by screen. */
export type ClinicTexts = typeof clinicNl
export const clinicTexts: Readonly<Record<Language, ClinicTexts>> = { nl: clinicNl, en: clinicEn }
