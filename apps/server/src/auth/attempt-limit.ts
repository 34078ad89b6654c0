import { Refused } from '../http/refused.ts'

const windowMilliseconds = 15 * 60_000
const keysAtMost = 10_000

interface Attempts {
  readonly countedFrom: number
  readonly count: number
}

/**
 * Counts failed attempts per key in windows of 15 minutes. An attempt counts from its start, so that many at once gain
 * nothing, and is forgiven when it succeeds.
 */
export class AttemptLimit {
  readonly #atMost: number
  readonly #now: () => Date
  readonly #attempts = new Map<string, Attempts>()

  constructor(atMost: number, now: () => Date) {
    this.#atMost = atMost
    this.#now = now
  }

  /** @throws {Refused} 429, with the seconds to wait */
  start(key: string): void {
    const now = this.#now().getTime()
    const { countedFrom, count } = this.#current(key, now)
    if (count >= this.#atMost) {
      const seconds = Math.ceil((countedFrom + windowMilliseconds - now) / 1000)
      throw new Refused(429, 'Too many attempts; wait a while', [], { 'retry-after': String(seconds) })
    }
    this.#forgetOldest()
    this.#attempts.set(key, { countedFrom, count: count + 1 })
  }

  forgive(key: string): void {
    const attempts = this.#attempts.get(key)
    if (attempts !== undefined) this.#attempts.set(key, { ...attempts, count: attempts.count - 1 })
  }

  #current(key: string, now: number): Attempts {
    const known = this.#attempts.get(key)
    const isCurrent = known !== undefined && now < known.countedFrom + windowMilliseconds && now >= known.countedFrom
    return isCurrent ? known : { countedFrom: now, count: 0 }
  }

  /** A flood of keys takes no more memory than this; a `Map` gives its oldest key first. */
  #forgetOldest(): void {
    if (this.#attempts.size < keysAtMost) return
    const oldest = this.#attempts.keys().next().value
    if (oldest !== undefined) this.#attempts.delete(oldest)
  }
}
