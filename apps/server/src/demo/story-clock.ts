import type { IsoDate } from '@dosis/domain'

const hour = 60 * 60_000

/** The clock of a story, which the story sets; never later than the moment at which the demo is loaded. */
export class StoryClock {
  readonly #firstStart: Date
  #at: Date

  constructor(firstStart: Date) {
    this.#firstStart = firstStart
    this.#at = firstStart
  }

  /** A second later with every look, so that what is told in order is recorded in order. */
  readonly now = (): Date => {
    const at = this.#at
    this.set(new Date(at.getTime() + 1000))
    return at
  }

  set(moment: Date): void {
    this.#at = new Date(Math.min(moment.getTime(), this.#firstStart.getTime()))
  }

  hasCome(moment: Date): boolean {
    return moment <= this.#firstStart
  }
}

/** The practice works in the morning, patients train in the early evening; hours in UTC. */
export const practiceOpensAt = 9
export const patientsTrainAt = 17

export function momentOn(date: IsoDate, hourOfDay: number): Date {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + hourOfDay * hour)
}
