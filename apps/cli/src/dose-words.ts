import type { Dose, DoseBounds, DoseNumber, IntensityTarget, Language } from '@dosis/domain'
import { type DoseWords, terms } from '@dosis/text'
import { messages } from './messages.ts'

/** The numbers of a dose in a line: "2–3 times per week, 8–12 repetitions"; a silent number says so. */
export function doseInWords(dose: Dose, language: Language): string {
  const words = terms[language]
  return Object.entries(dose)
    .map(([key, number]) => phrase(number, words.dose[key as keyof typeof words.dose], words.boundSilent))
    .join(', ')
}

/** A target that is given, with its unit: "88–107 beats per minute". */
export function targetInWords({ scale, from, upTo, talk }: IntensityTarget, language: Language): string {
  const { intensity } = terms[language]
  if (talk !== null) return intensity.talk[talk]
  return `${from === upTo ? from : `${from}–${upTo}`} ${intensity.scale[scale].unit}`.trimEnd()
}

function phrase({ value, upTo, highest }: DoseNumber, { name, unit }: DoseWords, silent: string): string {
  if (value === null) {
    const [ceiling] = highest
    return `${name.toLowerCase()}${ceiling === undefined ? '' : ` ≤ ${ceiling.value} ${unit}`.trimEnd()}: ${silent}`
  }
  const figure = upTo === null || upTo === value ? String(value) : `${value}–${upTo}`
  return saysWhat(unit) ? `${figure} ${unit}` : `${name.toLowerCase()} ${figure} ${unit}`.trimEnd()
}

/** A unit such as "repetitions" says what is counted; seconds, minutes and shares need the name before them. */
function saysWhat(unit: string): boolean {
  return !['', 's', 'min'].includes(unit) && !unit.startsWith('%')
}

/** The bounds that a source prints, in one line: `Frequency 2–3 times a week, Sets, at most 3`. */
export function boundsInWords(bounds: DoseBounds, language: Language): string {
  const { bound, boundValue } = terms[language]
  return Object.entries(bounds)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${bound[key]?.name ?? key} ${figure(value)}${unitOf(key, value)}`)
    .join(', ')

  /** Of a number or a range; words and bursts say their own. */
  function unitOf(key: string, value: DoseBounds[string] | undefined): string {
    const unit = bound[key]?.unit ?? ''
    const isNumber = typeof value === 'number'
    const isRange = typeof value === 'object' && value !== null && ['min', 'max', 'about'].some((end) => end in value)
    return unit !== '' && (isNumber || isRange) ? ` ${unit}` : ''
  }
  function figure(value: DoseBounds[string] | undefined): string {
    if (value === null || value === undefined) return ''
    if (typeof value === 'boolean') return value ? messages[language].yes : messages[language].no
    if (typeof value !== 'object') return boundValue[String(value)] ?? String(value)
    const { min, max, about } = value
    if (typeof about === 'number') return `± ${about}`
    if (typeof min === 'number' && typeof max === 'number') return min === max ? `${min}` : `${min}–${max}`
    if (typeof min === 'number') return `≥ ${min}`
    if (typeof max === 'number') return `≤ ${max}`
    return `(${boundsInWords(value, language)})`
  }
}
