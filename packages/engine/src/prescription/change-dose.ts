import type { Dose, DoseKey, DoseLimit, DoseNumber, PlanBlock } from '@dosis/domain'
import { doseKeys, otherRangeTaken } from '@dosis/domain'

/** A number as the therapist wants it. */
export interface DoseChange {
  readonly value: number
  readonly upTo?: number
  readonly reason?: string
}

type Changes = Readonly<Partial<Record<DoseKey, DoseChange>>>

/** Puts the therapist's numbers in the dose; what they were stays beside them. */
export function changeDose(dose: Dose, changes: Changes): Dose {
  const keys = doseKeys.filter((key) => dose[key] !== undefined || changes[key] !== undefined)
  return Object.fromEntries(keys.map((key) => [key, changeNumber(dose[key] ?? silentNumber, changes[key])]))
}

/** A number about which every source is silent. */
export const silentNumber: DoseNumber = { value: null, upTo: null, lowest: [], highest: [], factIds: [], changed: null }

function changeNumber(number: DoseNumber, change: DoseChange | undefined): DoseNumber {
  if (change === undefined) return number
  const upTo = change.upTo ?? null
  if (change.value === number.value && upTo === number.upTo) return number
  return { ...number, value: change.value, upTo, changed: { from: number.value, reason: change.reason ?? '' } }
}

/**
 * Limits that the numbers of a dose cross: a hard one never holds, a soft one asks for the reason. Only numbers that
 * somebody changed can cross a limit, because the draft keeps within all of them.
 */
export function crossedLimits(prescription: string, dose: Dose): readonly PlanBlock[] {
  return doseKeys.flatMap((key): readonly PlanBlock[] => {
    const number = dose[key]
    const limit = number === undefined ? null : crossedLimit(number)
    if (number === undefined || limit === null) return []
    if (limit.kind === 'hard') return [{ kind: 'hard_limit', prescription, key, limit }]
    const hasReason = (number.changed?.reason ?? '').trim() !== ''
    return hasReason ? [] : [{ kind: 'reason_needed', prescription, key, limit }]
  })
}

/** @returns the limit that the number crosses, a hard one before a soft one; to take the range of another source is soft */
export function crossedLimit(number: DoseNumber): DoseLimit | null {
  const { value, upTo, lowest, highest, changed } = number
  if (value === null || changed === null) return null
  const crossed = [
    ...highest.filter((limit) => Math.max(value, upTo ?? value) > limit.value),
    ...lowest.filter((limit) => value < limit.value),
  ]
  const other = otherRangeTaken(number, value)
  const taken: DoseLimit | null =
    other === null ? null : { value: other.from, kind: 'soft', rule: other.rule, factIds: other.factIds }
  return crossed.find(({ kind }) => kind === 'hard') ?? crossed[0] ?? taken
}
