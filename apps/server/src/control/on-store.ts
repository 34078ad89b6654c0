import { pino } from 'pino'
import { type DatabasePlace, FolderInUseError, openDatabase, type Store } from '../db/index.ts'
import { openForUse } from '../open-for-use.ts'

/** How a command opens the store for itself: it says what went wrong, not what happens. */
export const forCommand = { now: () => new Date(), log: pino({ level: 'silent' }) }

/**
 * Does the work of a command on a store that it opens for itself, or asks the running server that has the folder open.
 * @throws {StartRefused} it cannot be opened
 */
export async function onStore<Answer>(
  place: DatabasePlace,
  work: (store: Store) => Promise<Answer>,
  ask: (dataFolder: string) => Promise<Answer>,
): Promise<Answer> {
  let store: Store
  try {
    store = await ('data' in place
      ? openDatabase({ ...place, ...forCommand })
      : openForUse({ ...place, ...forCommand }))
  } catch (error) {
    if (error instanceof FolderInUseError && 'data' in place) return ask(place.data)
    throw error
  }
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
