import type {
  Account,
  IdentityProvider,
  IdentityProviderSettings,
  OfferedProvider,
  ProviderOfPractice,
} from '@dosis/api'
import { type Selectable, sql, type Transaction } from 'kysely'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { z } from 'zod'
import { auditing } from '../audit/auditing.ts'
import type { IdentityProviderTable } from '../db/database.ts'
import { type Database, inPractice, type Log, type Store } from '../db/index.ts'
import { badInput, notFound, Refused } from '../http/refused.ts'
import { AttemptLimit } from './attempt-limit.ts'
import type { ProfessionalCaller } from './caller.ts'
import { openChallenges } from './challenges.ts'
import { openSecret, sealSecret } from './sealed-secret.ts'
import type { Auth, From } from './service.ts'
import { type AccountRow, findAccountById } from './store.ts'

/** Whoever takes longer at the provider begins again. */
const flowLasts = '15 minutes'
export const flowSeconds = 15 * 60
/** As for links: a practice shares one address. */
const failuresPerAddress = 50
/** A provider that takes longer is away. */
const providerSeconds = 10
/** What a provider publishes about itself is read again after an hour: keys and addresses change. */
const metadataMilliseconds = 60 * 60_000

/** What the browser brings back from the provider belongs to; it stays in a cookie that no script reads. */
const flowSchema = z.strictObject({
  practiceId: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
})
type Flow = z.infer<typeof flowSchema>

export interface IdentityProviders {
  /** What the sign-in page offers: the provider of a practice, or of the only practice that has one. */
  readonly offered: (practiceId: string | undefined) => Promise<OfferedProvider>
  /** Where the browser goes to be asked who it is, and what it must bring back with the answer. @throws {Refused} 404, 503 */
  readonly begin: (practiceId: string, page: string, address: string) => Promise<{ url: string; flow: string }>
  /** @param answer what the provider put behind the address of the page @throws {Refused} 401 or 503; the path says why */
  readonly signIn: (
    answer: string,
    flow: string | undefined,
    page: string,
    from: From,
  ) => Promise<{ account: Account; token: string; deviceToken: string | null }>
  readonly settings: (caller: ProfessionalCaller) => Promise<ProviderOfPractice>
  /** Asks the provider first whether it is one. @throws {Refused} 400 it does not answer as one */
  readonly set: (caller: ProfessionalCaller, wanted: IdentityProviderSettings) => Promise<ProviderOfPractice>
  readonly remove: (caller: ProfessionalCaller) => Promise<ProviderOfPractice>
}

type Row = Selectable<IdentityProviderTable>
/** What a provider says of somebody. */
type Claims = Readonly<Record<string, unknown>>

