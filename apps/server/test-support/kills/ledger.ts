import { type Evidence, findLosses, type Item, tookEffect, type Unanswered } from './evidence.ts'

/** What the record of one patient must show, by all that was sent and answered so far. */
export class Ledger {
  readonly patientId: string
  readonly #acknowledged = new Map<string, string>()
  readonly #unanswered = new Set<Unanswered>()
  readonly #moments = new Map<string, string>()
  #isTouched = false

  constructor(patientId: string) {
    this.patientId = patientId
  }

  /** Whether something was sent since the record was last checked. */
  get isTouched(): boolean {
    return this.#isTouched
  }

  /** Whether the patient need not be there yet. */
  get isEmpty(): boolean {
    return this.#acknowledged.size === 0
  }

  /** Ids of what was acknowledged under keys of one kind, such as `adverse`. */
  idsOf(kind: string): readonly string[] {
    return [...this.#acknowledged.keys()].flatMap((key) =>
      key.startsWith(`${kind}:`) ? [key.slice(kind.length + 1)] : [],
    )
  }

  send(write: Unanswered): void {
    this.#isTouched = true
    this.#unanswered.add(write)
  }

  acknowledge(write: Unanswered): void {
    this.#unanswered.delete(write)
    for (const [key, content] of write.after) this.#acknowledged.set(key, content)
  }

  refuse(write: Unanswered): void {
    this.#unanswered.delete(write)
  }

  /** @returns what is wrong with the record, and how many unanswered writes took effect or did not */
  check(items: readonly Item[]): { problems: readonly string[]; done: number; notDone: number } {
    this.#isTouched = false
    const unanswered = [...this.#unanswered].filter(({ after }) => after.size > 0)
    const done = unanswered.filter((write) => tookEffect(items, write)).length
    const acknowledged: Evidence = this.#acknowledged
    const problems = [...findLosses(items, acknowledged, unanswered), ...this.#movedMoments(items)]
    return {
      problems: problems.map((problem) => `${this.patientId}: ${problem}`),
      done,
      notDone: unanswered.length - done,
    }
  }

  #movedMoments(items: readonly Item[]): readonly string[] {
    return items.flatMap(({ key, at }) => {
      if (at === null) return []
      const before = this.#moments.get(key) ?? at
      this.#moments.set(key, before)
      return before === at ? [] : [`${key} has another time than before`]
    })
  }
}
