/** A calendar day, `YYYY-MM-DD`. */
export type IsoDate = string
/** A moment in UTC, ISO 8601 with milliseconds and `Z`. */
export type IsoMoment = string

const millisecondsPerDay = 86_400_000

/** True for a day that exists in the Gregorian calendar (29 February only in leap years). */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function toDayNumber(date: IsoDate): number {
  if (!isIsoDate(date)) throw new RangeError(`iso-date: needs a calendar day YYYY-MM-DD, got ${date}`)
  return Date.parse(`${date}T00:00:00Z`) / millisecondsPerDay
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
