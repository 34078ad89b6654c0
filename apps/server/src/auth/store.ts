import { type Account, professionalRoles } from '@dosis/api'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { SignInWay } from '../db/database.ts'
import { type Database, inPractice, type Store } from '../db/index.ts'

export interface AccountRow extends Account {
  readonly practiceId: string
  readonly passwordHash: string
  readonly passwordExpiresAt: Date | null
}

export interface SessionRow {
  readonly practiceId: string
  readonly account: Account
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** @throws {RangeError} the contract has no such role */
export function roleOf(role: string): Account['role'] {
  const found = professionalRoles.find((one) => one === role)
  if (found === undefined) throw new RangeError(`account: needs a role of the contract, got ${role}`)
  return found
}

const accountColumns = [
  'account.practice_id',
  'account.account_id',
  'account.login',
  'account.display_name',
  'account.role',
  'account.password_expires_at',
  'practice.name as practice_name',
] as const

interface AccountColumns {
  account_id: string
  login: string
  display_name: string
  role: string
  password_expires_at: Date | null
  practice_name: string
}

function toAccount(row: AccountColumns): Account {
  return {
    accountId: row.account_id,
    login: row.login,
    displayName: row.display_name,
    role: roleOf(row.role),
    practiceName: row.practice_name,
    ...(row.password_expires_at === null ? {} : { passwordIsTemporary: true }),
  }
}

type Reader = Kysely<Database> | Transaction<Database>

/** What somebody shows of whom the practice is not known yet. */
type Shown = 'login' | 'session' | 'patient_token' | 'passkey'

/** Looks something up in the practice to which it belongs; nothing when it belongs to none. */
export async function whereItBelongs<Row>(
  db: Reader,
  what: Shown,
  value: string,
  find: () => Promise<Row | undefined>,
): Promise<Row | undefined> {
  const { rows } = await sql<{ practice: string | null }>`
    select ${sql.id(`dosis_practice_of_${what}`)}(${value}) as practice`.execute(db)
  const practiceId = rows[0]?.practice ?? null
  return practiceId === null ? undefined : inPractice(practiceId, find)
}

export function findAccount({ db }: Store, login: string): Promise<AccountRow | undefined> {
  return whereItBelongs(db, 'login', login, () =>
    accountOf(db, (account) => account.where('account.login', '=', login)),
  )
}

/** An account that has not ended; to be called within its practice. */
export function findAccountById(
  { db }: Store,
  { practiceId, accountId }: { readonly practiceId: string; readonly accountId: string },
): Promise<AccountRow | undefined> {
  return accountOf(db, (account) =>
    account.where('account.practice_id', '=', practiceId).where('account.account_id', '=', accountId),
  )
}

const accounts = (db: Reader) =>
  db
    .selectFrom('account')
    .innerJoin('practice', 'practice.practice_id', 'account.practice_id')
    .select([...accountColumns, 'account.password_hash'])
    .where('account.ended_at', 'is', null)

async function accountOf(
  db: Reader,
  which: (all: ReturnType<typeof accounts>) => ReturnType<typeof accounts>,
): Promise<AccountRow | undefined> {
  const row = await which(accounts(db)).executeTakeFirst()
  return (
    row && {
      ...toAccount(row),
      practiceId: row.practice_id,
      passwordHash: row.password_hash,
      passwordExpiresAt: row.password_expires_at,
    }
  )
}

export async function insertSession(
  { write }: Store,
  session: {
    tokenHash: string
    practiceId: string
    accountId: string
    createdAt: Date
    expiresAt: Date
    device: string | null
    /** The browser to remember; null = it is known already. */
    knownAs: string | null
    way: SignInWay
  },
  /** What must hold, in the same transaction. */
  requireFirst: (transaction: Transaction<Database>) => Promise<void>,
): Promise<void> {
  const owner = { practice_id: session.practiceId, account_id: session.accountId, created_at: session.createdAt }
  const { tokenHash: token_hash, expiresAt: expires_at, device, way } = session
  const row = { ...owner, token_hash, expires_at, device, way }
  await inPractice(session.practiceId, () =>
    write(async (transaction) => {
      await requireFirst(transaction)
      await transaction.insertInto('session').values(row).execute()
      if (session.knownAs === null) return
      await transaction
        .insertInto('known_device')
        .values({ ...owner, token_hash: session.knownAs })
        .execute()
    }, 'entry'),
  )
}

/** The session of a token that was not revoked; whether it has expired is for the caller to judge. */
export function findSession({ db }: Store, tokenHash: string): Promise<SessionRow | undefined> {
  return whereItBelongs(db, 'session', tokenHash, () => sessionOf(db, tokenHash))
}

async function sessionOf(db: Reader, tokenHash: string): Promise<SessionRow | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', (join) =>
      join
        .onRef('account.practice_id', '=', 'session.practice_id')
        .onRef('account.account_id', '=', 'session.account_id'),
    )
    .innerJoin('practice', 'practice.practice_id', 'account.practice_id')
    .leftJoin('sign_in_policy', 'sign_in_policy.practice_id', 'account.practice_id')
    .leftJoin('second_factor', (join) =>
      join
        .onRef('second_factor.practice_id', '=', 'account.practice_id')
        .onRef('second_factor.account_id', '=', 'account.account_id'),
    )
    .select([...accountColumns, 'session.created_at', 'session.expires_at', 'session.way'])
    .select(['sign_in_policy.second_factor as policy', 'second_factor.confirmed_at'])
    .where('session.token_hash', '=', tokenHash)
    .where('session.revoked_at', 'is', null)
    .where('account.ended_at', 'is', null)
    .executeTakeFirst()
  return (
    row && {
      practiceId: row.practice_id,
      account: {
        ...toAccount(row.way === 'provider' ? { ...row, password_expires_at: null } : row),
        // A passkey is both steps by itself; of a provider the practice says that it asks for them.
        ...(row.policy === 'required' && row.way === 'password' && row.confirmed_at === null
          ? { secondFactorIsMissing: true }
          : {}),
      },
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }
  )
}

