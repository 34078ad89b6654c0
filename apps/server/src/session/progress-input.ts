import type { IsoDate, ProgressInput } from '@dosis/domain'
import type { PatientState, PlanInRecord } from '../patient/state.ts'

/**
 * All that `progress` may look at: the running plan, every log of it, all harm that was reported, and what was released.
 * A level that a clinician set stands in the version of the plan that it made.
 */
export function progressInputOf(state: PatientState, current: PlanInRecord, on: IsoDate): ProgressInput {
  return {
    on,
    plan: current.plan,
    planVersion: current.version,
    logs: state.logs.filter(({ planId }) => planId === current.planId),
    adverseEvents: state.adverseEvents.map(({ report }) => report),
    released: state.adverseEvents.flatMap(({ report, release }) => (release === null ? [] : [report.eventId])),
    evaluatedOn: state.evaluations.findLast(({ on: heldOn }) => heldOn >= current.plan.startsOn)?.on ?? null,
  }
}
