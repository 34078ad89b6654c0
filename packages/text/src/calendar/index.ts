export { type CalendarItem, calendarFile } from './calendar-file.ts'
export { type CalendarTexts, calendarTexts } from './texts.ts'
