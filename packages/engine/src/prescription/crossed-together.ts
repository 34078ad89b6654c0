import type { PlanBlock, Prescription } from '@dosis/domain'

/**
 * Limits on the week hold for the person, not for one prescription: endurance in two forms, such as intervals and
 * unbroken walking, counts together. The lowest ceiling on sessions a week among them is the ceiling of their sum.
 */
export function crossedTogether(prescriptions: readonly Prescription[]): readonly PlanBlock[] {
  const endurance = prescriptions.filter(({ modality }) => modality === 'aerobic')
  const last = endurance.at(-1)
  const [limit] = endurance
    .flatMap(({ dose }) => dose.sessionsPerWeek?.highest ?? [])
    .sort((left, right) => left.value - right.value)
  if (last === undefined || limit === undefined || endurance.length < 2) return []
  const total = endurance.reduce((sum, { dose }) => sum + (dose.sessionsPerWeek?.value ?? 0), 0)
  if (total <= limit.value) return []
  const at = { prescription: last.id, key: 'sessionsPerWeek', limit } as const
  if (limit.kind === 'hard') return [{ kind: 'hard_limit', ...at }]
  const hasReason = endurance.some(({ dose }) => (dose.sessionsPerWeek?.changed?.reason ?? '').trim() !== '')
  return hasReason ? [] : [{ kind: 'reason_needed', ...at }]
}