/** Sign-in with the provider of a practice (OpenID Connect, authorization code with PKCE), for accounts that exist. */
export function openIdentityProviders(
  { store, unaudited }: { readonly store: Store; readonly unaudited: Store },
  auth: Auth,
  { log, key }: { readonly log: Log; readonly key: Buffer | undefined },
): IdentityProviders {
  const { now } = store
  const addressLimit = new AttemptLimit('provider', failuresPerAddress, unaudited)
  const challenges = openChallenges(unaudited)
  const known = new Map<string, { readonly row: Row; readonly readAt: number; readonly config: Configuration }>()

  const rowOf = (practiceId: string): Promise<Row | undefined> =>
    inPractice(practiceId, () =>
      store.db
        .selectFrom('identity_provider')
        .selectAll()
        .where('practice_id', '=', practiceId)
        .where('removed_at', 'is', null)
        .executeTakeFirst(),
    )

  const configurationOf = async (row: Row): Promise<Configuration> => {
    const had = known.get(row.practice_id)
    const isSame = had?.row.set_at.getTime() === row.set_at.getTime() && had.row.issuer === row.issuer
    if (had !== undefined && isSame && now().getTime() - had.readAt < metadataMilliseconds) return had.config
    const secret = openSecret(row.sealed_secret, ownerText(row.practice_id), key).toString()
    const config = await askProvider({ issuer: row.issuer, clientId: row.client_id, secret })
    known.set(row.practice_id, { row, readAt: now().getTime(), config })
    return config
  }

  const linkedAccount = ({ practice_id, issuer }: Row, subject: string): Promise<AccountRow | undefined> =>
    inPractice(practice_id, async () => {
      const link = await store.db
        .selectFrom('account_identity')
        .select('account_id')
        .where('practice_id', '=', practice_id)
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst()
      return link && findAccountById(store, { practiceId: practice_id, accountId: link.account_id })
    })

  /** The first time, the account is found by its login; from then on by the subject alone, whatever the address becomes. */
  const accountToLink = async (row: Row, claims: Claims): Promise<AccountRow | undefined> => {
    const login = loginIn(claims, row.matched_by)
    return inPractice(row.practice_id, async () => {
      const found = await store.db
        .selectFrom('account')
        .select('account_id')
        .where('practice_id', '=', row.practice_id)
        .where('login', '=', login)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      if (found === undefined) return undefined
      const other = await store.db
        .selectFrom('account_identity')
        .select('subject')
        .where('practice_id', '=', row.practice_id)
        .where('issuer', '=', row.issuer)
        .where('account_id', '=', found.account_id)
        .executeTakeFirst()
      if (other !== undefined) throw refused('otherPerson', 'This account is of somebody else at the provider')
      return findAccountById(store, { practiceId: row.practice_id, accountId: found.account_id })
    })
  }

  const settings = async ({ practiceId }: ProfessionalCaller) => ({
    practiceId,
    provider: toSettings(await rowOf(practiceId)),
  })

  return {
    async offered(practiceId) {
      const { rows } = await sql<{ practice_id: string; name: string }>`
        select practice_id, name from dosis_identity_providers(${practiceId ?? null})`.execute(store.db)
      const [first, second] = rows
      if (first === undefined || second !== undefined) return { provider: null }
      return { provider: { practiceId: first.practice_id, name: first.name } }
    },

    async begin(practiceId, page, address) {
      await addressLimit.start(address)
      const row = await rowOf(practiceId)
      if (row === undefined) throw notFound('This practice has no identity provider')
      const config = await configurationOf(row).catch((error: unknown) => {
        throw away(error, log)
      })
      const flow: Flow = { practiceId, state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      await challenges.keep(purposeOf(flow), flow.state)
      const url = buildAuthorizationUrl(config, {
        redirect_uri: page,
        scope: 'openid email profile',
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
        ...(row.asks_every_time ? { prompt: 'login' } : {}),
      })
      await addressLimit.forgive(address)
      return { url: url.href, flow: Buffer.from(JSON.stringify(flow)).toString('base64url') }
    },

    async signIn(answer, cookie, page, from) {
      await addressLimit.start(from.address)
      const flow = readFlow(cookie)
      if (flow === null) throw refused('expired', 'Nobody began to sign in here, or it took too long')
      const row = await rowOf(flow.practiceId)
      if (row === undefined) throw refused('unknown', 'This practice has no identity provider')
      auditing()?.at(row.practice_id)
      auditing()?.about({ detail: 'identity provider' })
      if (!(await challenges.take(purposeOf(flow), flow.state, flowLasts))) {
        throw refused('expired', 'Nobody began to sign in here, or it took too long')
      }
      const config = await configurationOf(row).catch((error: unknown) => {
        throw away(error, log)
      })
      const url = new URL(page)
      url.search = answer
      const tokens = await authorizationCodeGrant(config, url, {
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        pkceCodeVerifier: flow.verifier,
        idTokenExpected: true,
      }).catch((error: unknown) => {
        throw isAway(error) ? away(error, log) : notFitting(error, log)
      })
      const claims = tokens.claims()
      if (claims === undefined) throw refused('refused', 'The provider said nothing about who this is')
      const linked = await linkedAccount(row, claims.sub)
      const account = linked ?? (await accountToLink(row, await withAddress(config, tokens.access_token, claims, row)))
      if (account === undefined) throw refused('noAccount', 'Nobody with this address has an account in this practice')
      auditing()?.about({ objectId: `account:${account.accountId}` })
      const entered = await auth.enter(account, from, 'provider', (transaction) =>
        linked === undefined ? link(transaction, row, claims.sub, account.accountId, now()) : Promise.resolve(),
      )
      await addressLimit.forgive(from.address)
      const { passwordIsTemporary: _, ...known } = entered.account
      return { ...entered, account: known }
    },

    settings,

    async set(caller, { secret, ...wanted }) {
      const { practiceId } = caller
      const had = await rowOf(practiceId)
      const isSameProvider = had?.issuer === wanted.issuer && had.client_id === wanted.clientId
      if (secret === undefined && !isSameProvider) {
        throw badInput([{ path: 'secret', message: 'is needed with another provider' }])
      }
      const clientSecret = secret ?? openSecret(had?.sealed_secret ?? '', ownerText(practiceId), key).toString()
      await askProvider({ issuer: wanted.issuer, clientId: wanted.clientId, secret: clientSecret }).catch(
        (error: unknown) => {
          log.info({ reason: nameOf(error) }, 'no identity provider at that address')
          throw badInput([{ path: 'issuer', message: 'does not answer as an identity provider' }])
        },
      )
      const values = {
        name: wanted.name,
        issuer: wanted.issuer,
        client_id: wanted.clientId,
        sealed_secret: sealSecret(Buffer.from(clientSecret), ownerText(practiceId), key),
        matched_by: wanted.matchedBy,
        asks_every_time: wanted.asksEveryTime,
        passwords_for: wanted.passwordsFor,
        set_at: now(),
        removed_at: null,
      }
      await store.write((transaction) =>
        transaction
          .insertInto('identity_provider')
          .values({ practice_id: practiceId, ...values })
          .onConflict((on) => on.column('practice_id').doUpdateSet(values))
          .execute(),
      )
      return settings(caller)
    },

    async remove(caller) {
      await store.write((transaction) =>
        transaction
          .updateTable('identity_provider')
          .set({ removed_at: now() })
          .where('practice_id', '=', caller.practiceId)
          .execute(),
      )
      return settings(caller)
    },
  }
}

/**
 * Reads what a provider publishes about itself.
 * @throws it does not answer, or not as the issuer that it is said to be
 */
async function askProvider({ issuer, clientId, secret }: { issuer: string; clientId: string; secret: string }) {
  const server = new URL(issuer)
  // Plain http never leaves this machine.
  const isHere = server.protocol === 'http:' && isLoopback(server)
  const insecure = isHere ? [allowInsecureRequests] : []
  const found = await discovery(server, clientId, secret, undefined, { execute: insecure, timeout: providerSeconds })
  const metadata = found.serverMetadata()
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const proves = methods.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret)
  const config = new Configuration(metadata, clientId, secret, proves)
  config.timeout = providerSeconds
  if (isHere) allowInsecureRequests(config)
  enableNonRepudiationChecks(config)
  return config
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname)
}

