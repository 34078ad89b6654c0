import type { IsoDate } from '@dosis/domain'

/** The calendar day at a moment in the practice's time zone. */
export function dayAt(moment: Date, timeZone: string): IsoDate {
  // Swedish writes a day as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    moment,
  )
}
