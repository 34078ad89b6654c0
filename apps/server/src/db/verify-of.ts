import { everyPractice, withCommandAudit } from '../audit/by-command.ts'
import { type Operator, thisOperator } from '../audit/operator.ts'
import { askControl, textOf } from '../control/ask-control.ts'
import { onStore } from '../control/on-store.ts'
import { type DatabasePlace, type Store, type StoreVerification, verifyStore } from './index.ts'

/** Reads everything that is hashed again, and the chains of the log; that it was done stands in the log. */
export function verifyStoreBy(operator: Operator, store: Store): Promise<StoreVerification> {
  const statement = { operator, event: 'store.verify', action: 'E', concerns: everyPractice } as const
  return withCommandAudit(store, statement, ({ db }) => verifyAtOneMoment(db))
}

/** As it is at one moment, while others write. */
function verifyAtOneMoment(db: Store['db']): Promise<StoreVerification> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(verifyStore)
}

/**
 * Verifies a database, also while its server runs.
 * @throws {StartRefused} it does not open
 */
export function verificationOf(place: DatabasePlace): Promise<StoreVerification> {
  const operator = thisOperator()
  return onStore(
    place,
    (store) => verifyStoreBy(operator, store),
    async (folder) => JSON.parse(await textOf(await askControl(folder, '/verify', operator))) as StoreVerification,
  )
}
