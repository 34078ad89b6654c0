import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Log } from '../store.ts'
import type { SyncBarrier } from './sync-barrier.ts'

/** Segments of 1 MB: what a start after a crash has to replay at most, a second or so. */
const longestJournalSegments = 16

/**
 * Lets the database make a checkpoint when its log has grown long. On its own it makes one only when it is closed
 * (PostgreSQL in single-user mode has no checkpointer), so that the log would fill the disk of a server that runs on.
 * @returns to be called after each write; the checkpoint follows without anyone waiting for it
 */
export function keepJournalShort(db: Kysely<Database>, barrier: SyncBarrier, log: Log): () => void {
  let isRunning = false
  const checkpoint = async (): Promise<void> => {
    const segments = barrier.journalSegments
    try {
      await sql`checkpoint`.execute(db)
      barrier.forgetJournalSegments(segments)
    } catch (error) {
      // Nothing acknowledged depends on it; a disk error that matters has condemned the barrier itself.
      log.info({ reason: String(error) }, 'a checkpoint failed and will be tried again')
    } finally {
      isRunning = false
    }
  }
  return () => {
    if (isRunning || barrier.journalSegments.length < longestJournalSegments) return
    isRunning = true
    void checkpoint()
  }
}
