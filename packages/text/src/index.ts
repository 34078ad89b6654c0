import type { Language } from '@dosis/domain'
import { en } from './en.ts'
import { nl } from './nl.ts'

export type { DoseWords } from './nl.ts'
/** The words that all parts of Dosis share, in both languages. */
export type Terms = typeof nl
export const terms: Readonly<Record<Language, Terms>> = { nl, en }
