import type { Language } from '@dosis/domain'
import { en as clinicEn } from './clinic/en.ts'
import { evidenceEn } from './clinic/evidence-en.ts'
import { type EvidenceTexts, evidenceNl } from './clinic/evidence-nl.ts'
import { nl as clinicNl } from './clinic/nl.ts'
import { en } from './en.ts'
import { nl } from './nl.ts'

export { type PatientTexts, patientTexts } from './patient/index.ts'
export type { PhaseName } from './patient/phase-name.ts'
export type { DoseWords } from './nl.ts'
/** The words that all parts of Dosis share, in both languages. */
export type Terms = typeof nl
export const terms: Readonly<Record<Language, Terms>> = { nl, en }

/** The words of the therapist's app, by screen. */
export type ClinicTexts = typeof clinicNl
export const clinicTexts: Readonly<Record<Language, ClinicTexts>> = { nl: clinicNl, en: clinicEn }

/** The words of its pages about evidence: apart, since they come with those pages. */
export type { EvidenceTexts }
export const evidenceTexts: Readonly<Record<Language, EvidenceTexts>> = { nl: evidenceNl, en: evidenceEn }
