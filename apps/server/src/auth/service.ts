import type { Account, OwnSession } from '@dosis/api'
import type { Transaction } from 'kysely'
import type { SignInWay } from '../db/database.ts'
import { type Database, inPractice, type Log, type Store } from '../db/index.ts'
import { demoAccounts, demoPractice } from '../demo/accounts.ts'
import { auditing } from '../audit/auditing.ts'
import { badInput, Refused } from '../http/refused.ts'
import { lockPatient } from '../patient/change-patient.ts'
import { AttemptLimit } from './attempt-limit.ts'
import type { PatientCaller, ProfessionalCaller } from './caller.ts'
import { requireGoodPassword } from './check-password.ts'
import { type Device, deviceAt } from './known-device.ts'
import { fitsPassword, hashPassword } from './password.ts'
import {
  type AccountRow,
  findAccount,
  findPatientToken,
  findSession,
  forgetDevicesOf,
  insertPatientToken,
  insertSession,
  type LinkRow,
  liveSessionsOf,
  type PatientToken,
  prolongSession,
  revokePatientTokens,
  revokeSession,
  revokeSessionsOf,
  revokeTokensOf,
  storeOwnPassword,
} from './store.ts'
import type { SecondFactors } from './second-factor.ts'
import { hashToken, isToken, makeToken } from './token.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** A professional who does nothing for half an hour, or works for twelve, signs in again. */
export const sessionIdleMilliseconds = 30 * minute
export const sessionLongestMilliseconds = 12 * 60 * minute
/** A clock that is set right goes back a little; what was made further ahead was made while it was wrong. */
const clockMilliseconds = 15 * minute
/** A session is prolonged at most once a minute: each time costs a write. */
const prolongEveryMilliseconds = minute
export const linkMilliseconds = 14 * day
/** A course with its follow-up fits in half a year; then the practice makes a new link. */
export const phoneMilliseconds = 182 * day

/**
 * Attempts in 15 minutes; per address more, because a practice shares one. Browsers that are known to an account count
 * each for itself and for nobody else: wrong passwords from elsewhere never shut its owner out
 * (OWASP, Slow Down Online Guessing Attacks with Device Cookies).
 */
const failuresPerLogin = 10
const failuresPerAddress = 50
const failuresOfStrangers = 20

/** From where somebody signs in. */
export interface From {
  readonly address: string
  /** The token by which a browser is known again. */
  readonly device: string | undefined
  /** What the browser calls itself. */
  readonly browser: string | null
}

/** Who is signed in, and where. */
export interface SignedIn {
  readonly caller: ProfessionalCaller
  readonly token: string | undefined
}

