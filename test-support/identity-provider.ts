import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** Somebody whom the provider knows, and what it says of the person. */
export interface Person {
  readonly sub: string
  readonly email: string
  readonly email_verified: boolean
}

export interface ThrowAwayProvider {
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
  /** Sees each answer of the provider before it leaves, and may break off the connection. */
  intercept: ((request: IncomingMessage, response: ServerResponse) => boolean) | null
  readonly stop: () => Promise<void>
}

const clientId = 'dosis'
const secret = 'a secret of the tests that opens nothing else'

/**
 * A real OpenID provider on this machine, for one client. Its sign-in page is a list of the people it knows: a link for
 * each, `…?sub=`, and one to cancel.
 */
export async function startIdentityProvider(
  people: readonly Person[],
  redirectUris: readonly string[],
): Promise<ThrowAwayProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: secret, redirect_uris: [...redirectUris] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (_, sub) => {
      const person = people.find((one) => one.sub === sub)
      return person && { accountId: sub, claims: () => ({ ...person }) }
    },
    interactions: { url: (_, { uid }) => `/people/${uid}` },
    features: { devInteractions: { enabled: false } },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: ['only for tests'] },
    // What is asked of it is given: nobody is asked to agree.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ accountId: oidc.session?.accountId ?? '', clientId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  const running: ThrowAwayProvider = { issuer, clientId, secret, intercept: null, stop: () => close(server) }
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (running.intercept?.(request, response) === true) return
    if (request.url?.startsWith('/people/')) void showPeople(provider, people, request, response)
    else void answer(request, response)
  })
  return running
}

async function showPeople(
  provider: Provider,
  people: readonly Person[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1')
  const sub = searchParams.get('sub')
  if (sub !== null) return provider.interactionFinished(request, response, { login: { accountId: sub } })
  if (searchParams.has('cancel')) return provider.interactionFinished(request, response, { error: 'access_denied' })
  const links = people.map((person) => `<li><a href="${pathname}?sub=${person.sub}">${person.email}</a></li>`)
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(`<!doctype html><html lang="en"><title>Work account</title><h1>Who are you?</h1>
    <ul>${links.join('')}</ul><a href="${pathname}?cancel">Cancel</a></html>`)
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

/**
 * What a browser does between Dosis and the provider, for somebody who chooses a name there, or nobody.
 * @returns what the provider puts behind the address of the page of Dosis
 */
export async function chooseAtProvider(url: string, sub: string | null): Promise<string> {
  const cookies = new Map<string, string>()
  let at = new URL(url)
  const { origin } = at
  while (at.origin === origin) {
    if (at.pathname.startsWith('/people/')) at.search = sub === null ? '?cancel' : `?sub=${sub}`
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? []
      cookies.set(name, value)
    }
    const next = response.headers.get('location')
    if (next === null) throw new Error(`the provider answers ${response.status}: ${await response.text()}`)
    at = new URL(next, at)
  }
  return at.search
}
