import type { Contract, PatientToday } from '@dosis/api'
import type { AdverseEventReport, IsoDate, SessionLog } from '@dosis/domain'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { forgetHere, keepHere, keptHere, keysHere } from './kept-here.ts'

export type PatientKnowledge = Contract['patientKnowledge']['response']

/** Something that the patient said and the server has not confirmed yet. `patientId` says whose it is. */
export type Unsent = {
  readonly id: string
  readonly patientId: string
  /** The server did not take it; it stays here and is tried again when the app is opened anew. */
  readonly refused?: { readonly status: number; readonly reason: string }
} & (
  | { readonly kind: 'log'; readonly log: SessionLog }
  | { readonly kind: 'report'; readonly report: AdverseEventReport }
)

/** What the server last told this phone, and the day and moment of the phone at which it did. */
export interface Kept {
  readonly today: PatientToday
  readonly knowledge: PatientKnowledge | undefined
  readonly seenOn: IsoDate
  readonly seenAt: number
}

/** What survives closing the app. Each promise rejects when the phone refuses. */
export interface PhoneStore {
  readonly putUnsent: (item: Unsent) => Promise<void>
  readonly unsent: () => Promise<readonly Unsent[]>
  readonly removeUnsent: (id: string) => Promise<void>
  readonly keep: (kept: Kept) => Promise<void>
  readonly kept: () => Promise<Kept | undefined>
  /** Forgets the patient on this phone, except what was not sent yet. */
  readonly forget: () => Promise<void>
}

/** The phone keeps nothing: no room, or a window that may not. */
export class PhoneFull extends Error {
  constructor() {
    super('This phone keeps nothing')
    this.name = 'PhoneFull'
  }
}

interface PhoneSchema extends DBSchema {
  unsent: { key: string; value: Unsent }
  kept: { key: string; value: Kept }
}

const plan = 'plan'
const prefix = 'dosis.unsent.'

/**
 * Keeps in IndexedDB. What must be sent goes to local storage when IndexedDB refuses (a full disk, a private window),
 * so that two places have to fail before anything depends on an open page.
 */
export function openPhoneStore(): PhoneStore {
  let opening: Promise<IDBPDatabase<PhoneSchema>> | undefined
  const forgetConnection = () => {
    opening = undefined
  }
  // A browser may refuse at once or later; both come out as a rejected promise.
  const open = async () => {
    opening ??= openDB<PhoneSchema>('dosis-phone', 1, {
      upgrade: (database) => {
        database.createObjectStore('unsent', { keyPath: 'id' })
        database.createObjectStore('kept')
      },
      blocking: (_current, _blocked, event) => {
        ;(event.target as IDBDatabase | null)?.close()
        forgetConnection()
      },
      terminated: forgetConnection,
    })
    opening.catch(forgetConnection)
    return opening
  }

  return {
    putUnsent: async (item) => {
      try {
        const writing = (await open()).transaction('unsent', 'readwrite', { durability: 'strict' })
        await Promise.all([writing.store.put(item), writing.done])
      } catch {
        if (!keepHere(prefix + item.id, item).isLasting) throw new PhoneFull()
      }
    },
    unsent: async () => {
      const there = await open()
        .then((database) => database.getAll('unsent'))
        .catch(() => [])
      const beside = besideItems().filter(({ id }) => !there.some((item) => item.id === id))
      return [...there, ...beside]
    },
    removeUnsent: async (id) => {
      forgetHere(prefix + id)
      await (await open()).delete('unsent', id)
    },
    keep: async (kept) => {
      await (await open()).put('kept', kept, plan)
    },
    kept: async () => (await open()).get('kept', plan),
    forget: async () => {
      await (await open()).clear('kept')
    },
  }
}

const isUnsent = (value: unknown): value is Unsent =>
  typeof value === 'object' && value !== null && 'id' in value && 'patientId' in value && 'kind' in value

function besideItems(): Unsent[] {
  return keysHere()
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => keptHere(key, isUnsent) ?? [])
}
