/** Names of effect measures in English and Dutch, with their abbreviation. Longer names come first. */
const measures: readonly (readonly [RegExp, string])[] = [
  [/\bSMD\b|gestandaardiseerd\w*\s+gemiddeld\w*\s+verschil|standardi[sz]ed\s+mean\s+difference/gi, 'SMD'],
  [/\bW?MD\b|\bGMD\b|gemiddeld\w*\s+verschil|mean\s+difference/g, 'MD'],
  [/\ba?RR\b|relatie(?:f|ve)\s+risico|risk\s+ratio|relative\s+risk/g, 'RR'],
  [/\ba?OR\b|odds\s?ratio/g, 'OR'],
  [/\ba?HR\b|hazard\s?ratio/g, 'HR'],
  [/\bIRR\b|rate\s+ratio/g, 'IRR'],
  [/\bRD\b|\bRV\b|risicoverschil|risk\s+difference/g, 'RD'],
]

/** Pattern of an abbreviated measure in front of a number. */
export const measurePattern = '(?:SMD|W?MD|GMD|a?RR|a?OR|a?HR|IRR|RD|RV)'

/** The measure named last in a text, as its abbreviation. */
export function lastMeasure(text: string): string | undefined {
  let [found, at]: [string | undefined, number] = [undefined, -1]
  for (const [pattern, name] of measures) {
    const last = [...text.matchAll(pattern)].at(-1)
    if (last !== undefined && last.index > at) [found, at] = [name, last.index]
  }
  return found
}
