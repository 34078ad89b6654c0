import { professionalRoles } from '@dosis/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { auditing } from '../audit/auditing.ts'
import { idSchema } from '../http/parse.ts'
import { badInput } from '../http/refused.ts'
import { openRoute, professionalRoute, type Routes } from '../http/route.ts'
import type { ProfessionalCaller } from './caller.ts'
import type { SessionCookies } from './cookies.ts'
import { deviceOf } from './device-of.ts'
import type { KeptAccounts } from './kept-accounts.ts'
import { flowSeconds, type IdentityProviders, isLoopback } from './identity-provider.ts'
import { knownDeviceMilliseconds } from './known-device.ts'
import { displayNameSchema, loginSchema } from './manage-accounts.ts'
import type { Passkeys } from './passkeys.ts'
import type { SecondFactors } from './second-factor.ts'
import { type Auth, sessionLongestMilliseconds } from './service.ts'
import type { SignInPolicies } from './sign-in-policy.ts'

const nothingSchema = z.strictObject({})
const passwordSchema = z.string().min(1, 'needs a password').max(1000)

const credentialsSchema = z.strictObject({
  login: z.string().min(1, 'needs a login').max(200),
  password: passwordSchema,
  code: z.string().min(1, 'needs a code').max(50).exactOptional(),
})
const newPasswordSchema = z.strictObject({ current: passwordSchema, next: passwordSchema })

type SessionRoute = 'signIn' | 'signOut' | 'whoAmI' | 'changePassword' | 'ownSessions' | 'endOtherSessions'

export function authRoutes(auth: Auth, cookies: SessionCookies): Routes<SessionRoute> {
  return {
    signIn: openRoute({
      body: credentialsSchema,
      handle: async ({ body, request, reply }) => {
        const device = cookies.read('device', request)
        const browser = deviceOf(request.headers['user-agent'])
        const { account, token, deviceToken } = await auth.signIn(body, { address: request.ip, device, browser })
        await auth.signOut(cookies.read('professional', request))
        return keepSession(cookies, reply, { account, token, deviceToken })
      },
    }),
    signOut: openRoute({
      handle: async ({ request, reply }) => {
        const token = cookies.read('professional', request)
        const caller = await auth.professionalOf(token)
        // Without a session nothing ends, and nobody may fill the log by asking for it.
        if (caller === null) auditing()?.done()
        else auditing()?.by(caller)
        await auth.signOut(token)
        cookies.clear('professional', reply)
        reply.header('clear-site-data', '"cache"')
        return { signedOut: true }
      },
    }),
    whoAmI: professionalRoute({ handle: async ({ caller }) => caller.account }),
    changePassword: professionalRoute({
      body: newPasswordSchema,
      handle: ({ body, caller, request }) =>
        auth.changePassword(
          { caller, token: cookies.read('professional', request), device: cookies.read('device', request) },
          body,
        ),
    }),
    ownSessions: professionalRoute({
      handle: ({ caller, request }) => auth.ownSessions({ caller, token: cookies.read('professional', request) }),
    }),
    endOtherSessions: professionalRoute({
      handle: ({ caller, request }) =>
        auth.endOtherSessions({
          caller,
          token: cookies.read('professional', request),
          device: cookies.read('device', request),
        }),
    }),
  }
}

function keepSession(
  cookies: SessionCookies,
  reply: FastifyReply,
  { account, token, deviceToken }: Awaited<ReturnType<Auth['signIn']>>,
) {
  cookies.set('professional', reply, token, sessionLongestMilliseconds / 1000)
  if (deviceToken !== null) cookies.set('device', reply, deviceToken, knownDeviceMilliseconds / 1000)
  return account
}

const ownPasswordSchema = z.strictObject({ current: passwordSchema })

type SecondFactorRoute = 'secondFactor' | 'beginSecondFactor' | 'confirmSecondFactor' | 'endSecondFactor'

