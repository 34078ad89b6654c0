import {
  type DoseKey,
  type DoseLimit,
  doseKeys,
  type LimitNow,
  type NotAllowedNow,
  type Plan,
  type Prescription,
} from '@dosis/domain'
import { measuredLoadLimits } from './ceilings.ts'

/** What the rules say today about the prescriptions of a plan that was confirmed earlier. */
export interface BoundsToday {
  readonly limitsNow: readonly LimitNow[]
  readonly notAllowedNow: readonly NotAllowedNow[]
}

/**
 * The bounds that came since a plan was confirmed, and its forms that may no longer be prescribed.
 * @param drafted the plan that comes out today from the facts of today and the same choices
 */
export function boundsToday(confirmed: Plan, drafted: Plan): BoundsToday {
  const pairs = confirmed.prescriptions.map((prescription) => ({
    prescription,
    today: sameForm(prescription, drafted),
  }))
  return {
    limitsNow: pairs.flatMap(({ prescription, today }) => (today === undefined ? [] : newLimits(prescription, today))),
    notAllowedNow: pairs.flatMap(({ prescription, today }): NotAllowedNow[] => {
      const left = drafted.leftOut.find(({ form }) => form === prescription.form)
      return today !== undefined || left === undefined
        ? []
        : [{ prescription: prescription.id, rule: left.rule, factIds: left.factIds }]
    }),
  }
}

function sameForm({ form }: Prescription, { prescriptions }: Plan): Prescription | undefined {
  return prescriptions.find((each) => each.form === form || (each.forms ?? []).includes(form))
}

function newLimits(confirmed: Prescription, today: Prescription): readonly LimitNow[] {
  const at = { prescription: confirmed.id }
  const ofDose = doseKeys.flatMap((key: DoseKey): LimitNow[] => {
    const known = confirmed.dose[key]?.highest ?? []
    return (today.dose[key]?.highest ?? [])
      .filter((limit) => !known.some((each) => isSame(each, limit)))
      .map((limit) => ({ ...at, key, limit }))
  })
  const ofLoads = confirmed.exercises.flatMap((exercise): LimitNow[] =>
    measuredLoadLimits(today, exercise).map((limit) => ({ ...at, key: 'loadKilograms', exercise, limit })),
  )
  return [...ofDose, ...ofLoads]
}

function isSame(left: DoseLimit, right: DoseLimit): boolean {
  return left.value === right.value && left.kind === right.kind && left.rule === right.rule
}