export interface Auth {
  /** `deviceToken`: for the browser to keep; null = it is known already. */
  readonly signIn: (
    credentials: { login: string; password: string; code?: string },
    from: From,
  ) => Promise<{ account: Account; token: string; deviceToken: string | null }>
  /** Opens a session for somebody who showed who he is, together with what `requireFirst` writes or refuses. */
  readonly enter: (
    account: AccountRow,
    from: From,
    way: SignInWay,
    requireFirst: (transaction: Transaction<Database>) => Promise<void>,
  ) => Promise<{ account: Account; token: string; deviceToken: string | null }>
  readonly signOut: (token: string | undefined) => Promise<void>
  /** Before what somebody else at an open screen must not do. @throws {Refused} 400, or 429 after too many guesses */
  readonly requirePassword: (caller: ProfessionalCaller, current: string) => Promise<void>
  /** Ends every other session, and other browsers are strangers again. */
  readonly changePassword: (
    at: SignedIn & { readonly device: string | undefined },
    wanted: { current: string; next: string },
  ) => Promise<Account>
  readonly ownSessions: (at: SignedIn) => Promise<{ sessions: readonly OwnSession[] }>
  readonly endOtherSessions: (
    at: SignedIn & { readonly device: string | undefined },
  ) => Promise<{ sessions: readonly OwnSession[] }>
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

/** Whether it opens something: it has not expired, and was not made under a clock that ran years ahead. */
function holdsAt(at: Date, { createdAt, expiresAt }: { readonly createdAt: Date; readonly expiresAt: Date }): boolean {
  return at < expiresAt && at.getTime() >= createdAt.getTime() - clockMilliseconds
}

/** Where a provider says who somebody is, passwords may be for whoever keeps the accounts alone. */
async function mayUsePasswords({ db }: Store, practiceId: string): Promise<boolean> {
  const row = await inPractice(practiceId, () =>
    db
      .selectFrom('identity_provider')
      .select('passwords_for')
      .where('practice_id', '=', practiceId)
      .where('removed_at', 'is', null)
      .executeTakeFirst(),
  )
  return row?.passwords_for !== 'administrators'
}

function codeNeeded({ accountId }: AccountRow, message: string): Refused {
  auditing()?.about({ objectId: `account:${accountId}`, detail: 'second factor' })
  return new Refused(401, 'This account asks for a code', [{ path: 'code', message }])
}

/**
 * Who somebody is: accounts with a password for professionals, a link for a patient's phone.
 * @param unaudited the same store, for counts of attempts, which are no events of the log
 */
export function openAuth(
  { store, unaudited }: { readonly store: Store; readonly unaudited: Store },
  log: Log,
  secondFactors: SecondFactors,
): Auth {
  const { now } = store
  const loginLimit = new AttemptLimit('login', failuresPerLogin, unaudited)
  const addressLimit = new AttemptLimit('address', failuresPerAddress, unaudited)
  const strangersLimit = new AttemptLimit('strangers', failuresOfStrangers, unaudited)
  const deviceLimit = new AttemptLimit('device', failuresPerLogin, unaudited)
  const ownLimit = new AttemptLimit('own', failuresPerLogin, unaudited)
  const linkLimit = new AttemptLimit('link', failuresPerAddress, unaudited)

  /** Which attempts this one counts among; each is refused when there were too many. */
  const limitsFor = (
    login: string,
    { address }: From,
    device: Device | null,
  ): readonly (readonly [AttemptLimit, string])[] =>
    device?.isKnown === true
      ? [[deviceLimit, `${login} ${device.tokenHash}`]]
      : [
          [addressLimit, address],
          [loginLimit, `${address} ${login}`],
          [strangersLimit, login],
        ]

  const opens = async (account: AccountRow | undefined, password: string): Promise<boolean> => {
    const fits = await fitsPassword(account?.passwordHash, password)
    if (!fits || account === undefined || isDemoPasswordElsewhere(account.practiceId, password)) return false
    return account.passwordExpiresAt === null || now() < account.passwordExpiresAt
  }

  const requirePassword = async (
    { account: { accountId, login } }: ProfessionalCaller,
    current: string,
  ): Promise<void> => {
    auditing()?.about({ objectId: `account:${accountId}` })
    await ownLimit.start(accountId)
    if (!(await opens(await findAccount(store, login), current))) {
      throw badInput([{ path: 'current', message: 'is not the password of this account' }])
    }
    await ownLimit.forgive(accountId)
  }

  const sessionsOf = async ({ caller, token }: SignedIn): Promise<{ sessions: readonly OwnSession[] }> => {
    const { practiceId, account } = caller
    const rows = await liveSessionsOf(store, { practiceId, accountId: account.accountId }, now())
    const here = isToken(token) ? hashToken('session', token) : null
    return {
      sessions: rows.map((row) => ({
        signedInAt: row.created_at.toISOString(),
        endsAt: row.expires_at.toISOString(),
        device: row.device,
        isThisOne: row.token_hash === here,
      })),
    }
  }

  /** What goes with either change: whoever else is signed in, or was, starts again at the door. */
  const endElsewhere = async (
    transaction: Transaction<Database>,
    { caller, token, device }: SignedIn & { readonly device: string | undefined },
  ): Promise<void> => {
    const owner = { practiceId: caller.practiceId, accountId: caller.account.accountId }
    await revokeSessionsOf(transaction, owner, now(), isToken(token) ? hashToken('session', token) : '')
    await forgetDevicesOf(transaction, owner, now(), isToken(device) ? hashToken('device', device) : null)
  }

  const openSession = async (
    account: AccountRow,
    device: Device,
    { from, way }: { readonly from: From; readonly way: SignInWay },
    requireFirst: (transaction: Transaction<Database>) => Promise<void>,
  ) => {
    const { practiceId, passwordHash: _, passwordExpiresAt: __, ...known } = account
    const { accountId } = known
    const token = makeToken()
    const createdAt = now()
    const session = {
      tokenHash: hashToken('session', token),
      practiceId,
      accountId,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + sessionIdleMilliseconds),
      device: from.browser,
      knownAs: device.isKnown ? null : device.tokenHash,
      way,
    }
    await insertSession(store, session, async (transaction) => {
      await requireFirst(transaction)
      auditing()?.by({ kind: 'professional', practiceId, account: known })
    })
    log.info({ account: accountId }, 'signed in')
    return { account: known, token, deviceToken: device.newToken }
  }

