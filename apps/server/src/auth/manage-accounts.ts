import { randomUUID } from 'node:crypto'
import { type Account, professionalRoles } from '@dosis/api'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { type Database, type Store, storePractice } from '../db/index.ts'
import { makePassword } from './make-password.ts'
import { expiryFrom, hashPassword } from './password.ts'
import { roleOf } from './store.ts'

export const loginSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{1,79}$/,
    'needs 2 to 80 small letters, digits, ., _, @ or -, the first a letter or digit',
  )
export const displayNameSchema = z.string().trim().min(1, 'needs a name').max(200)

/** What somebody who keeps the machine may ask about the accounts of professionals. */
export const accountCommandSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('list') }),
  z.strictObject({
    action: z.literal('add'),
    login: loginSchema,
    displayName: displayNameSchema,
    role: z.enum(professionalRoles),
    /** Name of the practice; needed for the first account, which founds it. */
    practiceName: displayNameSchema.exactOptional(),
  }),
  z.strictObject({ action: z.literal('password'), login: loginSchema }),
  z.strictObject({ action: z.literal('end'), login: loginSchema }),
  z.strictObject({ action: z.literal('reopen'), login: loginSchema }),
])
export type AccountCommand = z.infer<typeof accountCommandSchema>

export interface ManagedAccount extends Account {
  /** Moment at which the person left; null = may sign in. */
  readonly endedAt: string | null
}

/** The accounts after the command; `password` is shown once and kept nowhere. */
export interface AccountAnswer {
  readonly accounts: readonly ManagedAccount[]
  readonly password: string | null
}

/** The command does not fit the accounts that there are. */
export class AccountRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'AccountRefused'
  }
}

/**
 * Lists, adds, ends and reopens accounts, and gives new passwords, which their owners replace at the first sign-in. Whoever loses the right to sign in, or gets another
 * password, is signed out at once.
 * @throws {AccountRefused} a login that is used, or that nobody has
 */
export async function manageAccounts(store: Store, command: AccountCommand): Promise<AccountAnswer> {
  const password = command.action === 'add' || command.action === 'password' ? makePassword() : null
  const passwordHash = password === null ? '' : await hashPassword(password)
  if (command.action !== 'list') {
    const context = { passwordHash, now: store.now(), holdsMany: store.kind === 'postgresql' }
    await store.write((transaction) => carryOut(transaction, command, context))
  }
  return { accounts: await listAccounts(store), password }
}

interface Context {
  readonly passwordHash: string
  readonly now: Date
  /** The embedded database serves one practice. */
  readonly holdsMany: boolean
}

async function carryOut(
  transaction: Transaction<Database>,
  command: Exclude<AccountCommand, { action: 'list' }>,
  context: Context,
): Promise<void> {
  const { passwordHash, now } = context
  const found = await transaction
    .selectFrom('account')
    .select(['practice_id', 'account_id'])
    .where('login', '=', command.login)
    .executeTakeFirst()
  if (command.action === 'add') {
    if (found !== undefined) throw new AccountRefused(`There is a login "${command.login}" already; choose another`)
    return add(transaction, command, context)
  }
  if (found === undefined) throw new AccountRefused(`Nobody has the login "${command.login}"; see dosis user list`)
  if (command.action === 'reopen') await requireUnused(transaction, command.login)
  const account = { practice_id: found.practice_id, account_id: found.account_id }
  const change =
    command.action === 'password'
      ? { password_hash: passwordHash, password_expires_at: expiryFrom(now) }
      : { ended_at: command.action === 'end' ? now : null }
  await transaction
    .updateTable('account')
    .set(change)
    .where('practice_id', '=', account.practice_id)
    .where('account_id', '=', account.account_id)
    .execute()
  if (command.action === 'reopen') return
  await transaction
    .updateTable('session')
    .set({ revoked_at: now })
    .where('practice_id', '=', account.practice_id)
    .where('account_id', '=', account.account_id)
    .where('revoked_at', 'is', null)
    .execute()
}

/** An administrator of another practice may have given the login of who left to somebody else. */
async function requireUnused(transaction: Transaction<Database>, login: string): Promise<void> {
  const inUse = await transaction
    .selectFrom('account')
    .select('account_id')
    .where('login', '=', login)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (inUse !== undefined) throw new AccountRefused(`Somebody signs in with "${login}" already`)
}

async function add(
  transaction: Transaction<Database>,
  { login: wanted, displayName, role, practiceName }: Extract<AccountCommand, { action: 'add' }>,
  { passwordHash, now, holdsMany }: Context,
): Promise<void> {
  const practices = await transaction.selectFrom('practice').select(['practice_id', 'name']).execute()
  const practiceId = practiceToJoin(practices, practiceName, holdsMany) ?? randomUUID()
  if (practices.every(({ practice_id }) => practice_id !== practiceId)) {
    await storePractice(transaction, now, { practiceId, name: practiceName ?? '' })
  }
  await transaction
    .insertInto('account')
    .values({
      practice_id: practiceId,
      account_id: randomUUID(),
      login: wanted,
      display_name: displayName,
      role,
      password_hash: passwordHash,
      password_expires_at: expiryFrom(now),
      created_at: now,
    })
    .execute()
}

/**
 * @returns null when the account founds the practice
 * @throws {AccountRefused} it is not said which practice, or another one than this database may hold
 */
function practiceToJoin(
  practices: readonly { readonly practice_id: string; readonly name: string }[],
  wanted: string | undefined,
  holdsMany: boolean,
): string | null {
  const [first, ...others] = practices
  if (wanted === undefined) {
    if (first === undefined)
      throw new AccountRefused('The first account founds the practice: give its name with --practice')
    if (others.length > 0) throw new AccountRefused('There are several practices: say which one with --practice')
    return first.practice_id
  }
  const known = practices.find(({ name: own }) => own === wanted)
  if (known !== undefined) return known.practice_id
  if (first === undefined || holdsMany) return null
  throw new AccountRefused(`This database holds the practice "${first.name}" and no other; leave out --practice`)
}

async function listAccounts({ db }: Store): Promise<readonly ManagedAccount[]> {
  const rows = await db
    .selectFrom('account')
    .innerJoin('practice', 'practice.practice_id', 'account.practice_id')
    .select([
      'account.account_id',
      'account.login',
      'account.display_name',
      'account.role',
      'account.ended_at',
      'practice.name',
    ])
    .orderBy('practice.name')
    .orderBy('account.login')
    .execute()
  return rows.map((row) => ({
    accountId: row.account_id,
    login: row.login,
    displayName: row.display_name,
    role: roleOf(row.role),
    practiceName: row.name,
    endedAt: row.ended_at?.toISOString() ?? null,
  }))
}
