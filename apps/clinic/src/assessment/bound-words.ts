import type { DoseBound, DoseBounds } from '@dosis/domain'
import type { Words } from '../frame/words.ts'

type Speech = Pick<Words, 'terms' | 'formatNumber'>
type Range = { readonly min?: number | null; readonly max?: number | null; readonly about?: number }

export interface BoundLine {
  readonly key: string
  readonly name: string
  /** `null`: the source is silent about it. */
  readonly told: string | null
}

const isRange = (bound: object): bound is Range =>
  Object.keys(bound).every((key) => ['min', 'max', 'about'].includes(key))

function rangeWords({ min, max, about }: Range, { terms, formatNumber }: Speech): string {
  if (about !== undefined) return `${terms.about} ${formatNumber(about)}`
  if (min != null && max != null) return min === max ? formatNumber(min) : `${formatNumber(min)}–${formatNumber(max)}`
  if (min != null) return `${terms.atLeast} ${formatNumber(min)}`
  return max == null ? terms.boundSilent : `${terms.atMost} ${formatNumber(max)}`
}

function boundWords(key: string, bound: Exclude<DoseBound, null>, speech: Speech): string {
  const { terms, formatNumber } = speech
  const unit = terms.bound[key]?.unit ?? ''
  const withUnit = (text: string) => (unit === '' ? text : `${text}\u00a0${unit}`)
  if (typeof bound === 'boolean') return bound ? terms.yes : terms.no
  if (typeof bound === 'number') return withUnit(formatNumber(bound))
  if (typeof bound === 'string') return terms.boundValue[bound] ?? bound
  if (isRange(bound)) return withUnit(rangeWords(bound, speech))
  return boundLines(bound, speech)
    .map(({ name, told }) => `${name}: ${told ?? terms.boundSilent}`)
    .join('; ')
}

/** What the source prints about a dose, a line for each thing it speaks of; what it leaves open says so. */
export function boundLines(bounds: DoseBounds, speech: Speech): readonly BoundLine[] {
  return Object.entries(bounds).map(([key, bound]) => ({
    key,
    name: speech.terms.bound[key]?.name ?? key,
    told: bound === null ? null : boundWords(key, bound, speech),
  }))
}
