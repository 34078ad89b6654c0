import { canonicalJson, type SessionLog } from '@dosis/domain'
import type { SetAside } from './events.ts'

/** One of perhaps several contents that came for one session. */
export interface Told {
  readonly log: SessionLog
  readonly setAside: SetAside | null
}

/**
 * Of several contents for one session the one that is worse counts, and the others are kept beside it: with harm, broken
 * off, with more pain, with more effort, and otherwise the first in the order of their text. So it does not matter which
 * device came first (INV-58), and none of them is forgotten.
 * @param told in any order
 * @returns each once, in the order in which they came; the clocks of phones order nothing (INV-60)
 */
export function whichCounts(told: readonly Told[]): readonly Told[] {
  const ofSession = Map.groupBy(told.filter(mayCount), ({ log }) => log.sessionId)
  return told.map((each) => {
    const others = ofSession.get(each.log.sessionId) ?? []
    if (!mayCount(each) || others.length === 1) return each
    const [counts] = others.toSorted((left, right) => worseFirst(left.log, right.log))
    return { log: each.log, setAside: each === counts ? null : 'conflict' }
  })
}

function mayCount({ setAside }: Told): boolean {
  return setAside === null || setAside === 'conflict'
}

function worseFirst(left: SessionLog, right: SessionLog): number {
  return (
    Number(right.adverseEvent !== null) - Number(left.adverseEvent !== null) ||
    Number(left.completed) - Number(right.completed) ||
    worst(right.painBefore, right.painAfter) - worst(left.painBefore, left.painAfter) ||
    worst(right.effortBorg) - worst(left.effortBorg) ||
    inOrder(canonicalJson(left), canonicalJson(right))
  )
}

function worst(...scores: readonly (number | null)[]): number {
  return Math.max(...scores.map((score) => score ?? -1))
}

function inOrder(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}
