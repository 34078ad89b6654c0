import type { WeekSummary } from '@dosis/domain'

/** Less than a point up or down on a scale of 0 to 10 in whole points is called the same. */
const samePoints = 1

/** Compares the pain after training of the last week with that of the first; null while there is one week only. */
export function meaningOf(weeks: readonly WeekSummary[]): 'lessPain' | 'samePain' | 'morePain' | null {
  const known = weeks.flatMap(({ meanPainAfter }) => (meanPainAfter === null ? [] : [meanPainAfter]))
  const first = known[0]
  const last = known.at(-1)
  if (known.length < 2 || first === undefined || last === undefined) return null
  if (last - first <= -samePoints) return 'lessPain'
  return last - first >= samePoints ? 'morePain' : 'samePain'
}