export function secondFactorRoutes(auth: Auth, secondFactors: SecondFactors): Routes<SecondFactorRoute> {
  const ownerOf = ({ practiceId, account: { accountId } }: ProfessionalCaller) => ({ practiceId, accountId })
  return {
    secondFactor: professionalRoute({ handle: ({ caller }) => secondFactors.state(ownerOf(caller)) }),
    beginSecondFactor: professionalRoute({
      body: ownPasswordSchema,
      handle: async ({ caller, body }) => {
        await auth.requirePassword(caller, body.current)
        return secondFactors.begin(ownerOf(caller), caller.account)
      },
    }),
    confirmSecondFactor: professionalRoute({
      body: z.strictObject({ code: z.string().min(1, 'needs a code').max(50) }),
      handle: ({ caller, body }) => secondFactors.confirm(ownerOf(caller), body.code),
    }),
    endSecondFactor: professionalRoute({
      body: ownPasswordSchema,
      handle: async ({ caller, body }) => {
        await auth.requirePassword(caller, body.current)
        await secondFactors.end(ownerOf(caller))
        return secondFactors.state(ownerOf(caller))
      },
    }),
  }
}

/** What a browser answers is read by the library; more of it than this is no answer. */
const answerSchema = z.looseObject({ id: z.string().min(1).max(2000), response: z.looseObject({}) })

type PasskeyRoute =
  | 'passkeys'
  | 'beginPasskey'
  | 'addPasskey'
  | 'removePasskey'
  | 'beginPasskeySignIn'
  | 'signInWithPasskey'

/** @throws {Refused} 400 the request names no page: only a browser has passkeys */
function originOf({ headers: { origin } }: FastifyRequest): string {
  if (origin !== undefined && URL.canParse(origin)) return origin
  throw badInput([{ path: '', message: 'needs the header Origin, as browsers send it' }])
}

export function passkeyRoutes(auth: Auth, passkeys: Passkeys, cookies: SessionCookies): Routes<PasskeyRoute> {
  return {
    passkeys: professionalRoute({ handle: ({ caller }) => passkeys.own(caller) }),
    beginPasskey: professionalRoute({
      body: ownPasswordSchema,
      handle: async ({ caller, body, request }) => {
        await auth.requirePassword(caller, body.current)
        return passkeys.begin(caller, originOf(request))
      },
    }),
    addPasskey: professionalRoute({
      body: z.strictObject({ name: z.string().trim().min(1, 'needs a name').max(100), answer: answerSchema }),
      handle: ({ caller, body, request }) => passkeys.add(caller, body, originOf(request)),
    }),
    removePasskey: professionalRoute({
      body: z.strictObject({ passkeyId: z.string().min(1).max(2000) }),
      handle: ({ caller, body }) => passkeys.remove(caller, body.passkeyId),
    }),
    beginPasskeySignIn: openRoute({
      body: nothingSchema,
      handle: ({ request }) => passkeys.beginSignIn(originOf(request), request.ip),
    }),
    signInWithPasskey: openRoute({
      body: z.strictObject({ answer: answerSchema }),
      handle: async ({ body, request, reply }) => {
        const from = {
          address: request.ip,
          device: cookies.read('device', request),
          browser: deviceOf(request.headers['user-agent']),
        }
        const entered = await passkeys.signIn(body.answer, originOf(request), from)
        await auth.signOut(cookies.read('professional', request))
        return keepSession(cookies, reply, entered)
      },
    }),
  }
}

const issuerSchema = z
  .url({ protocol: /^https?$/, error: 'needs an address that begins with https://' })
  .max(500)
  .refine((issuer) => issuer.startsWith('https:') || isLoopback(new URL(issuer)), 'needs https')
const providerSchema = z.strictObject({
  name: z.string().trim().min(1, 'needs a name').max(60),
  issuer: issuerSchema,
  clientId: z.string().trim().min(1, 'needs the id that the provider gave').max(200),
  secret: z.string().min(1, 'needs the secret that the provider gave').max(500).exactOptional(),
  matchedBy: z.enum(['email', 'preferred_username']),
  asksEveryTime: z.boolean(),
  passwordsFor: z.enum(['everyone', 'administrators']),
})

