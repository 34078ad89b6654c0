import type { Kysely } from 'kysely'
import { type Concerned, everyPractice, withCommandAudit } from '../audit/by-command.ts'
import type { Operator } from '../audit/operator.ts'
import type { Database, Store } from '../db/index.ts'
import { type AccountAnswer, type AccountCommand, manageAccounts } from './manage-accounts.ts'

/** Carries out a command on the accounts, with its entry in the log of the practice of the account. */
export function manageAccountsBy(operator: Operator, store: Store, command: AccountCommand): Promise<AccountAnswer> {
  const work = (audited: Store) => manageAccounts(audited, command)
  if (command.action === 'list') {
    return withCommandAudit(store, { operator, event: 'account.list', action: 'R', concerns: everyPractice }, work)
  }
  const { login, action: detail } = command
  const concerns = async (db: Kysely<Database>): Promise<readonly Concerned[]> => {
    const found = db.selectFrom('account').select(['practice_id', 'account_id']).where('login', '=', login)
    return (await found.execute()).map((row) => ({
      practiceId: row.practice_id,
      objectId: `account:${row.account_id}`,
    }))
  }
  const action = detail === 'add' ? 'C' : 'U'
  return withCommandAudit(store, { operator, event: 'account.manage', action, concerns, detail }, work)
}
