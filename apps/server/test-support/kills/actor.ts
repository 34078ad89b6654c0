import { setTimeout as sleep } from 'node:timers/promises'
import { type Contract, NoConnection, RequestRefused, type RouteName } from '@dosis/api'
import type { Random } from '../../src/db/faults/random.ts'
import { type Browser, newBrowser } from './browser.ts'
import { type Evidence, evidence } from './evidence.ts'
import type { Gate } from './gate.ts'
import type { Ledger } from './ledger.ts'

/** What all who send requests share during a run. */
export interface Run {
  readonly gate: Gate
  /** Acknowledged writes by route. */
  readonly acknowledged: Map<RouteName, number>
  readonly ledgers: Ledger[]
  /** Writes that were answered and sent again all the same. */
  repeated: number
  /** What should never happen. */
  readonly problems: string[]
  /** Whether the answer 503 is no more than a lost one: the database is away for a while. */
  readonly outlastsFailures?: boolean
}

/** As many answers get lost on the way, as far as a phone can tell. */
const fractionSentAgain = 0.15
/** Before what failed is sent again. */
const pauseMilliseconds = 50

type PartsOf<Name extends RouteName> = Omit<Contract[Name], 'response'>

/** Somebody at a screen: sends one request at a time, and the same one again until it is answered. */
export class Actor {
  readonly #run: Run
  readonly #browser: Browser
  readonly #random: Random

  constructor(run: Run, random: Random) {
    this.#run = run
    this.#random = random
    this.#browser = newBrowser(() => run.gate.address)
  }

  /** @throws {Over} the run ended before it was answered */
  read<Name extends RouteName>(name: Name, parts: PartsOf<Name>): Promise<Contract[Name]['response']> {
    return this.#untilAnswered(name, parts)
  }

  /**
   * Sends a write with its ids until it is answered, and now and then once more.
   * @param after what the record must show once it is acknowledged
   * @throws {RequestRefused} only where the caller said that it may be
   */
  async write<Name extends RouteName>(
    ledger: Ledger | null,
    name: Name,
    parts: PartsOf<Name>,
    after: Evidence = evidence({}),
  ): Promise<Contract[Name]['response']> {
    const write = { what: name, after }
    ledger?.send(write)
    const acknowledge = (): void => {
      ledger?.acknowledge(write)
      const { acknowledged } = this.#run
      acknowledged.set(name, (acknowledged.get(name) ?? 0) + 1)
    }
    try {
      const answer = await this.#untilAnswered(name, parts, acknowledge)
      if (this.#random.next() >= fractionSentAgain) return answer
      this.#run.repeated += 1
      return await this.#untilAnswered(name, parts)
    } catch (error) {
      if (error instanceof RequestRefused) ledger?.refuse(write)
      throw error
    }
  }

  async #untilAnswered<Name extends RouteName>(
    name: Name,
    parts: PartsOf<Name>,
    acknowledge: () => void = () => undefined,
  ): Promise<Contract[Name]['response']> {
    const call = this.#browser.call as (name: Name, parts: PartsOf<Name>) => Promise<Contract[Name]['response']>
    let wasAcknowledged = false
    const attempt = async () => {
      try {
        return await call(name, parts)
      } finally {
        if (this.#browser.wasAcknowledged() && !wasAcknowledged) {
          wasAcknowledged = true
          acknowledge()
        }
      }
    }
    for (let isRepeat = false; ; isRepeat = true) {
      try {
        return await this.#run.gate.pass(isRepeat, attempt)
      } catch (error) {
        if (!(error instanceof NoConnection || this.#outlasts(error))) throw error
        if (this.#run.outlastsFailures === true) await sleep(pauseMilliseconds)
      }
    }
  }

  #outlasts(error: unknown): boolean {
    return this.#run.outlastsFailures === true && error instanceof RequestRefused && error.details.status === 503
  }
}
