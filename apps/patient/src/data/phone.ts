import {
  type AuditPage,
  type Call,
  type DeliveredItem,
  NoConnection,
  type PatientToday,
  RequestRefused,
} from '@dosis/api'
import type { IsoDate } from '@dosis/domain'
import type { PhoneClock } from './phone-clock.ts'
import type { Kept, PatientKnowledge, PhoneStore, Unsent } from './phone-store.ts'

/** What this phone knows; `signed_out` needs the link of the therapist. */
export interface PhoneState {
  readonly phase: 'loading' | 'signed_out' | 'ready'
  readonly today: PatientToday | undefined
  readonly knowledge: PatientKnowledge | undefined
  /** Day of the phone on which the server last said what `today` is. */
  readonly seenOn: IsoDate | undefined
  /** Day of the phone now; a page that stays open overnight sees it change. */
  readonly day: IsoDate
  readonly isOffline: boolean
  /** Everything that waits, of whichever patient. */
  readonly unsent: readonly Unsent[]
  /** Ids of what the phone refused to keep: it is lost when the page closes before it is sent. */
  readonly unkept: ReadonlySet<string>
}

export type Opened = 'opened' | 'refused' | 'no_connection'

export interface Phone {
  readonly state: () => PhoneState
  readonly subscribe: (listener: () => void) => () => void
  /** Shows what is kept, then asks the server; call once. */
  readonly start: () => Promise<void>
  readonly openLink: (token: string) => Promise<Opened>
  /** Asks the server what holds today, and sends what waits. */
  readonly sync: () => Promise<void>
  /** Who looked at the record, the newest first; null without a connection. Nothing of it is kept on this phone. */
  readonly whoLooked: (search: { before?: string; by?: 'professionals' }) => Promise<AuditPage | null>
  /** Keeps on this phone first, then sends; answers whether the phone kept it. */
  readonly send: (item: Unsent) => Promise<boolean>
  /** Sends what was refused once more. */
  readonly retry: () => Promise<void>
  /** Reads again what another window of this app changed. */
  readonly reload: () => Promise<void>
}

interface PhoneParts {
  readonly call: Call
  readonly store: PhoneStore
  readonly clock: PhoneClock
  /** Runs a task when no other window of this app sends. */
  readonly alone: (task: () => Promise<void>) => Promise<void>
  /** Tells the other windows that something changed. */
  readonly tellOthers: () => void
}

