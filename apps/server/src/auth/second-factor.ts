import { createHash } from 'node:crypto'
import type { SecondFactorState } from '@dosis/api'
import { type Transaction, sql } from 'kysely'
import { type Database, inPractice, type Store } from '../db/index.ts'
import { badInput, conflict } from '../http/refused.ts'
import { makePassword } from './make-password.ts'
import { openSecret, sealSecret } from './sealed-secret.ts'
import { makeSecret, stepOf, stepOfCode, toBase32, totpUri } from './totp.ts'

const recoveryCodes = 10
const groupsOfRecoveryCode = 3

interface Owner {
  readonly practiceId: string
  readonly accountId: string
}

export interface SecondFactors {
  /** Whether sign-in asks for a code. */
  readonly isOn: (owner: Owner) => Promise<boolean>
  /** Uses up a code of the phone or one on paper; false = it does not fit, or was used. */
  readonly use: (transaction: Transaction<Database>, owner: Owner, code: string) => Promise<boolean>
  readonly state: (owner: Owner) => Promise<SecondFactorState>
  /** Makes a secret, which counts when a code of it was shown. */
  readonly begin: (
    owner: Owner,
    names: { login: string; practiceName: string },
  ) => Promise<{ secret: string; uri: string }>
  readonly confirm: (owner: Owner, code: string) => Promise<{ recoveryCodes: readonly string[] }>
  readonly end: (owner: Owner) => Promise<void>
}

/** Codes that a phone makes (TOTP), and codes on paper for when it is lost. */
export function openSecondFactors(store: Store, key: Buffer | undefined): SecondFactors {
  const { now } = store
  const read = ({ practiceId, accountId }: Owner, db: Store['db'] | Transaction<Database> = store.db) =>
    db
      .selectFrom('second_factor')
      .selectAll()
      .where('practice_id', '=', practiceId)
      .where('account_id', '=', accountId)
      .executeTakeFirst()

  /** A step counts once: of two that come with one code at the same time, one is let in. */
  const takeStep = async (transaction: Transaction<Database>, owner: Owner, code: string): Promise<boolean> => {
    const row = await read(owner, transaction)
    if (row === undefined) return false
    const step = stepOfCode(openSecret(row.sealed_secret, ownerText(owner), key), code, now())
    if (step === null) return false
    const { numUpdatedRows } = await transaction
      .updateTable('second_factor')
      .set({ last_step: step })
      .where('practice_id', '=', owner.practiceId)
      .where('account_id', '=', owner.accountId)
      .where(sql<boolean>`last_step < ${step}`)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }

  const takeRecoveryCode = async (transaction: Transaction<Database>, owner: Owner, code: string): Promise<boolean> => {
    const { numUpdatedRows } = await transaction
      .updateTable('recovery_code')
      .set({ used_at: now() })
      .where('practice_id', '=', owner.practiceId)
      .where('account_id', '=', owner.accountId)
      .where('code_hash', '=', hashCode(owner, code))
      .where('used_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }

  const retireCodes = (transaction: Transaction<Database>, { practiceId, accountId }: Owner) =>
    transaction
      .updateTable('recovery_code')
      .set({ used_at: now() })
      .where('practice_id', '=', practiceId)
      .where('account_id', '=', accountId)
      .where('used_at', 'is', null)
      .execute()

  return {
    isOn: (owner) => inPractice(owner.practiceId, async () => (await read(owner))?.confirmed_at != null),

    use(transaction, owner, code) {
      const typed = code.replaceAll(' ', '').toLowerCase()
      return /^\d+$/.test(typed) ? takeStep(transaction, owner, typed) : takeRecoveryCode(transaction, owner, typed)
    },

    async state(owner) {
      const row = await read(owner)
      if (row?.confirmed_at == null) return { isOn: false, recoveryCodesLeft: 0 }
      const left = await store.db
        .selectFrom('recovery_code')
        .select('code_hash')
        .where('practice_id', '=', owner.practiceId)
        .where('account_id', '=', owner.accountId)
        .where('used_at', 'is', null)
        .execute()
      return { isOn: true, recoveryCodesLeft: left.length }
    },

    async begin(owner, { login, practiceName }) {
      const secret = makeSecret()
      const fresh = { sealed_secret: sealSecret(secret, ownerText(owner), key), last_step: 0, begun_at: now() }
      await store.write(async (transaction) => {
        const row = await read(owner, transaction)
        if (row?.confirmed_at != null) throw conflict('secondFactor', 'is on; end it first')
        await transaction
          .insertInto('second_factor')
          .values({ practice_id: owner.practiceId, account_id: owner.accountId, ...fresh })
          .onConflict((on) => on.columns(['practice_id', 'account_id']).doUpdateSet(fresh))
          .execute()
      })
      return { secret: toBase32(secret), uri: totpUri(secret, login, `Dosis ${practiceName}`) }
    },

    async confirm(owner, code) {
      const codes = Array.from({ length: recoveryCodes }, () => makePassword(groupsOfRecoveryCode))
      await store.write(async (transaction) => {
        const row = await read(owner, transaction)
        if (row === undefined || row.confirmed_at !== null) throw conflict('secondFactor', 'was not begun')
        if (!(await takeStep(transaction, owner, code.replaceAll(' ', '')))) {
          throw badInput([{ path: 'code', message: 'is not the code of this moment' }])
        }
        const { practiceId: practice_id, accountId: account_id } = owner
        await transaction
          .updateTable('second_factor')
          .set({ confirmed_at: now() })
          .where('practice_id', '=', practice_id)
          .where('account_id', '=', account_id)
          .execute()
        await retireCodes(transaction, owner)
        await transaction
          .insertInto('recovery_code')
          .values(
            codes.map((each) => ({
              practice_id,
              account_id,
              code_hash: hashCode(owner, each),
              created_at: now(),
            })),
          )
          .execute()
      })
      return { recoveryCodes: codes }
    },

    async end(owner) {
      await store.write(async (transaction) => {
        await transaction
          .updateTable('second_factor')
          .set({
            confirmed_at: null,
            sealed_secret: sealSecret(makeSecret(), ownerText(owner), key),
            last_step: stepOf(now()),
          })
          .where('practice_id', '=', owner.practiceId)
          .where('account_id', '=', owner.accountId)
          .execute()
        await retireCodes(transaction, owner)
      })
    },
  }
}

function ownerText({ practiceId, accountId }: Owner): string {
  return JSON.stringify([practiceId, accountId])
}

/** 74 random bits: a plain hash gives nothing to guess at. */
function hashCode(owner: Owner, code: string): string {
  return createHash('sha256')
    .update(`recovery:${ownerText(owner)}:${code}`)
    .digest('hex')
}
