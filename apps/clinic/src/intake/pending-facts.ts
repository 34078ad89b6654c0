import type { Fact, FactId, Facts } from '@dosis/domain'

/** A fact that was typed and is not yet safe with the server; its id makes sending it twice harmless. */
export interface PendingFact {
  readonly eventId: string
  readonly fact: FactId
  readonly stated: Fact
}

/** What can be taken back at once: each fact as it was before it was changed. */
export type Step = readonly { readonly fact: FactId; readonly before: Fact }[]

export interface PendingFacts {
  /** In the order in which they were typed. */
  readonly waiting: readonly PendingFact[]
  readonly steps: readonly Step[]
}

export const nothingPending: PendingFacts = { waiting: [], steps: [] }
const unknown: Fact = { state: 'unknown' }

/** What holds now: what the server has, with what was typed since on top. */
export function mergeFacts(stored: Facts, { waiting }: PendingFacts): Facts {
  return Object.assign({ ...stored }, Object.fromEntries(waiting.map(({ fact, stated }) => [fact, stated])))
}

/**
 * Adds statements that were made at once; a statement about the same fact that was not yet on its way gives way.
 * @param sending ids of what is on its way
 */
export function state(
  pending: PendingFacts,
  stored: Facts,
  statements: readonly PendingFact[],
  sending: readonly string[] = [],
): PendingFacts {
  const now = mergeFacts(stored, pending)
  const step = statements.map(({ fact }) => ({ fact, before: now[fact] ?? unknown }))
  return { waiting: put(pending, statements, sending), steps: [...pending.steps, step] }
}

/** Restates what the last step changed, as it was before; the change itself stays in the history. */
export function takeBack(pending: PendingFacts, makeId: () => string, sending: readonly string[] = []): PendingFacts {
  const step = pending.steps.at(-1) ?? []
  const statements = step.map(({ fact, before }) => ({ eventId: makeId(), fact, stated: before }))
  return { waiting: put(pending, statements, sending), steps: pending.steps.slice(0, -1) }
}

function put({ waiting }: PendingFacts, statements: readonly PendingFact[], sending: readonly string[]) {
  const again = new Set(statements.map(({ fact }) => fact))
  return [...waiting.filter(({ fact, eventId }) => !again.has(fact) || sending.includes(eventId)), ...statements]
}

/** Takes away what the server acknowledged. */
export function acknowledge(pending: PendingFacts, eventIds: readonly string[]): PendingFacts {
  return { ...pending, waiting: pending.waiting.filter(({ eventId }) => !eventIds.includes(eventId)) }
}