type ProviderRoute =
  | 'offeredProvider'
  | 'beginProviderSignIn'
  | 'signInWithProvider'
  | 'identityProvider'
  | 'setIdentityProvider'
  | 'removeIdentityProvider'

export function providerRoutes(
  auth: Auth,
  providers: IdentityProviders,
  cookies: SessionCookies,
): Routes<ProviderRoute> {
  /** The page of Dosis to which the provider sends the browser back; practices tell it to their provider. */
  const pageOf = (request: FastifyRequest): string => `${originOf(request)}/`
  return {
    offeredProvider: openRoute({
      query: z.strictObject({ practice: idSchema.exactOptional() }),
      handle: ({ query }) => providers.offered(query.practice),
    }),
    beginProviderSignIn: openRoute({
      body: z.strictObject({ practiceId: idSchema }),
      handle: async ({ body, request, reply }) => {
        const { url, flow } = await providers.begin(body.practiceId, pageOf(request), request.ip)
        cookies.set('provider', reply, flow, flowSeconds)
        return { url }
      },
    }),
    signInWithProvider: openRoute({
      body: z.strictObject({ answer: z.string().min(1, 'needs the answer of the provider').max(8000) }),
      handle: async ({ body, request, reply }) => {
        const from = {
          address: request.ip,
          device: cookies.read('device', request),
          browser: deviceOf(request.headers['user-agent']),
        }
        const flow = cookies.read('provider', request)
        cookies.clear('provider', reply)
        const entered = await providers.signIn(body.answer, flow, pageOf(request), from)
        await auth.signOut(cookies.read('professional', request))
        return keepSession(cookies, reply, entered)
      },
    }),
    identityProvider: professionalRoute({ handle: ({ caller }) => providers.settings(caller) }),
    setIdentityProvider: professionalRoute({
      body: providerSchema,
      handle: ({ caller, body }) => providers.set(caller, body),
    }),
    removeIdentityProvider: professionalRoute({
      body: nothingSchema,
      handle: ({ caller }) => providers.remove(caller),
    }),
  }
}

export function signInPolicyRoutes(policies: SignInPolicies): Routes<'signInPolicy' | 'changeSignInPolicy'> {
  return {
    signInPolicy: professionalRoute({ handle: ({ caller }) => policies.read(caller) }),
    changeSignInPolicy: professionalRoute({
      body: z.strictObject({ secondFactor: z.enum(['optional', 'required']) }),
      handle: ({ caller, body }) => policies.change(caller, body),
    }),
  }
}

const roleSchema = z.enum(professionalRoles)

type AccountRoute =
  | 'listAccounts'
  | 'addAccount'
  | 'changeAccount'
  | 'endAccount'
  | 'reopenAccount'
  | 'givePassword'
  | 'removeSecondFactor'

export function accountRoutes(accounts: KeptAccounts): Routes<AccountRoute> {
  return {
    listAccounts: professionalRoute({ handle: ({ caller }) => accounts.list(caller) }),
    addAccount: professionalRoute({
      body: z.strictObject({
        accountId: idSchema,
        login: loginSchema,
        displayName: displayNameSchema,
        role: roleSchema,
      }),
      handle: ({ caller, body }) => accounts.add(caller, body),
    }),
    changeAccount: professionalRoute({
      body: z.strictObject({ displayName: displayNameSchema, role: roleSchema }),
      handle: ({ caller, params, body }) => accounts.change(caller, params.accountId, body),
    }),
    removeSecondFactor: professionalRoute({
      handle: ({ caller, params }) => accounts.removeSecondFactor(caller, params.accountId),
    }),
    endAccount: professionalRoute({ handle: ({ caller, params }) => accounts.end(caller, params.accountId) }),
    reopenAccount: professionalRoute({
      body: nothingSchema,
      handle: ({ caller, params }) => accounts.reopen(caller, params.accountId),
    }),
    givePassword: professionalRoute({
      body: nothingSchema,
      handle: ({ caller, params }) => accounts.givePassword(caller, params.accountId),
    }),
  }
}
