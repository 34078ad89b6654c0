import type { Prescription, SessionLog } from '@dosis/domain'
import { levelOf } from './summarise-weeks.ts'

/**
 * The level of the last session that was completed, when it lies below the level of now: after a gap training starts
 * again there, and what was missed is not made up for. Null when there is nothing to go back to.
 */
export function lastTolerated(
  { levels, programme }: Pick<Prescription, 'levels' | 'programme'>,
  level: number | null,
  logs: readonly SessionLog[],
): number | null {
  if (level === null || (levels === undefined && programme?.exercises === undefined)) return null
  const last = logs.findLast(({ completed }) => completed)
  const trained = last === undefined ? null : levelOf(last)
  return trained !== null && trained < level ? Math.max(1, trained) : null
}
