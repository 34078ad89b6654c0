/** What a reader typed into a number field, judged. An empty field is an answer: not known. */
export type ParsedQuantity =
  | { state: 'unknown' }
  | { state: 'value'; value: number }
  | { state: 'problem'; problem: QuantityProblem }

export type QuantityProblem =
  | { kind: 'not_a_number' }
  | { kind: 'ambiguous'; whole: number; decimal: number }
  | { kind: 'too_precise'; decimals: number }
  | { kind: 'too_low'; min: number }
  | { kind: 'too_high'; max: number }

export interface QuantityBounds {
  min?: number | undefined
  max?: number | undefined
  /** How many decimals may be given; none without it. */
  decimals?: number | undefined
}

/**
 * Reads a number with a decimal comma or point, whatever the language: readers mix them, and a misread dose is worse
 * than a question. "1.500" can be fifteen hundred or one and a half, so it is asked back.
 */
export function parseQuantity(text: string, { min, max, decimals = 0 }: QuantityBounds = {}): ParsedQuantity {
  const typed = text.trim().replace(/[\u2212\u2013]/g, '-')
  if (typed === '') return { state: 'unknown' }
  if (!/^-?(\d+([.,]\d*)?|[.,]\d+)$/.test(typed)) return { state: 'problem', problem: { kind: 'not_a_number' } }

  const value = Number(typed.replace(',', '.'))
  const fraction = typed.split(/[.,]/)[1] ?? ''
  if (fraction.length === 3 && decimals < 3 && value !== 0) {
    return {
      state: 'problem',
      problem: { kind: 'ambiguous', whole: Number(typed.replace(/[.,]/, '')), decimal: value },
    }
  }
  if (fraction.replace(/0+$/, '').length > decimals)
    return { state: 'problem', problem: { kind: 'too_precise', decimals } }
  if (min !== undefined && value < min) return { state: 'problem', problem: { kind: 'too_low', min } }
  if (max !== undefined && value > max) return { state: 'problem', problem: { kind: 'too_high', max } }
  return { state: 'value', value: value === 0 ? 0 : value }
}