/** Holds the plan of this phone and everything that waits to be sent, and sends it when there is a connection. */
export function createPhone({ call, store, clock, alone, tellOthers }: PhoneParts): Phone {
  const listeners = new Set<() => void>()
  let state: PhoneState = {
    phase: 'loading',
    today: undefined,
    knowledge: undefined,
    seenOn: undefined,
    day: clock.day(),
    isOffline: false,
    unsent: [],
    unkept: new Set(),
  }
  let queue: Promise<void> = Promise.resolve()
  /** Ids of what is on its way to the disk. */
  const keeping = new Set<string>()

  const set = (changes: Partial<PhoneState>) => {
    state = { ...state, ...changes, day: clock.day() }
    for (const listener of listeners) listener()
  }
  const inTurn = (task: () => Promise<void>): Promise<void> => {
    queue = queue.then(task, task)
    return queue
  }

  /** What the phone cannot keep is asked for again at the next start; it never stands in the way of showing it. */
  const tolerate = (keeping: Promise<void>) => keeping.catch(() => undefined)

  async function take(today: PatientToday, knowledge = state.knowledge): Promise<void> {
    const seenOn = clock.day()
    set({ today, knowledge, seenOn, isOffline: false, phase: 'ready' })
    const kept: Kept = { today, knowledge, seenOn, seenAt: clock.now() }
    await tolerate(store.keep(kept))
  }

  /** @throws what is neither a lost connection nor a session that ended: a mistake of ours */
  async function fail(error: unknown): Promise<void> {
    if (error instanceof RequestRefused && error.details.status === 401) {
      await tolerate(store.forget())
      set({ today: undefined, knowledge: undefined, seenOn: undefined, phase: 'signed_out', isOffline: false })
    } else if (isTemporary(error)) {
      set({ isOffline: true })
    } else {
      throw error
    }
  }

  async function refresh(): Promise<boolean> {
    try {
      const [today, knowledge] = await Promise.all([call('today'), call('patientKnowledge')])
      await take(today, knowledge)
      return true
    } catch (error) {
      await fail(error)
      return false
    }
  }

  async function readUnsent(): Promise<void> {
    const there = await store.unsent()
    const isOnlyHere = (id: string) => state.unkept.has(id) || keeping.has(id)
    const onlyHere = state.unsent.filter(({ id }) => isOnlyHere(id) && !there.some((item) => item.id === id))
    set({ unsent: [...there, ...onlyHere] })
  }

  async function deliver(items: readonly Unsent[]): Promise<void> {
    const before = state.today?.planHash
    const { today } = await call('sync', { body: { items: items.map(toDelivery) } })
    // An item that the phone fails to remove is sent again, and the server knows it by its id.
    const ids = new Set(items.map(({ id }) => id))
    await Promise.all(items.map(({ id }) => tolerate(store.removeUnsent(id))))
    const unkept = new Set([...state.unkept].filter((id) => !ids.has(id)))
    set({ unsent: state.unsent.filter(({ id }) => !ids.has(id)), unkept })
    await take(today)
    tellOthers()
    // Another plan has other exercises, and the phone knows how to do those of its plan alone.
    if (today.planHash !== before) await refresh()
  }

  /** @returns whether the next may be sent; of several that are refused together each is tried alone */
  async function sendOrMark(items: readonly Unsent[]): Promise<boolean> {
    try {
      await deliver(items)
    } catch (error) {
      if (!(error instanceof RequestRefused) || !isFinal(error)) {
        await fail(error)
        return false
      }
      const [item, ...others] = items
      if (item !== undefined && others.length === 0) await markRefused(item, error)
      else for (const each of items) if (!(await sendOrMark([each]))) return false
    }
    return true
  }

  async function markRefused(item: Unsent, error: RequestRefused): Promise<void> {
    const { status, title, problems } = error.details
    const reason = problems.length === 0 ? title : problems.map(({ path, message }) => `${path} ${message}`).join('; ')
    const marked: Unsent = { ...item, refused: { status, reason } }
    set({ unsent: state.unsent.map((each) => (each.id === item.id ? marked : each)) })
    await store.putUnsent(marked).catch(() => undefined)
  }

  /** Sends what waits of the patient whom the server says this phone belongs to, what concerns harm first. */
  async function sendWaiting(isAgain: boolean): Promise<void> {
    await readUnsent()
    const own = state.unsent.filter(
      ({ patientId, refused }) => patientId === state.today?.patientId && (isAgain || refused === undefined),
    )
    const waiting = [...own].sort(byUrgency)
    for (let from = 0; from < waiting.length; from += atATime) {
      if (!(await sendOrMark(waiting.slice(from, from + atATime)))) return
    }
  }

  const syncNow = (isAgain: boolean) => () =>
    alone(async () => {
      await readUnsent()
      if (await refresh()) await sendWaiting(isAgain)
    })
  const sync = (): Promise<void> => inTurn(syncNow(false))

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: async () => {
      const known = await store.kept().catch(() => undefined)
      if (known !== undefined) {
        set({ today: known.today, knowledge: known.knowledge, seenOn: known.seenOn, phase: 'ready' })
      }
      await inTurn(syncNow(true))
      // Without a plan on the phone and without an answer there is nothing to show but the way in.
      if (state.phase === 'loading') set({ phase: 'signed_out' })
    },
    openLink: async (token) => {
      let outcome: Opened = 'opened'
      await inTurn(async () => {
        try {
          const today = await call('openLink', { body: { token } })
          await take(today, today.patientId === state.today?.patientId ? state.knowledge : undefined)
        } catch (error) {
          if (isTemporary(error)) outcome = 'no_connection'
          else if (error instanceof RequestRefused) outcome = 'refused'
          else throw error
        }
      })
      if (outcome === 'opened') {
        tellOthers()
        await sync()
      }
      return outcome
    },
    sync,
    send: async (item) => {
      // In sight from the first moment: what is not in this list counts as sent.
      keeping.add(item.id)
      set({ unsent: [...state.unsent.filter(({ id }) => id !== item.id), item] })
      const isKept = await store.putUnsent(item).then(
        () => true,
        () => false,
      )
      if (!isKept) set({ unkept: new Set([...state.unkept, item.id]) })
      keeping.delete(item.id)
      tellOthers()
      void sync()
      return isKept
    },
    whoLooked: async (query) => {
      try {
        return await call('whoLooked', { query })
      } catch (error) {
        await fail(error)
        return null
      }
    },
    retry: () => inTurn(syncNow(true)),
    reload: async () => {
      const known = await store.kept().catch(() => undefined)
      await readUnsent()
      if (known !== undefined) {
        set({ today: known.today, knowledge: known.knowledge, seenOn: known.seenOn, phase: 'ready' })
      }
    },
  }
}

/** So many go together: a month without a connection is a few requests, and what was cut off costs little to send again. */
const atATime = 40

function toDelivery(item: Unsent): DeliveredItem {
  return { id: item.id, kind: item.kind, body: item.kind === 'report' ? item.report : item.log }
}

/** No answer, a server that is down, or one that asks to come back later: what waits may well go through next time. */
function isTemporary(error: unknown): boolean {
  if (error instanceof NoConnection) return true
  return (
    error instanceof RequestRefused && (error.details.status >= 500 || [408, 425, 429].includes(error.details.status))
  )
}

/** The server understood and says no: sending the same again changes nothing. */
function isFinal(error: RequestRefused): boolean {
  return error.details.status !== 401 && !isTemporary(error)
}

function byUrgency(left: Unsent, right: Unsent): number {
  const rank = (item: Unsent) => (item.kind === 'report' ? 0 : item.log.adverseEvent === null ? 2 : 1)
  return rank(left) - rank(right)
}
