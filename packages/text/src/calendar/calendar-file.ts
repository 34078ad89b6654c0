import { addDays, type IsoDate, type Language } from '@dosis/domain'
import ical from 'ical-generator'
import { calendarTexts } from './texts.ts'

/** An entry as it stands in a calendar: a title, on one day or every week on the same days. */
export interface CalendarItem {
  /** Unique within the plan; the same entry of a newer version of the plan replaces it in the calendar. */
  readonly id: string
  readonly title: string
  readonly on: IsoDate
  /** 1 Monday … 7 Sunday, up to and including `until`; left out = once. `everyWeeks` left out = every week. */
  readonly weekly?: { readonly weekdays: readonly number[]; readonly until: IsoDate; readonly everyWeeks?: 2 }
}

const dayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/**
 * Writes a calendar that every calendar program reads. Entries are whole days: a plan says on which day, not at what time.
 * @param stamp the moment at which the plan was confirmed, so that the same plan gives the same bytes
 * @source RFC 5545, iCalendar
 */
export function calendarFile(
  items: readonly CalendarItem[],
  { planId, version, stamp, language }: { planId: string; version: number; stamp: string; language: Language },
): string {
  const texts = calendarTexts[language]
  const calendar = ical({ name: texts.name, prodId: { company: 'Dosis', product: 'plan', language } })
  for (const { id, title, on, weekly } of items) {
    calendar.createEvent({
      id: `${planId}-${id}@dosis`,
      sequence: version,
      stamp: new Date(stamp),
      start: atMidnight(on),
      allDay: true,
      summary: title,
      ...(weekly === undefined ? {} : { repeating: ruleOf(weekly) }),
    })
  }
  return calendar.toString()
}

/** Written by hand: the last day of a whole-day entry must be a day and not a moment. */
function ruleOf({ weekdays, until, everyWeeks }: NonNullable<CalendarItem['weekly']>): string {
  const days = weekdays.map((day) => dayCodes[day - 1]).join(',')
  const interval = everyWeeks === undefined ? '' : `INTERVAL=${everyWeeks};`
  return `RRULE:FREQ=WEEKLY;${interval}UNTIL=${until.replaceAll('-', '')};BYDAY=${days}`
}

function atMidnight(day: IsoDate): Date {
  return new Date(`${addDays(day, 0)}T00:00:00Z`)
}
