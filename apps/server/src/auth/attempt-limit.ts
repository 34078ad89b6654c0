import { sql } from 'kysely'
import { sha256, type Store } from '../db/index.ts'
import { Refused } from '../http/refused.ts'

const windowMilliseconds = 15 * 60_000
const windowInterval = '15 minutes'

/**
 * Counts failed attempts per key in windows of 15 minutes, in the database, so that all processes count together and a
 * restart forgets nothing. An attempt counts from its start, so that many at once gain nothing, and is forgiven when it
 * succeeds.
 */
export class AttemptLimit {
  readonly #name: string
  readonly #atMost: number
  readonly #store: Pick<Store, 'now' | 'write'>

  /**
   * @param name keys of another name are other keys
   * @param store without the entries of requests: a count is not what the log is about
   */
  constructor(name: string, atMost: number, store: Pick<Store, 'now' | 'write'>) {
    this.#name = name
    this.#atMost = atMost
    this.#store = store
  }

  /** @throws {Refused} 429, with the seconds to wait */
  async start(key: string): Promise<void> {
    const now = this.#store.now()
    const countedFrom = await this.#store.write(async (transaction) => {
      const { rows } = await sql<{ since: Date | null }>`
        select dosis_count_attempt(${this.#hashOf(key)}, ${this.#atMost}, ${now}, ${windowInterval}) as since`.execute(
        transaction,
      )
      return rows[0]?.since ?? null
    }, 'entry')
    if (countedFrom === null) return
    const seconds = Math.ceil((countedFrom.getTime() + windowMilliseconds - now.getTime()) / 1000)
    throw new Refused(429, 'Too many attempts; wait a while', [], { 'retry-after': String(seconds) })
  }

  async forgive(key: string): Promise<void> {
    await this.#store.write(
      (transaction) => sql`select dosis_forgive_attempt(${this.#hashOf(key)})`.execute(transaction),
      'entry',
    )
  }

  /** Keys hold an address or a login; what is stored has one length and says neither by itself. */
  #hashOf(key: string): string {
    return sha256(`dosis attempt\n${this.#name}\n${key}`)
  }
}
