import type { Contradiction, Knowledge } from '@dosis/domain'
import type { CoverageGap, CoveredItem } from './coverage.ts'

/**
 * Finds contradictions whose consequence is not what the rules do: something named that does not act on it, a reading
 * without a value that holds, or a trap that nothing acts on.
 * @param items what becomes of every item, contradictions included
 */
export function wrongConsequences(
  { contradictions }: Pick<Knowledge, 'contradictions'>,
  items: readonly CoveredItem[],
): CoverageGap[] {
  const itemOf = new Map(items.map((item) => [item.id, item]))
  return Object.values(contradictions).flatMap((one) =>
    problemsOf(one, itemOf.get(one.id)).map((message): CoverageGap => ({ kind: 'consequence', id: one.id, message })),
  )
}

function problemsOf(
  { consequence: { kind, by }, holds, changesDecision }: Contradiction,
  item: CoveredItem | undefined,
): readonly string[] {
  const acts = kind === 'rule' || kind === 'warning' || kind === 'estimate'
  const acting = item?.by ?? []
  const idle = by.filter((thing) => !acting.includes(thing)).map((thing) => `"${thing}" does nothing with it`)
  const unnamed = acts && by.length === 0 ? [`names nothing that acts on it, as a ${kind} does`] : []
  const named = acts || by.length === 0 ? [] : [`is said to be ${kind}, and names ${by.join(', ')}`]
  const used = acts || acting.length === 0 ? [] : [`is said to be ${kind}, and ${acting.join(', ')} uses it`]
  const undecided = kind === 'reading' && holds === null ? ['is a reading without a value that holds'] : []
  const trap = changesDecision && !acts ? ['changes a decision, and nothing acts on it'] : []
  return [...idle, ...unnamed, ...named, ...used, ...undecided, ...trap]
}
