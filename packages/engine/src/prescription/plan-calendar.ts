import { addDays, addWeeks, type IsoDate, type Plan, type SessionTemplate, weekday } from '@dosis/domain'
import { contentOn } from '../progression/parts-on.ts'

/** Weeks that sessions run when no evaluation is planned: as far ahead as the plan is shown. */
const weeksWithoutEvaluation = 6

/** Something of a plan that has its days: a session every week on the same days, an evaluation, the end of the course. */
export type CalendarEntry =
  | {
      readonly kind: 'sessions'
      readonly template: string
      /** 1 Monday … 7 Sunday. */
      readonly weekdays: readonly number[]
      /** The first day on which the session is planned, and the last day on which it may be. */
      readonly from: IsoDate
      readonly until: IsoDate
      /** 2 = every other week; left out = every week. */
      readonly everyWeeks?: 2
    }
  | { readonly kind: 'evaluation'; readonly on: IsoDate }
  | { readonly kind: 'end'; readonly on: IsoDate }

/**
 * The days of a plan. Sessions run up to the day before the next evaluation, since nothing renews itself: what comes
 * after it is for a professional to confirm. Evaluations follow each other up to the day on which the course ends.
 */
export function planCalendar(plan: Plan): readonly CalendarEntry[] {
  const { nextDate, cycleWeeks, indicativeEndDate } = plan.evaluation
  const until = addDays(nextDate ?? addWeeks(plan.startsOn, weeksWithoutEvaluation), -1)
  const sessions = plan.sessions.flatMap((template): CalendarEntry[] => {
    const { id, weekdays = plan.weekdays } = template
    const isEveryOther = isEveryOtherWeek(template)
    const from = firstDay(plan, weekdays, (day) => !isEveryOther || contentOn(template, plan, day, []) === 'A')
    if (from === null || from > until) return []
    return [{ kind: 'sessions', template: id, weekdays, from, until, ...(isEveryOther ? { everyWeeks: 2 } : {}) }]
  })
  const evaluations = evaluationDays(nextDate, cycleWeeks, indicativeEndDate)
  return [
    ...sessions,
    ...evaluations.map((on): CalendarEntry => ({ kind: 'evaluation', on })),
    ...(indicativeEndDate === null ? [] : [{ kind: 'end', on: indicativeEndDate } as const]),
  ]
}

/** Two contents that take turns by the week, and the second has nothing in it. */
function isEveryOtherWeek({ alternate }: SessionTemplate): boolean {
  return alternate?.every === 'week' && alternate.parts.length === 0
}

function firstDay(
  { startsOn }: Plan,
  weekdays: readonly number[],
  isItsWeek: (day: IsoDate) => boolean,
): IsoDate | null {
  const days = Array.from({ length: 14 }, (_, ahead) => addDays(startsOn, ahead))
  return days.find((day) => weekdays.includes(weekday(day)) && isItsWeek(day)) ?? null
}

/** The next evaluation, and those of each further cycle before the end; the end is a conversation of its own. */
function evaluationDays(next: IsoDate | null, cycleWeeks: number | null, end: IsoDate | null): IsoDate[] {
  if (next === null) return []
  if (cycleWeeks === null || cycleWeeks < 1 || end === null) return [next]
  const days: IsoDate[] = []
  for (let day = next; day < end; day = addWeeks(day, cycleWeeks)) days.push(day)
  return days.length === 0 ? [next] : days
}
