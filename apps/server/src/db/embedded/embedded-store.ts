import { connect, migrateOrClose } from '../connect.ts'
import { type Log, type Store, queueBehindBarrier, writeBehindBarrier, writeToServer } from '../store.ts'
import type { BarrierParts } from './durable-file-system.ts'
import { openEmbedded } from './open-embedded.ts'
import { type Reserve, requireRoomIn } from './room.ts'
import { keepJournalShort } from './short-journal.ts'

export type EmbeddedOptions = {
  readonly data: string
  readonly now: () => Date
  readonly log: Log
  readonly onUnsafe?: (reason: Error) => void
  /** For the fault tests alone, which show that each part is needed. */
  readonly parts?: BarrierParts
  readonly upTo?: string | null
  /** For the fault tests alone, which show that it is needed. */
  readonly reserve?: Reserve
}

/** Opens the store in a data folder: the embedded database, its lock, its barrier and an up-to-date schema. */
export async function openEmbeddedStore(options: EmbeddedOptions): Promise<Store> {
  const { data, now, log, onUnsafe, parts, upTo, reserve } = options
  const { pool, barrier, lastAcknowledged, close } = await openEmbedded(data, {
    now,
    onUnsafe: (reason) => {
      log.fatal({ reason: reason.message }, 'the database cannot keep its promise any more')
      onUnsafe?.(reason)
    },
    ...(parts && { parts }),
  })
  const db = connect(pool)
  await migrateOrClose(db, close, upTo)
  const requireRoom = requireRoomIn(data, reserve)
  const afterwards = keepJournalShort(db, barrier, log)
  const write =
    parts?.databaseSyncs === false
      ? writeToServer(db)
      : writeBehindBarrier(db, barrier, lastAcknowledged, requireRoom, afterwards)
  const queue = queueBehindBarrier(pool, barrier, requireRoom, afterwards)
  return { db, kind: 'embedded', now, write, queue, close }
}
