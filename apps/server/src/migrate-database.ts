import { appendCommandEntries, everyPractice } from './audit/by-command.ts'
import { thisOperator } from './audit/operator.ts'
import { forCommand } from './control/on-store.ts'
import { type DatabasePlace, goBack, type Lost, migrationNamed, migrationNames, WayBackError } from './db/index.ts'
import { openForUse } from './open-for-use.ts'
import { StartRefused } from './start-refused.ts'

/**
 * Takes the schema of a database back to an earlier migration, for an older version of Dosis; its entry in the log is in
 * the same transaction. The server must not run.
 * @param to name of the migration, or its number
 * @param mayLose goes on although there is no place any more for what was stored
 * @returns the migration that it is at now, and what was lost
 * @throws {StartRefused} it does not open, does not go back so far, or something would be lost; nothing has changed
 */
export async function migrateBack(
  place: DatabasePlace,
  { to, mayLose }: { readonly to: string; readonly mayLose: boolean },
): Promise<{ readonly at: string; readonly lost: readonly Lost[] }> {
  const operator = thisOperator()
  try {
    const at = migrationNamed(to)
    const store = await openForUse({ ...place, ...forCommand, upTo: null })
    try {
      const lost = await store.write(async (transaction) => {
        const statement = { operator, event: 'store.back', action: 'E', concerns: everyPractice, detail: at } as const
        await appendCommandEntries(transaction, store.now(), statement)
        return goBack(transaction, at, mayLose)
      })
      return { at, lost }
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof WayBackError) throw new StartRefused(error.message, { cause: error })
    throw error
  }
}

/**
 * Brings the schema of a database up to date, as a start does.
 * @returns the migration that it is at now
 * @throws {StartRefused} it does not open, or a migration failed; the schema is as it was
 */
export async function migrateForward(place: DatabasePlace): Promise<string> {
  const store = await openForUse({ ...place, ...forCommand })
  await store.close()
  return migrationNames.at(-1) ?? ''
}
