import { addWeeks, type EvaluationSchedule, type IsoDate, weeksBetween } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { type Conclusion, decide } from './decide.ts'

/** When to evaluate, and how the course ends. Reads whether the course is closed now from the decision to stop. */
export function evaluationSchedule(context: Context): {
  readonly block: EvaluationSchedule
  readonly conclusion: Conclusion
} {
  const conclusion = decide('evaluation', context)
  const [decides] = conclusion.rows
  const figures = decides?.row.figures ?? {}
  const cycleWeeks = figures['cycleWeeks'] ?? null
  const start = context.treatmentStart
  const isClosed = context.decided.get('stop')?.outcomes.includes('close') ?? false
  const block: EvaluationSchedule = {
    nextDate:
      start === null || cycleWeeks === null || isClosed || context.on === null
        ? null
        : nextInCycle(start, cycleWeeks, context.on),
    cycleWeeks,
    indicativeEndDate: after(start, figures['indicativeEndWeeks']),
    notBefore: after(start, figures['notBeforeWeeks']),
    endRule: decides?.rule ?? null,
    factIds: conclusion.cited.factIds,
    why: conclusion.why,
  }
  return { block, conclusion }
}

/** The first day after today that is a multiple of the cycle after the start; never the start itself. */
function nextInCycle(start: IsoDate, cycleWeeks: number, today: IsoDate): IsoDate {
  const cyclesPassed = Math.max(0, Math.floor(weeksBetween(start, today) / cycleWeeks))
  return addWeeks(start, (cyclesPassed + 1) * cycleWeeks)
}

function after(start: IsoDate | null, weeks: number | null | undefined): IsoDate | null {
  return start === null || weeks == null ? null : addWeeks(start, weeks)
}
