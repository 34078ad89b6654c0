import type { Language } from '@dosis/domain'

const locale = { nl: 'nl-NL', en: 'en-GB' } as const satisfies Record<Language, string>

export interface NumberFormat {
  /** Exactly so many decimals; without it as many as the number has, at most two. */
  decimals?: number | undefined
  /** Write a plus before what is above zero, as a change is written. */
  signed?: boolean | undefined
  /** Set after the number with a space that does not break; `%` and `°` stand close, as the language asks. */
  unit?: string | undefined
}

/**
 * A number as the reader writes it: decimal comma in Dutch, a true minus sign, no grouping below ten thousand.
 * @example formatNumber(72.5, 'nl', { unit: 'kg' }) // "72,5 kg"
 */
export function formatNumber(value: number, language: Language, { decimals, signed, unit }: NumberFormat = {}): string {
  const figures = new Intl.NumberFormat(locale[language], {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? 2,
    useGrouping: 'min2',
    signDisplay: signed ? 'exceptZero' : 'negative',
  })
    .format(value)
    .replace('-', '\u2212')
  if (unit === undefined || unit === '') return figures
  return /^[%°]/.test(unit) ? `${figures}${unit}` : `${figures}\u00a0${unit}`
}

export type DateStyle = 'long' | 'short' | 'weekday' | 'numeric'

const dateParts: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  numeric: { day: '2-digit', month: '2-digit', year: 'numeric' },
}

/**
 * A calendar day, given as `YYYY-MM-DD` (a time after it is ignored), in the reader's language; no time zone can
 * move it to the day before.
 * @throws {RangeError} when the text is not a date
 */
export function formatDate(date: string, language: Language, style: DateStyle = 'long'): string {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(day.getTime())) throw new RangeError(`formatDate: needs YYYY-MM-DD, got "${date}"`)
  return new Intl.DateTimeFormat(locale[language], { ...dateParts[style], timeZone: 'UTC' }).format(day)
}

/** The clock time of an instant (ISO with offset) where the reader is: "14:05". */
export function formatTime(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(locale[language], { hour: '2-digit', minute: '2-digit' }).format(new Date(instant))
}

/** Seconds as minutes and seconds, as a stopwatch shows them: 95 is "1:35". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
