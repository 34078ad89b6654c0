import { addWeeks, type EvaluationSchedule, type IsoDate, weeksBetween } from '@dosis/domain'
import { takenOf } from '../compiled/decision.ts'
import type { Patient } from '../compiled/patient.ts'
import { type Block, codesOf } from './cited.ts'
import { citedByTable, whyOfTable } from './decide.ts'
import type { Ready } from './ready-knowledge.ts'

/** When to evaluate, and how the course ends. Reads whether the course is closed now from the decision to stop. */
export function evaluationSchedule({ tables, codes }: Ready, patient: Patient): Block<EvaluationSchedule> {
  const [decides] = takenOf(tables.evaluation, patient).rows
  const cited = citedByTable(tables.evaluation, patient)
  const figures = decides?.row.figures ?? {}
  const cycleWeeks = figures['cycleWeeks'] ?? null
  const { on, treatmentStart: start } = patient
  const isClosed = takenOf(tables.stop, patient).outcomes.includes('close')
  const block: EvaluationSchedule = {
    nextDate:
      start === null || cycleWeeks === null || isClosed || on === null ? null : nextInCycle(start, cycleWeeks, on),
    cycleWeeks,
    indicativeEndDate: after(start, figures['indicativeEndWeeks']),
    notBefore: after(start, figures['notBeforeWeeks']),
    endRule: decides?.rule ?? null,
    factIds: codesOf(cited, 'factIds', codes),
    why: whyOfTable(tables.evaluation, patient),
  }
  return { block, cited }
}

/** The first day after today that is a multiple of the cycle after the start; never the start itself. */
function nextInCycle(start: IsoDate, cycleWeeks: number, today: IsoDate): IsoDate {
  const cyclesPassed = Math.max(0, Math.floor(weeksBetween(start, today) / cycleWeeks))
  return addWeeks(start, (cyclesPassed + 1) * cycleWeeks)
}

function after(start: IsoDate | null, weeks: number | null | undefined): IsoDate | null {
  return start === null || weeks == null ? null : addWeeks(start, weeks)
}