async function link(
  transaction: Transaction<Database>,
  { practice_id, issuer }: Row,
  subject: string,
  account_id: string,
  linked_at: Date,
): Promise<void> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('account_identity')
    .values({ practice_id, issuer, subject, account_id, linked_at })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw refused('otherPerson', 'This account is of somebody else at the provider')
  auditing()?.about({ detail: 'identity provider, first time' })
}

/** Some providers tell the address in the token, others only when they are asked for it. */
async function withAddress(
  config: Configuration,
  accessToken: string,
  claims: IDToken,
  { matched_by }: Row,
): Promise<Claims> {
  if (claims[matched_by] !== undefined || config.serverMetadata().userinfo_endpoint === undefined) return claims
  return fetchUserInfo(config, accessToken, claims.sub)
}

/** @throws {Refused} 401 the provider does not vouch for an address */
function loginIn(claims: Claims, matchedBy: Row['matched_by']): string {
  const said = claims[matchedBy]
  if (typeof said !== 'string' || said === '') {
    throw refused('noAddress', 'The provider does not say by which address this is known')
  }
  if (matchedBy === 'email' && claims['email_verified'] !== true) {
    throw refused('notVerified', 'The provider does not say that it verified this address')
  }
  return said.toLowerCase()
}

/** `path` says why, for screens to say it in their own words. */
function refused(why: string, title: string): Refused {
  return new Refused(401, title, [{ path: `provider.${why}`, message: title }])
}

function away(error: unknown, log: Log): Refused {
  log.info({ reason: nameOf(error) }, 'identity provider is away')
  return new Refused(503, 'The identity provider does not answer', [{ path: 'provider.away', message: 'try again' }], {
    'retry-after': '10',
  })
}

/** Also what the provider refused by itself, as when somebody cancelled there. */
function notFitting(error: unknown, log: Log): Refused {
  log.info({ reason: nameOf(error) }, 'identity provider answer refused')
  return refused('refused', 'The answer of the provider does not fit')
}

/** A provider that breaks down or takes too long, in the words of the library and of `fetch`. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const status = (error as { readonly status?: unknown }).status
  return error.name === 'TimeoutError' || error instanceof TypeError || (typeof status === 'number' && status >= 500)
}

/** What may stand in a log: never what the provider said about a person. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'string' ? code : error.name
}

function readFlow(cookie: string | undefined): Flow | null {
  if (cookie === undefined) return null
  try {
    return flowSchema.parse(JSON.parse(Buffer.from(cookie, 'base64url').toString()))
  } catch {
    return null
  }
}

/** A flow that was changed on its way is another one, which nobody began. */
function purposeOf({ practiceId, nonce, verifier }: Flow): string {
  return `identity provider ${JSON.stringify([practiceId, nonce, verifier])}`
}

function ownerText(practiceId: string): string {
  return JSON.stringify(['identity provider', practiceId])
}

function toSettings(row: Row | undefined): IdentityProvider | null {
  if (row === undefined) return null
  return {
    name: row.name,
    issuer: row.issuer,
    clientId: row.client_id,
    matchedBy: row.matched_by,
    asksEveryTime: row.asks_every_time,
    passwordsFor: row.passwords_for,
  }
}
