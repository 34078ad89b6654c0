import type { DoseLimit, PlanBlock, Prescription, Progression, ProgressionRule } from '@dosis/domain'

type RestRule = ProgressionRule & { readonly when: { readonly restDaysBelow: number } }

/** The rule of a programme that keeps rest days between its sessions, when it counts. */
export function restRuleOf(progression: Progression | null): RestRule | null {
  const found = progression?.rules.find(({ when, review }) => 'restDaysBelow' in when && review.state === 'active')
  return (found as RestRule | undefined) ?? null
}

/** Days of the week that keep so many whole days between any two of them; the week goes round. */
export function keepsRest(days: readonly number[], restDays: number): boolean {
  return days.every((day, index) => {
    const next = days[(index + 1) % days.length] as number
    const apart = days.length === 1 ? 7 : (next - day + 7) % 7
    return apart > restDays
  })
}

/** As many of the chosen days as the sessions need, with rest days in between where they allow it. */
export function daysWithRest(
  days: readonly number[],
  chosen: readonly number[] | undefined,
  restDays: number,
): readonly number[] {
  if (keepsRest(days, restDays)) return days
  const possible = [...new Set(chosen ?? [1, 2, 3, 4, 5, 6, 7])].sort((left, right) => left - right)
  return subsets(possible, days.length).find((each) => keepsRest(each, restDays)) ?? days
}

function subsets(days: readonly number[], size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]]
  return days.flatMap((day, index) => subsets(days.slice(index + 1), size - 1).map((rest) => [day, ...rest]))
}

/**
 * Sessions on days that follow each other ask for a reason, like any number past a soft limit; the most sessions that
 * these days hold with rest is the limit.
 */
export function crossedRest(
  { id, dose }: Pick<Prescription, 'id' | 'dose'>,
  progression: Progression | null,
  days: readonly number[],
): readonly PlanBlock[] {
  const rule = restRuleOf(progression)
  if (rule === null || days.length < 2 || keepsRest(days, rule.when.restDaysBelow)) return []
  if ((dose.sessionsPerWeek?.changed?.reason ?? '').trim() !== '') return []
  const most = [...days.keys()].find((fewer) =>
    subsets(days, days.length - fewer).some((each) => keepsRest(each, rule.when.restDaysBelow)),
  )
  const limit: DoseLimit = {
    value: days.length - (most ?? days.length - 1),
    kind: 'soft',
    rule: `${progression?.id ?? ''}/${rule.id}`,
    factIds: rule.factIds,
  }
  return [{ kind: 'reason_needed', prescription: id, key: 'sessionsPerWeek', limit }]
}
