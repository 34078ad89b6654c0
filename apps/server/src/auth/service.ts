import type { Account } from '@dosis/api'
import type { Transaction } from 'kysely'
import { type Database, inPractice, type Log, type Store } from '../db/index.ts'
import { demoAccounts, demoPractice } from '../demo/accounts.ts'
import { auditing } from '../audit/auditing.ts'
import { Refused } from '../http/refused.ts'
import { lockPatient } from '../patient/change-patient.ts'
import { AttemptLimit } from './attempt-limit.ts'
import type { PatientCaller, ProfessionalCaller } from './caller.ts'
import { fitsPassword } from './password.ts'
import {
  findAccount,
  findPatientToken,
  findSession,
  insertPatientToken,
  insertSession,
  type LinkRow,
  type PatientToken,
  prolongSession,
  revokePatientTokens,
  revokeSession,
  revokeTokensOf,
} from './store.ts'
import { hashToken, isToken, makeToken } from './token.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** A professional who does nothing for half an hour, or works for twelve, signs in again. */
export const sessionIdleMilliseconds = 30 * minute
export const sessionLongestMilliseconds = 12 * 60 * minute
/** A session is prolonged at most once a minute: each time costs a write. */
const prolongEveryMilliseconds = minute
export const linkMilliseconds = 14 * day
/** A course with its follow-up fits in half a year; then the practice makes a new link. */
export const phoneMilliseconds = 182 * day

/** Attempts in 15 minutes; per address more, because a practice shares one. */
const failuresPerLogin = 10
const failuresPerAddress = 50

export interface Auth {
  readonly signIn: (
    credentials: { login: string; password: string },
    address: string,
  ) => Promise<{ account: Account; token: string }>
  readonly signOut: (token: string | undefined) => Promise<void>
  readonly professionalOf: (token: string | undefined) => Promise<ProfessionalCaller | null>
  readonly newLink: () => { token: string; tokenHash: string; expiresAt: Date }
  readonly keepLink: (transaction: Transaction<Database>, link: PatientToken) => Promise<void>
  readonly revokeLinks: (transaction: Transaction<Database>, tokenHashes: readonly string[], at: Date) => Promise<void>
  /** Ends all links and phones of a patient; to be called while the patient is locked. */
  readonly revokePatient: (
    transaction: Transaction<Database>,
    patient: { practiceId: string; patientId: string },
    at: Date,
  ) => Promise<void>
  readonly openLink: (token: string, address: string) => Promise<{ caller: PatientCaller; phoneToken: string }>
  readonly patientOf: (token: string | undefined) => Promise<PatientCaller | null>
}

/** Everybody knows the passwords of the demo practice; in any other practice they open nothing, even if somebody chose one. */
function isDemoPasswordElsewhere(practiceId: string, password: string): boolean {
  return practiceId !== demoPractice.practiceId && demoAccounts.some((account) => account.password === password)
}

/** Who somebody is: accounts with a password for professionals, a link for a patient's phone. */
export function openAuth(store: Store, log: Log): Auth {
  const { now } = store
  const loginLimit = new AttemptLimit(failuresPerLogin, now)
  const addressLimit = new AttemptLimit(failuresPerAddress, now)
  const linkLimit = new AttemptLimit(failuresPerAddress, now)

  return {
    async signIn({ login, password }, address) {
      const loginKey = `${address} ${login}`
      addressLimit.start(address)
      loginLimit.start(loginKey)
      const account = await findAccount(store, login)
      const fits = await fitsPassword(account?.passwordHash, password)
      if (!fits || account === undefined || isDemoPasswordElsewhere(account.practiceId, password)) {
        log.info({}, 'sign-in refused')
        if (account !== undefined) {
          auditing()?.at(account.practiceId)
          auditing()?.about({ objectId: `account:${account.accountId}` })
        }
        throw new Refused(401, 'This login and password do not fit')
      }
      addressLimit.forgive(address)
      loginLimit.forgive(loginKey)
      const { accountId, displayName, role, practiceName } = account
      const known: Account = { accountId, login, displayName, role, practiceName }
      auditing()?.by({ kind: 'professional', practiceId: account.practiceId, account: known })
      const token = makeToken()
      const createdAt = now()
      await insertSession(store, {
        tokenHash: hashToken('session', token),
        practiceId: account.practiceId,
        accountId,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + sessionIdleMilliseconds),
      })
      log.info({ account: accountId }, 'signed in')
      return { account: known, token }
    },

    async signOut(token) {
      if (isToken(token)) await revokeSession(store, hashToken('session', token), now())
    },

    async professionalOf(token) {
      if (!isToken(token)) return null
      const tokenHash = hashToken('session', token)
      const session = await findSession(store, tokenHash)
      const at = now().getTime()
      if (session === undefined || at >= session.expiresAt.getTime()) return null
      const expiresAt = Math.min(at + sessionIdleMilliseconds, session.createdAt.getTime() + sessionLongestMilliseconds)
      if (expiresAt - session.expiresAt.getTime() >= prolongEveryMilliseconds) {
        await prolongSession(store, tokenHash, new Date(expiresAt))
      }
      return { kind: 'professional', practiceId: session.practiceId, account: session.account }
    },

    newLink() {
      const token = makeToken()
      return {
        token,
        tokenHash: hashToken('link', token),
        expiresAt: new Date(now().getTime() + linkMilliseconds),
      }
    },
    keepLink: insertPatientToken,
    revokeLinks: revokePatientTokens,
    revokePatient: revokeTokensOf,

    async openLink(token, address) {
      linkLimit.start(address)
      const createdAt = now()
      const find = async (db: Store['db'] | Transaction<Database>): Promise<LinkRow> => {
        const link = isToken(token) ? await findPatientToken(db, hashToken('link', token)) : undefined
        if (link !== undefined && createdAt < link.expiresAt) return link
        log.info({}, 'patient link refused')
        throw new Refused(401, 'This link is not valid; ask your therapist for a new one')
      }
      const { practiceId, patientId } = await find(store.db)
      auditing()?.by({ kind: 'patient', practiceId, patientId })
      linkLimit.forgive(address)
      const phoneToken = makeToken()
      const phone: PatientToken = {
        tokenHash: hashToken('phone', phoneToken),
        practiceId,
        patientId,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + phoneMilliseconds),
      }
      await inPractice(practiceId, () =>
        store.write(async (transaction) => {
          // Behind the lock, so that a phone is never let in while its link is being revoked.
          await lockPatient(transaction, { practiceId, patientId })
          await find(transaction)
          await insertPatientToken(transaction, phone)
        }),
      )
      return { caller: { kind: 'patient', practiceId, patientId }, phoneToken }
    },

    async patientOf(token) {
      if (!isToken(token)) return null
      const phone = await findPatientToken(store.db, hashToken('phone', token))
      if (phone === undefined || now() >= phone.expiresAt) return null
      return { kind: 'patient', practiceId: phone.practiceId, patientId: phone.patientId }
    },
  }
}
