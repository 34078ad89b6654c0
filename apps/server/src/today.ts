import type { IsoDate } from '@dosis/domain'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day at a moment in the practice's time zone. */
export function dayAt(moment: Date, timeZone: string): IsoDate {
  return formatOf(timeZone).format(moment)
}

/** Making a format costs far more than using it. Swedish writes a day as ISO 8601 does. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, format)
  return format
}

const hour = 60 * 60_000

/** The moment at which a calendar day begins in the practice's time zone. */
export function startOfDay(day: IsoDate, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00.000Z`)
  // No zone is further from UTC than 14 hours, and days only go up.
  let before = midnight - 15 * hour
  let within = midnight + 15 * hour
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2)
    if (dayAt(new Date(middle), timeZone) < day) before = middle
    else within = middle
  }
  return new Date(within)
}
