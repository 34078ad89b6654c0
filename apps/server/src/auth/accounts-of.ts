import { thisOperator } from '../audit/operator.ts'
import type { DatabasePlace } from '../db/index.ts'
import { askControl, ControlRefused, textOf } from '../control/ask-control.ts'
import { onStore } from '../control/on-store.ts'
import { parseWith } from '@dosis/domain/schemas'
import { StartRefused } from '../start-refused.ts'
import { type AccountAnswer, type AccountCommand, AccountRefused, accountCommandSchema } from './manage-accounts.ts'
import { manageAccountsBy } from './manage-accounts-by.ts'

/**
 * Carries out a command on the accounts of a database, also while its server runs.
 * @throws {StartRefused} it does not fit the accounts that there are, or the database does not open
 */
export async function accountsOf(place: DatabasePlace, wanted: AccountCommand): Promise<AccountAnswer> {
  const parsed = parseWith(accountCommandSchema, wanted)
  if (!parsed.ok) {
    throw new StartRefused(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('; '))
  }
  const operator = thisOperator()
  try {
    return await onStore(
      place,
      (store) => manageAccountsBy(operator, store, parsed.value),
      async (folder) =>
        JSON.parse(await textOf(await askControl(folder, '/accounts', operator, parsed.value))) as AccountAnswer,
    )
  } catch (error) {
    if (error instanceof AccountRefused || error instanceof ControlRefused) {
      throw new StartRefused(error.message, { cause: error })
    }
    throw error
  }
}
