import type { Language } from '@dosis/domain'
import { instrumentsEn } from './instruments-en.ts'
import { type InstrumentTexts, instrumentsNl } from './instruments-nl.ts'

/** The words for filling in instruments: in a file of their own, so that they come with the page of evaluation. */
export type { InstrumentTexts }
export const instrumentTexts: Readonly<Record<Language, InstrumentTexts>> = { nl: instrumentsNl, en: instrumentsEn }
