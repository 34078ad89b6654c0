const missing = new Set(['', 'na', 'nan', 'n/a', 'null', '.', '-', '–', '—', '?'])

/**
 * Reads a number as people write it: `0,34`, `0.34`, `−1.2`, `1.5e-3`, `.5`, `12%` is refused.
 * @returns the number; undefined for an empty cell or a sign for "missing"; NaN for what is no number, or could be two
 *   (`1.234,5`, `1,234,567`)
 */
export function parseNumber(text: string): number | undefined {
  const plain = text
    .trim()
    .replaceAll(/[−–‐‑]/g, '-')
    .replaceAll(/[\s']/g, '')
  if (missing.has(plain.toLowerCase()) || missing.has(text.trim())) return undefined
  if (/^[+-]?(inf|infinity|∞)$/i.test(plain)) return plain.startsWith('-') ? -Infinity : Infinity
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(plain)) return Number.NaN
  return Number(plain.replace(',', '.'))
}