export function prolongSession(store: Store, tokenHash: string, expiresAt: Date): Promise<void> {
  return changeSession(store, tokenHash, { expires_at: expiresAt })
}

export function revokeSession(store: Store, tokenHash: string, at: Date): Promise<void> {
  return changeSession(store, tokenHash, { revoked_at: at })
}

async function changeSession(
  { db, write }: Store,
  tokenHash: string,
  change: { readonly expires_at: Date } | { readonly revoked_at: Date },
): Promise<void> {
  await whereItBelongs(db, 'session', tokenHash, () =>
    write(
      (transaction) =>
        transaction
          .updateTable('session')
          .set(change)
          .where('token_hash', '=', tokenHash)
          .where('revoked_at', 'is', null)
          .execute(),
      'entry',
    ),
  )
}

export interface LinkRow {
  readonly practiceId: string
  readonly patientId: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** A token of a patient: of a link to open, or of the phone that opened one. */
export interface PatientToken extends LinkRow {
  readonly tokenHash: string
}

export async function insertPatientToken(transaction: Transaction<Database>, token: PatientToken): Promise<void> {
  await transaction
    .insertInto('patient_link')
    .values({
      token_hash: token.tokenHash,
      practice_id: token.practiceId,
      patient_id: token.patientId,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .execute()
}

export async function revokePatientTokens(
  transaction: Transaction<Database>,
  tokenHashes: readonly string[],
  at: Date,
): Promise<void> {
  if (tokenHashes.length === 0) return
  await transaction
    .updateTable('patient_link')
    .set({ revoked_at: at })
    .where('token_hash', 'in', tokenHashes)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Ends all that opens the record of a patient: links, opened or not, and phones. */
export async function revokeTokensOf(
  transaction: Transaction<Database>,
  { practiceId, patientId }: Pick<LinkRow, 'practiceId' | 'patientId'>,
  at: Date,
): Promise<void> {
  await transaction
    .updateTable('patient_link')
    .set({ revoked_at: at })
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .where('revoked_at', 'is', null)
    .execute()
}

export function findPatientToken(db: Reader, tokenHash: string): Promise<LinkRow | undefined> {
  return whereItBelongs(db, 'patient_token', tokenHash, () => patientTokenOf(db, tokenHash))
}

async function patientTokenOf(db: Reader, tokenHash: string): Promise<LinkRow | undefined> {
  const row = await db
    .selectFrom('patient_link')
    .select(['practice_id', 'patient_id', 'created_at', 'expires_at'])
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return (
    row && {
      practiceId: row.practice_id,
      patientId: row.patient_id,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }
  )
}

interface Owner {
  readonly practiceId: string
  readonly accountId: string
}

/** Ends the sessions of an account; all, or all but one. */
export async function revokeSessionsOf(
  transaction: Transaction<Database>,
  { practiceId, accountId }: Owner,
  at: Date,
  butTokenHash?: string,
): Promise<void> {
  await transaction
    .updateTable('session')
    .set({ revoked_at: at })
    .where('practice_id', '=', practiceId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .$if(butTokenHash !== undefined, (query) => query.where('token_hash', '<>', butTokenHash ?? ''))
    .execute()
}

/** Other browsers are strangers again. */
export async function forgetDevicesOf(
  transaction: Transaction<Database>,
  { practiceId, accountId }: Owner,
  at: Date,
  butTokenHash: string | null,
): Promise<void> {
  await transaction
    .updateTable('known_device')
    .set({ revoked_at: at })
    .where('practice_id', '=', practiceId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('token_hash', '<>', butTokenHash ?? '')
    .execute()
}

/** Sessions that have not ended, the newest first. */
export function liveSessionsOf({ db }: Pick<Store, 'db'>, { practiceId, accountId }: Owner, at: Date) {
  return db
    .selectFrom('session')
    .select(['token_hash', 'created_at', 'expires_at', 'device'])
    .where('practice_id', '=', practiceId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('created_at', 'desc')
    .execute()
}

/** The accounts of a practice that signed in with a browser, also long ago. */
export function accountsOfDevice({ db }: Pick<Store, 'db'>, practiceId: string, tokenHash: string) {
  return inPractice(practiceId, () =>
    db
      .selectFrom('known_device')
      .select(['account_id', 'created_at', 'revoked_at'])
      .where('practice_id', '=', practiceId)
      .where('token_hash', '=', tokenHash)
      .execute(),
  )
}

export async function storeOwnPassword(
  transaction: Transaction<Database>,
  { practiceId, accountId }: Owner,
  passwordHash: string,
): Promise<void> {
  await transaction
    .updateTable('account')
    .set({ password_hash: passwordHash, password_expires_at: null })
    .where('practice_id', '=', practiceId)
    .where('account_id', '=', accountId)
    .execute()
}
