import { type BoundsToday, boundsToday, plan } from '@dosis/engine'
import type { PatientDetails } from '@dosis/api'
import { canonicalJson, type IsoDate, type Knowledge, type Prescription, type ProgressInput } from '@dosis/domain'
import { assessmentInputOf } from '../intake/assessment-input.ts'
import type { PatientState, PlanInRecord } from '../patient/state.ts'

/**
 * All that `progress` may look at: the running plan, every log of it, all harm that was reported, and what was released.
 * A level that a clinician set stands in the version of the plan that it made.
 * @param today what the rules say today of the plan, which was confirmed earlier; left out = as confirmed
 */
export function progressInputOf(
  state: PatientState,
  current: PlanInRecord,
  on: IsoDate,
  today: BoundsToday | null = null,
): ProgressInput {
  return {
    on,
    plan: current.plan,
    planVersion: current.version,
    logs: state.logs.filter(({ planId }) => planId === current.planId),
    adverseEvents: state.adverseEvents.map(({ report }) => report),
    released: state.adverseEvents.flatMap(({ report, release }) => (release === null ? [] : [report.eventId])),
    evaluatedOn: state.evaluations.findLast(({ on: heldOn }) => heldOn >= current.plan.startsOn)?.on ?? null,
    changedOn: changedOn(state, current),
    ...(today === null || today.limitsNow.length === 0 ? {} : { limitsNow: today.limitsNow }),
    ...(today === null || today.notAllowedNow.length === 0 ? {} : { notAllowedNow: today.notAllowedNow }),
  }
}

/** What the rules say of the running plan by the facts of today: bounds that are new, forms that are out. */
export function boundsOfToday(
  details: PatientDetails,
  state: PatientState,
  current: PlanInRecord,
  knowledge: Knowledge,
  on: IsoDate,
): BoundsToday {
  const assessment = assessmentInputOf(details, state, null, on)
  return boundsToday(current.plan, plan({ assessment, preferences: current.preferences }, knowledge))
}

/** The day of the first version of the plan since which the numbers of each prescription have been what they are. */
function changedOn({ plans }: PatientState, current: PlanInRecord): Readonly<Record<string, IsoDate>> {
  const versions = plans.filter(({ planId }) => planId === current.planId)
  return Object.fromEntries(
    current.plan.prescriptions.map((prescription) => {
      const now = numbersOf(prescription)
      const before = versions.findLastIndex(({ plan: { prescriptions } }) => {
        const then = prescriptions.find(({ id }) => id === prescription.id)
        return then === undefined || numbersOf(then) !== now
      })
      const since = versions[before + 1]?.confirmedAt.slice(0, 10) ?? current.plan.startsOn
      return [prescription.id, since > current.plan.startsOn ? since : current.plan.startsOn]
    }),
  )
}

/** The values of a prescription, without where they come from. */
function numbersOf({ dose, loads = {} }: Prescription): string {
  const values = Object.entries(dose).map(([key, { value, upTo }]) => [key, value, upTo])
  return canonicalJson([values, loads])
}
