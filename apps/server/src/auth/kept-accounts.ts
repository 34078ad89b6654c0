import type { Account, GivenPassword, KeptAccount, ProfessionalRole } from '@dosis/api'
import { type Selectable, sql, type Transaction } from 'kysely'
import { auditing } from '../audit/auditing.ts'
import type { AccountTable } from '../db/database.ts'
import type { Database, Store } from '../db/index.ts'
import { conflict, notAllowed, notFound } from '../http/refused.ts'
import type { ProfessionalCaller } from './caller.ts'
import { makePassword } from './make-password.ts'
import { expiryFrom, hashPassword } from './password.ts'
import type { SecondFactors } from './second-factor.ts'
import { revokeSessionsOf, roleOf } from './store.ts'

export interface KeptAccounts {
  readonly list: (caller: ProfessionalCaller) => Promise<{ accounts: readonly KeptAccount[] }>
  readonly add: (
    caller: ProfessionalCaller,
    wanted: Pick<Account, 'accountId' | 'login' | 'displayName' | 'role'>,
  ) => Promise<GivenPassword>
  readonly change: (
    caller: ProfessionalCaller,
    accountId: string,
    wanted: { displayName: string; role: ProfessionalRole },
  ) => Promise<KeptAccount>
  readonly end: (caller: ProfessionalCaller, accountId: string) => Promise<KeptAccount>
  readonly reopen: (caller: ProfessionalCaller, accountId: string) => Promise<GivenPassword>
  readonly givePassword: (caller: ProfessionalCaller, accountId: string) => Promise<GivenPassword>
  readonly removeSecondFactor: (caller: ProfessionalCaller, accountId: string) => Promise<KeptAccount>
}

/** The accounts of one practice, as its administrator keeps them. What changes counts for the next request. */
export function openKeptAccounts(store: Store, secondFactors: SecondFactors): KeptAccounts {
  const give = async (
    { practiceId }: ProfessionalCaller,
    accountId: string,
    change: { readonly ended_at?: null },
    check: (found: AccountRow, transaction: Transaction<Database>) => Promise<void> | void,
  ): Promise<GivenPassword> => {
    const password = makePassword()
    const password_hash = await hashPassword(password)
    const at = store.now()
    const account = await store.write(async (transaction) => {
      const found = await accountIn(transaction, practiceId, accountId)
      await check(found, transaction)
      await revokeSessionsOf(transaction, { practiceId, accountId }, at)
      const password_expires_at = expiryFrom(at)
      return changed(transaction, found, { ...change, password_hash, password_expires_at })
    })
    return { account, password }
  }

  return {
    async list({ practiceId }) {
      const rows = await store.db
        .selectFrom('account')
        .selectAll()
        .where('practice_id', '=', practiceId)
        .orderBy('display_name')
        .orderBy('login')
        .execute()
      return { accounts: rows.map(toKept) }
    },

    async add(caller, { accountId, login, displayName, role }) {
      const { practiceId } = caller
      aboutAccount(accountId, `role ${role}`)
      const password = makePassword()
      const password_hash = await hashPassword(password)
      const at = store.now()
      const given = { password_hash, password_expires_at: expiryFrom(at) }
      const account = await store.write(async (transaction) => {
        await lockLogin(transaction, login)
        const sent = await transaction
          .selectFrom('account')
          .selectAll()
          .where('practice_id', '=', practiceId)
          .where('account_id', '=', accountId)
          .executeTakeFirst()
        if (sent !== undefined) {
          const isSame = sent.login === login && sent.display_name === displayName && sent.role === role
          if (!isSame || sent.password_expires_at === null || sent.ended_at !== null) {
            throw conflict('accountId', 'is an account already')
          }
          return changed(transaction, sent, given)
        }
        await requireFreeLogin(transaction, practiceId, login)
        const row = { practice_id: practiceId, account_id: accountId, login, display_name: displayName, role }
        const values = { ...row, ...given, created_at: at, ended_at: null }
        await transaction.insertInto('account').values(values).execute()
        return toKept(values)
      })
      return { account, password }
    },

    async change({ practiceId, account: self }, accountId, { displayName, role }) {
      return store.write(async (transaction) => {
        const found = await accountIn(transaction, practiceId, accountId)
        if (accountId === self.accountId && role !== found.role) throw ownAccount()
        aboutAccount(accountId, role === found.role ? 'name' : `role ${found.role} to ${role}`)
        return changed(transaction, found, { display_name: displayName, role })
      })
    },

    async end({ practiceId, account: self }, accountId) {
      const at = store.now()
      return store.write(async (transaction) => {
        const found = await accountIn(transaction, practiceId, accountId)
        aboutAccount(accountId)
        if (accountId === self.accountId) throw ownAccount()
        await revokeSessionsOf(transaction, { practiceId, accountId }, at)
        return changed(transaction, found, { ended_at: found.ended_at ?? at })
      })
    },

    reopen: (caller, accountId) =>
      give(caller, accountId, { ended_at: null }, async (found, transaction) => {
        aboutAccount(accountId)
        if (found.ended_at === null) throw conflict('accountId', 'is an account that may sign in already')
        await lockLogin(transaction, found.login)
        if (await isInUse(transaction, found.login)) throw loginTaken()
      }),

    async removeSecondFactor({ practiceId, account: self }, accountId) {
      const found = await accountIn(store.db, practiceId, accountId)
      aboutAccount(accountId)
      if (accountId === self.accountId) throw ownAccount()
      await secondFactors.end({ practiceId, accountId })
      return toKept(found)
    },

    givePassword: (caller, accountId) =>
      give(caller, accountId, {}, (found) => {
        aboutAccount(accountId)
        if (accountId === caller.account.accountId) throw ownAccount()
        if (found.ended_at !== null) throw conflict('accountId', 'is an account that was ended; reopen it first')
      }),
  }
}

