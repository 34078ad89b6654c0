import { wholeNumber } from '../read-json/study-count.ts'
import type { RatedDomain } from '../statement.ts'

/** Levels that a cell of a GRADE table takes off, from its words; undefined when it is no rating. */
export function levelsOf(cell: string): number | undefined {
  const words = cell.toLowerCase().trim()
  if (/^(niet|not|no)\s+(ernstig|serious)|^none\b|^geen\b/.test(words)) return 0
  if (/^(extreem|extremely)\s+(ernstig|serious)/.test(words)) return 3
  if (/^(zeer|very)\s+(ernstig|serious)/.test(words)) return 2
  return /^(ernstig|serious)/.test(words) ? 1 : undefined
}

/** Certainty named in a text. */
export function certaintyOf(text: string): 'high' | 'moderate' | 'low' | 'very_low' | undefined {
  // Also with a slip in the first word, as "zeet laag": what is left is no other level.
  if (/\b(ze\p{L}+ la(ag|ge)|ve\p{L}+ low)\b/iu.test(text)) return 'very_low'
  if (/\b(laag|lage|low)\b/i.test(text)) return 'low'
  if (/\b(matig|matige|redelijk|moderate)\b/i.test(text)) return 'moderate'
  return /\b(hoog|hoge|high)\b/i.test(text) ? 'high' : undefined
}

/** Headers of the domains in GRADE tables. */
export const domainHeaders: readonly (readonly [RegExp, RatedDomain])[] = [
  [/^risk of bias|^risico op (bias|vertekening)|^study limitations/i, 'risk-of-bias'],
  [/^inconsisten/i, 'inconsistency'],
  [/^indirect/i, 'indirectness'],
  [/^(imprecision|onnauwkeurig)/i, 'imprecision'],
  [/^publica/i, 'publication-bias'],
]

/** A count in digits or words. */
export function countIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber(text)
}
