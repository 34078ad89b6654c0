/** A calendar day, `YYYY-MM-DD`. */
export type IsoDate = string
/** A moment in UTC, ISO 8601 with milliseconds and `Z`. */
export type IsoMoment = string

const millisecondsPerDay = 86_400_000

/** True for a day that exists in the Gregorian calendar (29 February only in leap years). */
export function isIsoDate(text: string): boolean {
  return dayNumberOf(text) !== null
}

function toDayNumber(date: IsoDate): number {
  const day = dayNumberOf(date)
  if (day === null) throw new RangeError(`iso-date: needs a calendar day YYYY-MM-DD, got ${date}`)
  return day
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days since 1 January 1970, negative before it; `null` for what is no day of the Gregorian calendar. */
function dayNumberOf(text: string): number | null {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return null
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  if (year === null || month === null || day === null || month < 1 || month > 12 || day < 1) return null
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = month === 2 && isLeap ? 29 : (monthLengths[month - 1] as number)
  return day > length ? null : daysFromCivil(year, month, day)
}

/** The number that the digits from `start` to `end` make; `null` when one is no digit. */
function digits(text: string, start: number, end: number): number | null {
  let number = 0
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return null
    number = number * 10 + digit
  }
  return number
}

/**
 * Days since 1 January 1970. Years begin in March, so that the leap day comes last; 400 years are 146,097 days.
 * @source Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, days_from_civil
 */
function daysFromCivil(year: number, month: number, day: number): number {
  const fromMarch = month <= 2 ? year - 1 : year
  const era = Math.floor(fromMarch / 400)
  const yearOfEra = fromMarch - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** @returns the day `days` later (earlier when negative) */
export function addDays(date: IsoDate, days: number): IsoDate {
  return new Date((toDayNumber(date) + days) * millisecondsPerDay).toISOString().slice(0, 10)
}

export function addWeeks(date: IsoDate, weeks: number): IsoDate {
  return addDays(date, weeks * 7)
}

/** @returns whole days from `start` to `end`, negative when `end` comes first */
export function daysBetween(start: IsoDate, end: IsoDate): number {
  return toDayNumber(end) - toDayNumber(start)
}

/** @returns weeks from `start` to `end`; 41 days are 5.857… weeks, 42 days exactly 6 */
export function weeksBetween(start: IsoDate, end: IsoDate): number {
  return daysBetween(start, end) / 7
}

/** @returns age in whole years by the calendar; born on 29 February, one ages on 1 March in other years */
export function ageInYears(birthDate: IsoDate, on: IsoDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** @returns 1 for Monday … 7 for Sunday */
export function weekday(date: IsoDate): number {
  return ((((toDayNumber(date) + 3) % 7) + 7) % 7) + 1
}

/** @returns the Monday of the week in which `date` falls */
export function startOfWeek(date: IsoDate): IsoDate {
  return addDays(date, 1 - weekday(date))
}
