import { pino } from 'pino'
import { type DatabasePlace, FolderInUseError, openDatabase, type Store } from '../db/index.ts'
import { openForUse } from '../open-for-use.ts'

/** How a command opens the store for itself: it says what went wrong, not what happens. */
export const forCommand = { now: () => new Date(), log: pino({ level: 'silent' }) }

/**
 * Opens the store of a command, or answers null when a running server has the data folder open and must be asked.
 * @throws {StartRefused} it cannot be opened
 */
export async function openUnlessRunning(place: DatabasePlace): Promise<Store | null> {
  if (!('data' in place)) return openForUse({ ...place, ...forCommand })
  try {
    return await openDatabase({ ...place, ...forCommand })
  } catch (error) {
    if (error instanceof FolderInUseError) return null
    throw error
  }
}
