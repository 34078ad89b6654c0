import type { Language } from '@dosis/domain'
import { accessEn } from './access-en.ts'
import { type AccessTexts, accessNl } from './access-nl.ts'

/** The words about who may open which record, and who did. */
export type { AccessTexts }
export const accessTexts: Readonly<Record<Language, AccessTexts>> = { nl: accessNl, en: accessEn }
