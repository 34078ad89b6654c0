/** Days for so many sessions a week, as far apart as they go. 1 Monday … 7 Sunday. */
const spread: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [1, 4],
  3: [1, 3, 5],
  4: [1, 3, 5, 6],
  5: [1, 2, 3, 5, 6],
  6: [1, 2, 3, 4, 5, 6],
  7: [1, 2, 3, 4, 5, 6, 7],
}

/** @returns the weekdays of `perWeek` sessions: of the days that were chosen, spread over them; else Dosis' own spread */
export function spreadOverWeek(perWeek: number, chosen: readonly number[] | undefined): readonly number[] {
  const days = [...new Set(chosen ?? [])].sort((left, right) => left - right)
  if (days.length === 0) return spread[Math.min(7, Math.max(1, Math.floor(perWeek)))] ?? []
  if (perWeek >= days.length) return days
  return Array.from({ length: perWeek }, (_, index) => days[Math.floor((index * days.length) / perWeek)] as number)
}
