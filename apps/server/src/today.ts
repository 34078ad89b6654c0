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
