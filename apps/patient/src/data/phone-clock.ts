import type { IsoDate } from '@dosis/domain'
import { keepHere, keptHere } from './kept-here.ts'

/** The clock of the phone, set right by what the server last said, so that a wrong clock spoils no log. */
export interface PhoneClock {
  /** Milliseconds since 1970, corrected. */
  readonly now: () => number
  /** The calendar day where the phone is, corrected. */
  readonly day: () => IsoDate
  /** Takes note of the server's time (milliseconds) at a moment of the phone's own clock. */
  readonly learn: (serverTime: number, phoneTime: number) => void
}

/** Below this the clocks agree: the server's time comes in whole seconds and travels for a while. */
const agreeMilliseconds = 90_000
const key = 'dosis.clock-offset'
const isNumber = (value: unknown): value is number => typeof value === 'number'

export function createPhoneClock(own: () => number = Date.now): PhoneClock {
  let offset = keptHere(key, isNumber) ?? 0
  const now = () => own() + offset
  return {
    now,
    day: () => dayWhereThePhoneIs(now()),
    learn: (serverTime, phoneTime) => {
      const difference = serverTime - phoneTime
      const next = Math.abs(difference) < agreeMilliseconds ? 0 : difference
      if (next === offset) return
      offset = next
      keepHere(key, offset)
    },
  }
}

/** @returns the local calendar day of a moment */
export function dayWhereThePhoneIs(milliseconds: number): IsoDate {
  const date = new Date(milliseconds)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
