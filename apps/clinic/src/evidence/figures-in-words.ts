import { formatNumber } from '@dosis/evidence/table'
import type { Language } from '@dosis/domain'
import type { EvidenceTexts } from '@dosis/text'
import type { Estimated, Limits } from './work/protocol.ts'

/** Numbers of a result as the reader writes them: ratios are no longer logarithms. */
export function figuresOf(language: Language, isRatio: boolean, to: string) {
  const show = (value: number, decimals = 2) => formatNumber(isRatio ? Math.exp(value) : value, decimals, language)
  const limits = ({ lower, upper }: Limits) => `${show(lower)} ${to} ${show(upper)}`
  return { show, limits, withLimits: (one: Estimated) => `${show(one.estimate)} (${limits(one)})` }
}

/** `p = 0,003`, or `p < 0,001`. */
export function pWords(p: number | undefined, language: Language): string {
  if (p === undefined) return 'p –'
  return p < 0.001 ? `p < ${formatNumber(0.001, 3, language)}` : `p = ${formatNumber(p, 3, language)}`
}

/** The answer as a sentence: which way, and the figures. */
export function inWords(one: Estimated, figures: string, e: EvidenceTexts): string {
  return e.inWords(one.lower > 0 ? 'higher' : one.upper < 0 ? 'lower' : 'unclear', figures)
}
