import type { Account, OwnPasskey } from '@dosis/api'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { sql } from 'kysely'
import { auditing } from '../audit/auditing.ts'
import { inPractice, sha256, type Store } from '../db/index.ts'
import { badInput, Refused } from '../http/refused.ts'
import { AttemptLimit } from './attempt-limit.ts'
import type { ProfessionalCaller } from './caller.ts'
import { openChallenges } from './challenges.ts'
import type { Auth, From } from './service.ts'
import { findAccountById, whereItBelongs } from './store.ts'

/** A challenge that nobody answered by then is gone. */
const challengeLasts = '5 minutes'
/** As for links: a practice shares one address. */
const failuresPerAddress = 50

/** The page that asks, as the browser names it in `Origin`; a passkey holds for its host alone. */
export type Origin = string

export interface Passkeys {
  readonly own: (caller: ProfessionalCaller) => Promise<{ passkeys: readonly OwnPasskey[] }>
  /** What the browser needs to make a key. */
  readonly begin: (caller: ProfessionalCaller, origin: Origin) => Promise<{ options: object }>
  /** @throws {Refused} 400 the answer is to no challenge of ours, from another page, or nobody was verified */
  readonly add: (
    caller: ProfessionalCaller,
    wanted: { name: string; answer: object },
    origin: Origin,
  ) => Promise<{ passkeys: readonly OwnPasskey[] }>
  readonly remove: (caller: ProfessionalCaller, passkeyId: string) => Promise<{ passkeys: readonly OwnPasskey[] }>
  /** What the browser needs to look for a key of this page; whose it is shows with the answer. */
  readonly beginSignIn: (origin: Origin, address: string) => Promise<{ options: object }>
  /** @throws {Refused} 401 it does not fit; 429 too many attempts */
  readonly signIn: (
    answer: object,
    origin: Origin,
    from: From,
  ) => Promise<{ account: Account; token: string; deviceToken: string | null }>
}

const notFitting = () => new Refused(401, 'This passkey does not fit')

