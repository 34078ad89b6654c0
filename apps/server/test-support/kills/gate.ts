/** Thrown at those who would go on after the end. */
export class Over extends Error {
  constructor() {
    super('the run is over')
    this.name = 'Over'
  }
}

/** Lets requests through while a server is up, and tells when none is under way any more. */
export class Gate {
  #addresses: readonly string[] = []
  #turn = 0
  #opening = Promise.withResolvers<void>()
  #isOver = false
  #takesNew = true
  readonly #underWay = new Set<Promise<unknown>>()

  /** Where the next request goes: to each server in turn. */
  get address(): string {
    this.#turn += 1
    return this.#addresses[this.#turn % this.#addresses.length] ?? ''
  }

  open(...addresses: readonly string[]): void {
    this.#addresses = addresses
    this.#opening.resolve()
  }

  close(): void {
    this.#opening = Promise.withResolvers<void>()
  }

  /** From now on only what was sent before may be sent again. */
  takeNothingNew(): void {
    this.#takesNew = false
  }

  /** Sends everybody home. */
  end(): void {
    this.#isOver = true
    this.#opening.resolve()
  }

  /**
   * Sends one request when the gate is open.
   * @throws {Over} nothing may be sent any more
   */
  async pass<Answer>(isRepeat: boolean, request: () => Promise<Answer>): Promise<Answer> {
    await this.#opening.promise
    if (this.#isOver || (!this.#takesNew && !isRepeat)) throw new Over()
    const answer = request()
    this.#underWay.add(answer)
    try {
      return await answer
    } finally {
      this.#underWay.delete(answer)
    }
  }

  /** To be called when the gate is closed and the server is gone: every request then fails, sooner or later. */
  async untilQuiet(): Promise<void> {
    await Promise.allSettled(this.#underWay)
  }
}
