/** The languages in which numbers and pictures are written. */
export type Language = 'nl' | 'en'

/** A number as the language writes it: decimal comma in Dutch, a real minus sign. */
export function formatNumber(value: number, decimals: number, language: Language): string {
  if (!Number.isFinite(value)) return value === Infinity ? '∞' : value === -Infinity ? '−∞' : '–'
  const size = Math.abs(value)
  const tooLongForFixed = size >= 1e7 || (size > 0 && size < 0.5 * 10 ** -decimals && size < 1e-6)
  const text = tooLongForFixed ? value.toExponential(2) : value.toFixed(decimals)
  // Minus zero has no sign; a small number below 0 keeps it, since a limit of −0.00 is not a limit of 0.
  const signed = value === 0 ? text.replace('-', '') : text.replaceAll('-', '−')
  return language === 'nl' ? signed.replace('.', ',') : signed
}