/** Keys that devices keep for professionals. The device verifies its owner, so a passkey is both steps of a sign-in. */
export function openPasskeys(
  { store, unaudited }: { readonly store: Store; readonly unaudited: Store },
  auth: Auth,
): Passkeys {
  const { now } = store
  const addressLimit = new AttemptLimit('passkey', failuresPerAddress, unaudited)

  const challenges = openChallenges(unaudited)
  const take = (purpose: string, challenge: string) => challenges.take(`passkey ${purpose}`, challenge, challengeLasts)

  const own = async ({ practiceId, account: { accountId } }: ProfessionalCaller) => {
    const rows = await store.db
      .selectFrom('passkey')
      .select(['credential_id', 'name', 'created_at', 'last_used_at', 'transports'])
      .where('practice_id', '=', practiceId)
      .where('account_id', '=', accountId)
      .where('removed_at', 'is', null)
      .orderBy('created_at')
      .execute()
    return rows
  }
  const shown = async (caller: ProfessionalCaller) => ({
    passkeys: (await own(caller)).map((row) => ({
      passkeyId: row.credential_id,
      name: row.name,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
    })),
  })

  return {
    own: shown,

    async begin(caller, origin) {
      const { practiceId, account } = caller
      const options = await generateRegistrationOptions({
        rpName: `Dosis ${account.practiceName}`,
        rpID: hostOf(origin),
        userName: account.login,
        userDisplayName: account.displayName,
        userID: Buffer.from(handleOf(practiceId, account.accountId), 'hex'),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        excludeCredentials: (await own(caller)).map(({ credential_id: id }) => ({ id })),
      })
      await challenges.keep(`passkey ${purposeOf(caller)}`, options.challenge)
      return { options }
    },

    async add(caller, { name, answer }, origin) {
      const { practiceId, account } = caller
      const verified = await verifyRegistrationResponse({
        response: answer as RegistrationResponseJSON,
        expectedChallenge: (challenge) => take(purposeOf(caller), challenge),
        expectedOrigin: origin,
        expectedRPID: hostOf(origin),
      }).catch(() => null)
      if (verified?.registrationInfo === undefined) {
        throw badInput([{ path: 'answer', message: 'is no answer of this device to the question that was asked' }])
      }
      const { credential } = verified.registrationInfo
      await store.write((transaction) =>
        transaction
          .insertInto('passkey')
          .values({
            practice_id: practiceId,
            credential_id: credential.id,
            account_id: account.accountId,
            public_key: Buffer.from(credential.publicKey).toString('base64url'),
            transports: (credential.transports ?? []).join(' '),
            relying_party: hostOf(origin),
            name,
            counter: credential.counter,
            created_at: now(),
            last_used_at: null,
            removed_at: null,
          })
          .execute(),
      )
      return shown(caller)
    },

    async remove(caller, passkeyId) {
      await store.write((transaction) =>
        transaction
          .updateTable('passkey')
          .set({ removed_at: now() })
          .where('practice_id', '=', caller.practiceId)
          .where('account_id', '=', caller.account.accountId)
          .where('credential_id', '=', passkeyId)
          .where('removed_at', 'is', null)
          .execute(),
      )
      return shown(caller)
    },

    async beginSignIn(origin, address) {
      await addressLimit.start(address)
      const options = await generateAuthenticationOptions({ rpID: hostOf(origin), userVerification: 'required' })
      await challenges.keep('passkey sign-in', options.challenge)
      await addressLimit.forgive(address)
      return { options }
    },

    async signIn(answer, origin, from) {
      await addressLimit.start(from.address)
      const response = answer as AuthenticationResponseJSON
      const row = await passkeyOf(store, response.id)
      if (row === undefined || row.relying_party !== hostOf(origin)) throw notFitting()
      const owner = { practiceId: row.practice_id, accountId: row.account_id }
      auditing()?.at(owner.practiceId)
      auditing()?.about({ objectId: `account:${owner.accountId}`, detail: 'passkey' })
      const verified = await verifyAuthenticationResponse({
        response,
        expectedChallenge: (challenge) => take('sign-in', challenge),
        expectedOrigin: origin,
        expectedRPID: row.relying_party,
        credential: {
          id: row.credential_id,
          publicKey: Buffer.from(row.public_key, 'base64url'),
          counter: Number(row.counter),
        },
      }).catch(() => null)
      const handle = Buffer.from(response.response.userHandle ?? '', 'base64url').toString('hex')
      if (verified?.verified !== true || handle !== handleOf(owner.practiceId, owner.accountId)) throw notFitting()
      const account = await inPractice(owner.practiceId, () => findAccountById(store, owner))
      if (account === undefined) throw notFitting()
      const { newCounter } = verified.authenticationInfo
      const entered = await auth.enter(account, from, 'passkey', async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('passkey')
          .set({ counter: newCounter, last_used_at: now() })
          .where('practice_id', '=', owner.practiceId)
          .where('credential_id', '=', row.credential_id)
          .where('removed_at', 'is', null)
          // Devices that count, count on: a copy that is behind opens nothing, nor two answers at once.
          .where(newCounter === 0 ? sql<boolean>`counter = 0` : sql<boolean>`counter < ${newCounter}`)
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) throw notFitting()
      })
      await addressLimit.forgive(from.address)
      return entered
    },
  }
}

const passkeyOf = ({ db }: Store, credentialId: string) =>
  whereItBelongs(db, 'passkey', credentialId, () =>
    db
      .selectFrom('passkey')
      .selectAll()
      .where('credential_id', '=', credentialId)
      .where('removed_at', 'is', null)
      .executeTakeFirst(),
  )

/** A challenge to add a key is for one account alone. */
function purposeOf({ practiceId, account: { accountId } }: ProfessionalCaller): string {
  return `add ${practiceId} ${accountId}`
}

/** What a device knows an account by: it says nothing about the person. */
function handleOf(practiceId: string, accountId: string): string {
  return sha256(`dosis passkey owner\n${practiceId}\n${accountId}`)
}

function hostOf(origin: Origin): string {
  return new URL(origin).hostname
}