type AccountRow = Selectable<AccountTable>

function aboutAccount(accountId: string, detail?: string): void {
  auditing()?.about({ objectId: `account:${accountId}`, ...(detail === undefined ? {} : { detail }) })
}

/** Nobody leaves a practice without an administrator by a slip of the hand, or passes by the old password. */
function ownAccount(): Error {
  return notAllowed('Nobody changes the own role, ends the own account or gives oneself a password; ask a colleague')
}

function loginTaken(): Error {
  return conflict('login', 'is in use; choose another')
}

async function accountIn(
  transaction: Store['db'] | Transaction<Database>,
  practiceId: string,
  accountId: string,
): Promise<AccountRow> {
  const row = await transaction
    .selectFrom('account')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

async function changed(
  transaction: Transaction<Database>,
  row: AccountRow,
  change: Partial<
    Pick<AccountRow, 'display_name' | 'role' | 'password_hash' | 'password_expires_at'> & { ended_at: Date | null }
  >,
): Promise<KeptAccount> {
  await transaction
    .updateTable('account')
    .set(change)
    .where('practice_id', '=', row.practice_id)
    .where('account_id', '=', row.account_id)
    .execute()
  return toKept({ ...row, ...change })
}

/** Logins are of all practices together; who adds or reopens the same one at the same time waits. */
async function lockLogin(transaction: Transaction<Database>, login: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('dosis login'), hashtext(${login}))`.execute(transaction)
}

/** Whether somebody, in whichever practice, may sign in with it. */
async function isInUse(transaction: Transaction<Database>, login: string): Promise<boolean> {
  const { rows } = await sql<{ practice: string | null }>`
    select dosis_practice_of_login(${login}) as practice`.execute(transaction)
  return (rows[0]?.practice ?? null) !== null
}

async function requireFreeLogin(transaction: Transaction<Database>, practiceId: string, login: string): Promise<void> {
  const own = await transaction
    .selectFrom('account')
    .select('account_id')
    .where('practice_id', '=', practiceId)
    .where('login', '=', login)
    .executeTakeFirst()
  if (own !== undefined || (await isInUse(transaction, login))) throw loginTaken()
}

function toKept(row: Omit<AccountRow, 'practice_id' | 'password_hash' | 'created_at'>): KeptAccount {
  return {
    accountId: row.account_id,
    login: row.login,
    displayName: row.display_name,
    role: roleOf(row.role),
    endedAt: row.ended_at?.toISOString() ?? null,
    passwordExpiresAt: row.password_expires_at?.toISOString() ?? null,
  }
}
