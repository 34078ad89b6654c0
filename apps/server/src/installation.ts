import type { IsoDate, Knowledge } from '@dosis/domain'
import type { Log, Store } from './db/index.ts'
import { dayAt } from './today.ts'

/** What every use case of one running server shares. */
export interface Installation {
  readonly store: Store
  /** In canonical order, as it is stored for replay. */
  readonly knowledge: Knowledge
  readonly log: Log
  /** Zone in which the practice's days begin, such as `Europe/Amsterdam`. */
  readonly timeZone: string
  /** Shown on the patient's phone. */
  readonly practicePhone: string
}

export function todayOf({ store, timeZone }: Installation): IsoDate {
  return dayAt(store.now(), timeZone)
}
