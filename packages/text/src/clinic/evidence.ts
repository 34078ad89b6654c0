import type { Language } from '@dosis/domain'
import { evidenceEn } from './evidence-en.ts'
import { type EvidenceTexts, evidenceNl } from './evidence-nl.ts'

/** The words of the pages about evidence: in a file of their own, so that they come with those pages. */
export type { EvidenceTexts }
export const evidenceTexts: Readonly<Record<Language, EvidenceTexts>> = { nl: evidenceNl, en: evidenceEn }