  return {
    async enter(account, from, way, requireFirst) {
      return openSession(account, await deviceAt(store, account, from.device), { from, way }, requireFirst)
    },

    async signIn({ login, password, code }, from) {
      const account = await findAccount(store, login)
      const device = account === undefined ? null : await deviceAt(store, account, from.device)
      const limits = limitsFor(login, from, device)
      for (const [limit, key] of limits) await limit.start(key)
      const fits = await opens(account, password)
      if (!fits || account === undefined || device === null) {
        log.info({}, 'sign-in refused')
        if (account !== undefined) {
          auditing()?.at(account.practiceId)
          auditing()?.about({ objectId: `account:${account.accountId}` })
        }
        throw new Refused(401, 'This login and password do not fit')
      }
      auditing()?.at(account.practiceId)
      if (account.role !== 'administrator' && !(await mayUsePasswords(store, account.practiceId))) {
        for (const [limit, key] of limits) await limit.forgive(key)
        throw new Refused(401, 'This practice signs in with its identity provider', [
          { path: 'provider', message: 'is the way in; only administrators use a password' },
        ])
      }
      const needsCode = await secondFactors.isOn(account)
      if (needsCode && code === undefined) {
        // The password fits: that the code is still to come is no failure.
        for (const [limit, key] of limits) await limit.forgive(key)
        throw codeNeeded(account, 'is needed')
      }
      // A code is used up together with the session that it opens; until then nobody is known by name.
      const entered = await openSession(account, device, { from, way: 'password' }, async (transaction) => {
        if (needsCode && !(await secondFactors.use(transaction, account, code ?? ''))) {
          throw codeNeeded(account, 'does not fit, or was used')
        }
      })
      for (const [limit, key] of limits) await limit.forgive(key)
      return entered
    },

    requirePassword,

    async changePassword(at, { current, next }) {
      const { practiceId, account } = at.caller
      const { accountId, login, passwordIsTemporary, ...rest } = account
      await requirePassword(at.caller, current)
      requireGoodPassword(next, login)
      if (passwordIsTemporary === true && next === current) {
        throw badInput([{ path: 'next', message: 'is the password that was given' }])
      }
      const passwordHash = await hashPassword(next)
      await store.write(async (transaction) => {
        await storeOwnPassword(transaction, { practiceId, accountId }, passwordHash)
        await endElsewhere(transaction, at)
      })
      return { accountId, login, ...rest }
    },

    ownSessions: sessionsOf,

    async endOtherSessions(at) {
      await store.write((transaction) => endElsewhere(transaction, at))
      return sessionsOf(at)
    },

    async signOut(token) {
      if (isToken(token)) await revokeSession(store, hashToken('session', token), now())
    },

    async professionalOf(token) {
      if (!isToken(token)) return null
      const tokenHash = hashToken('session', token)
      const session = await findSession(store, tokenHash)
      const at = now().getTime()
      if (session === undefined || !holdsAt(new Date(at), session)) return null
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
      await linkLimit.start(address)
      const createdAt = now()
      const find = async (db: Store['db'] | Transaction<Database>): Promise<LinkRow> => {
        const link = isToken(token) ? await findPatientToken(db, hashToken('link', token)) : undefined
        if (link !== undefined && holdsAt(createdAt, link)) return link
        log.info({}, 'patient link refused')
        throw new Refused(401, 'This link is not valid; ask your therapist for a new one')
      }
      const { practiceId, patientId } = await find(store.db)
      auditing()?.by({ kind: 'patient', practiceId, patientId })
      await linkLimit.forgive(address)
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
      if (phone === undefined || !holdsAt(now(), phone)) return null
      return { kind: 'patient', practiceId: phone.practiceId, patientId: phone.patientId }
    },
  }
}
