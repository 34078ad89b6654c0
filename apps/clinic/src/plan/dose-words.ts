import { type DoseKey, type DoseLimit, type DoseNumber, meetsAim, otherRangeTaken } from '@dosis/domain'
import type { Words } from '../frame/words.ts'

type Speech = Pick<Words, 'terms' | 't' | 'formatNumber'>

/** A number or a range: "3", "8–12". */
export function rangeWords(value: number, upTo: number | null, { formatNumber }: Pick<Speech, 'formatNumber'>): string {
  return upTo === null || upTo === value ? formatNumber(value) : `${formatNumber(value)}–${formatNumber(upTo)}`
}

/** Numbers whose unit says what they are; the others are named, because seconds can be many things. */
const saysItself: ReadonlySet<DoseKey> = new Set([
  'sessionsPerWeek',
  'minutesPerSession',
  'minutesPerWeek',
  'repetitions',
  'sets',
  'impactsPerSet',
  'impactsPerSession',
  'intervalCount',
  'speedKilometresPerHour',
  'loadKilograms',
])

/** A number of a dose with its unit; `null` while nobody has decided it. */
export function doseWords(
  key: DoseKey,
  { value, upTo }: Pick<DoseNumber, 'value' | 'upTo'>,
  speech: Speech,
): string | null {
  if (value === null) return null
  const figures = rangeWords(value, upTo, speech)
  const { name, unit } = speech.terms.dose[key]
  if (unit === '') return `${name.toLowerCase()} ${figures}`
  const figure = `${figures}\u00a0${unit}`
  return saysItself.has(key) ? figure : `${name.toLowerCase()} ${figure}`
}

/** A limit with its value and unit: "hoogstens 3 series". */
export function boundOfLimit(key: DoseKey, limit: DoseLimit, side: 'lowest' | 'highest', speech: Speech): string {
  const { terms } = speech
  const figure = doseWords(key, { value: limit.value, upTo: null }, speech) ?? ''
  return `${side === 'lowest' ? terms.atLeast : terms.atMost} ${figure}`
}

/** The same with its kind: "hoogstens 3 series (vaste grens)". */
export function limitWords(key: DoseKey, limit: DoseLimit, side: 'lowest' | 'highest', speech: Speech): string {
  return speech.t.plan.limit(boundOfLimit(key, limit, side, speech), speech.t.plan.limitKind[limit.kind])
}

export interface HardBounds {
  readonly minimum: number
  readonly maximum: number
}

/** The room that the hard limits leave; without one it runs from nothing to what a figure can sensibly be. */
export function hardBounds({ lowest, highest }: Pick<DoseNumber, 'lowest' | 'highest'>): HardBounds {
  const hard = (limits: readonly DoseLimit[]) => limits.filter(({ kind }) => kind === 'hard').map(({ value }) => value)
  return { minimum: Math.max(0, ...hard(lowest)), maximum: Math.min(100_000, ...hard(highest)) }
}

/** The first soft limit that a number crosses, or the range of another source that it takes; both ask for a reason. */
export function crossedSoftLimit(
  number: Pick<DoseNumber, 'lowest' | 'highest'> & Partial<Pick<DoseNumber, 'others' | 'changed'>>,
  value: number,
  upTo: number | null,
): DoseLimit | null {
  const { lowest, highest, others = [], changed = null } = number
  const over = highest.find((limit) => limit.kind === 'soft' && Math.max(value, upTo ?? value) > limit.value)
  const under = lowest.find((limit) => limit.kind === 'soft' && value < limit.value)
  const other = otherRangeTaken({ others, changed }, value)
  const taken: DoseLimit | null =
    other === null ? null : { value: other.from, kind: 'soft', rule: other.rule, factIds: other.factIds }
  return over ?? under ?? taken
}

/** What other sources give or ask for beside the number: a range that was not drafted, an aim without a number. */
export function besideNumber(
  key: DoseKey,
  { value, others = [], aims = [] }: DoseNumber,
  speech: Speech,
): readonly { readonly rule: string; readonly text: string }[] {
  const { plan } = speech.t
  return [
    ...others.map(({ from, upTo, rule }) => ({
      rule,
      text: plan.otherRange(doseWords(key, { value: from, upTo }, speech) ?? ''),
    })),
    ...aims.map((one) => ({
      rule: one.rule,
      text: plan.aim[one.aim](value === null ? null : meetsAim(one, value)),
    })),
  ]
}
