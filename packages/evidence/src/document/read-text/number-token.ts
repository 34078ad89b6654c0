import { type PrintedNumber, printedNumber } from '../printed-number.ts'

/** Pattern of a number without its sign: thousands with points, commas or spaces; decimals with point or comma. */
export const unsigned = '(?:\\d{1,3}(?:[.,]\\d{3})+[.,]\\d+|\\d+(?:[.,]\\d+)*|[.,]\\d+)'
/** Pattern of a number with its sign. */
export const signed = `[-+]?${unsigned}`

/**
 * Reads a printed number. One separator before three digits is ambiguous: in counts it marks thousands (1.511, 6,348),
 * in measurements decimals (0.125).
 */
export function readNumber(token: string, as: 'measure' | 'count'): PrintedNumber {
  const text = token.trim().replace(/^\+/, '')
  const separators = text.replace(/[^.,]/g, '')
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  if (last < 0) return printedNumber(Number(text), 0)
  const isMixed = separators.includes('.') && separators.includes(',')
  const isRepeated = separators.length > 1 && !isMixed
  const isThousands = isRepeated || (as === 'count' && !isMixed && /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text))
  if (isThousands) return printedNumber(Number(text.replace(/[.,]/g, '')), 0)
  const whole = text.slice(0, last).replace(/[.,]/g, '')
  const decimals = text.slice(last + 1)
  const value = Number(`${whole === '' || whole === '-' ? `${whole}0` : whole}.${decimals}`)
  return printedNumber(value, decimals.length)
}

const lessWord = /^(lager|minder|lower|fewer|less|decrease|afname)$/i

/** A number with the word behind it that says its side: "0.11 lager" is −0.11. */
export function readSided(token: string, word: string | undefined): PrintedNumber {
  const number = readNumber(token, 'measure')
  return word !== undefined && lessWord.test(word) && number.value > 0
    ? printedNumber(-number.value, number.decimals)
    : number
}

/** Pattern of the words that say a side. */
export const sideWord = '(?:hoger|lager|meer|minder|higher|lower|more|fewer|less)'
