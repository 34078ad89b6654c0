import type { Plan, SessionTemplate } from '@dosis/domain'
import { planCalendar } from '@dosis/engine'
import type { CalendarItem, CalendarTexts } from '@dosis/text/calendar'

/** The entries of a plan with a title each: sessions by their name, evaluations and the end in words. */
export function calendarItems(
  plan: Plan,
  titleOf: (template: SessionTemplate) => string,
  texts: Pick<CalendarTexts, 'evaluation' | 'end'>,
): readonly CalendarItem[] {
  return planCalendar(plan).flatMap((entry, index): CalendarItem[] => {
    if (entry.kind === 'evaluation') return [{ id: `evaluation-${index}`, title: texts.evaluation, on: entry.on }]
    if (entry.kind === 'end') return [{ id: 'end', title: texts.end, on: entry.on }]
    const template = plan.sessions.find(({ id }) => id === entry.template)
    if (template === undefined) return []
    const { weekdays, until, everyWeeks } = entry
    const weekly = { weekdays, until, ...(everyWeeks === undefined ? {} : { everyWeeks }) }
    return [{ id: `session-${entry.template}`, title: titleOf(template), on: entry.from, weekly }]
  })
}
