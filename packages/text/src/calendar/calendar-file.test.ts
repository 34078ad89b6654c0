import { expect, test } from 'vitest'
import { type CalendarItem, calendarFile } from './calendar-file.ts'

const about = { planId: 'p1', version: 2, stamp: '2026-05-04T09:30:00.000Z', language: 'nl' } as const
const linesOf = (...items: CalendarItem[]) => calendarFile(items, about).split('\r\n')

test('a session stands on its days every week, whole days, up to and including the last', () => {
  const lines = linesOf({
    id: 'walk',
    title: 'Wandelen; 30 minuten, buiten',
    on: '2026-05-04',
    weekly: { weekdays: [1, 3, 7], until: '2026-06-14' },
  })
  expect(lines).toContain('DTSTART;VALUE=DATE:20260504')
  expect(lines).toContain('RRULE:FREQ=WEEKLY;UNTIL=20260614;BYDAY=MO,WE,SU')
  expect(lines).toContain('SUMMARY:Wandelen\\; 30 minuten\\, buiten')
})

test('a session of every other week says so', () => {
  const weekly = { weekdays: [1], until: '2026-06-14', everyWeeks: 2 } as const
  const lines = linesOf({ id: 'strength', title: 'Kracht', on: '2026-05-04', weekly })
  expect(lines).toContain('RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20260614;BYDAY=MO')
})

test('a newer version of the plan replaces the entry: the same name, a higher number', () => {
  const lines = linesOf({ id: 'evaluation-1', title: 'Evaluatie', on: '2026-06-15' })
  expect(lines).toContain('UID:p1-evaluation-1@dosis')
  expect(lines).toContain('SEQUENCE:2')
  expect(lines).toContain('DTSTAMP:20260504T093000Z')
  expect(lines.some((line) => line.startsWith('RRULE'))).toBe(false)
})

test('the same plan gives the same bytes, and no line is longer than 75 bytes', () => {
  const item = { id: 'a', title: 'Een lange titel met accénten '.repeat(6), on: '2026-06-15' }
  expect(calendarFile([item], about)).toBe(calendarFile([item], about))
  for (const line of linesOf(item)) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
})
