import type { Fact, FactId, Facts } from '@dosis/domain'

/** A fact that was typed and is not yet safe with the server; its id makes sending it twice harmless. */
export interface PendingFact {
  readonly eventId: string
  readonly fact: FactId
  readonly stated: Fact
}

/** What can be taken back: the fact as it was before it was changed. */
export interface Step {
  readonly fact: FactId
  readonly before: Fact
  readonly after: Fact
}

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

/** Adds a statement; a statement about the same fact that was not yet on its way gives way to it. */
export function state(
  pending: PendingFacts,
  stored: Facts,
  statement: PendingFact,
  { sending = [], undoing = false }: { sending?: readonly string[]; undoing?: boolean } = {},
): PendingFacts {
  const before = mergeFacts(stored, pending)[statement.fact] ?? unknown
  const kept = pending.waiting.filter(({ fact, eventId }) => fact !== statement.fact || sending.includes(eventId))
  const step = { fact: statement.fact, before, after: statement.stated }
  return {
    waiting: [...kept, statement],
    steps: undoing ? pending.steps.slice(0, -1) : [...pending.steps, step],
  }
}

/** Takes away what the server acknowledged. */
export function acknowledge(pending: PendingFacts, eventIds: readonly string[]): PendingFacts {
  return { ...pending, waiting: pending.waiting.filter(({ eventId }) => !eventIds.includes(eventId)) }
}
