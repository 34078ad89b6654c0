import { randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import { canonicalJson, type Json, type Knowledge } from '@dosis/domain'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { audited } from './audit/auditing.ts'
import { auditRoutes } from './audit/routes.ts'
import { SessionCookies } from './auth/cookies.ts'
import { openIdentityProviders } from './auth/identity-provider.ts'
import { openKeptAccounts } from './auth/kept-accounts.ts'
import { openPasskeys } from './auth/passkeys.ts'
import {
  accountRoutes,
  authRoutes,
  passkeyRoutes,
  providerRoutes,
  secondFactorRoutes,
  signInPolicyRoutes,
} from './auth/routes.ts'
import { openSecondFactors } from './auth/second-factor.ts'
import { openAuth } from './auth/service.ts'
import { openSignInPolicies } from './auth/sign-in-policy.ts'
import { confined, openRecord, type Store } from './db/index.ts'
import { decisionRoutes } from './decision/routes.ts'
import { evaluationRoutes } from './evaluation/routes.ts'
import { exportRoutes } from './export/routes.ts'
import { answerError, answerErrors, answerNotFound } from './http/answer-errors.ts'
import { packAnswers } from './http/compress.ts'
import { sayTheTime } from './http/date-header.ts'
import { answerHealth } from './http/health.ts'
import { endsConnections } from './http/end-connections.ts'
import { bodyLimitBytes, readJsonBodies } from './http/json-body.ts'
import { logRequests } from './http/log-requests.ts'
import { registerRoutes } from './http/register-routes.ts'
import { setSecurityHeaders } from './http/security-headers.ts'
import { type AppFolders, builtApps, serveApps } from './http/static-apps.ts'
import type { Installation } from './installation.ts'
import { intakeRoutes } from './intake/routes.ts'
import { patientRoutes } from './patient/routes.ts'
import { planRoutes } from './plan/routes.ts'
import { relationRoutes } from './relation/routes.ts'
import { sessionRoutes } from './session/routes.ts'

export interface ServerOptions {
  readonly database: Store
  readonly knowledge: Knowledge
  readonly log: Logger
  readonly practicePhone: string
  /** Zone in which the practice's days begin. */
  readonly timeZone?: string
  /** Whether browsers reach the server over https (a proxy in front of it): cookies and headers are stricter then. */
  readonly isHttps?: boolean
  readonly apps?: AppFolders
  /** 256 bits with which the secrets of second factors are sealed; left out = they are stored as they are. */
  readonly accountKey?: Buffer
}

/** In the form of W3C trace ids, so that no two requests of any process share one. What a visitor sends is not taken over. */
const newTraceId = () => randomBytes(16).toString('hex')

const requestTimeoutMilliseconds = 30_000

/** Puts the whole server together, ready to listen; `database.now` is its one clock. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { database, log, isHttps = false } = options
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMilliseconds,
    exposeHeadRoutes: false,
    genReqId: newTraceId,
    trustProxy: false,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  }) as unknown as FastifyInstance

  const endConnections = endsConnections(app.server)
  app.addHook('preClose', async () => endConnections())
  answerErrors(app)
  readJsonBodies(app)
  logRequests(app)
  sayTheTime(app, database)
  await setSecurityHeaders(app, isHttps)
  await app.register(cookie)
  await packAnswers(app)
  answerHealth(app, database)

  const store = confined(database)
  const installation = installationOf({ ...options, database: store })
  await openRecord(database).storeKnowledgeVersion({
    knowledgeVersion: installation.knowledge.version,
    body: installation.knowledge as unknown as Json,
  })
  const secondFactors = openSecondFactors(installation.store, options.accountKey)
  const doors = { store: installation.store, unaudited: store }
  const auth = openAuth(doors, log, secondFactors)
  const cookies = new SessionCookies(isHttps)
  const providers = openIdentityProviders(doors, auth, { log, key: options.accountKey })
  registerRoutes(
    app,
    {
      ...authRoutes(auth, cookies),
      ...secondFactorRoutes(auth, secondFactors),
      ...passkeyRoutes(auth, openPasskeys(doors, auth), cookies),
      ...providerRoutes(auth, providers, cookies),
      ...signInPolicyRoutes(openSignInPolicies(installation.store)),
      ...accountRoutes(openKeptAccounts(installation.store, secondFactors)),
      ...intakeRoutes(installation),
      ...planRoutes(installation),
      ...sessionRoutes(installation, auth, cookies),
      ...evaluationRoutes(installation),
      ...decisionRoutes(installation),
      ...patientRoutes(installation),
      ...auditRoutes(installation),
      ...relationRoutes(installation),
      ...exportRoutes(installation),
    },
    store,
    (kind, request) =>
      kind === 'professional'
        ? auth.professionalOf(cookies.read('professional', request))
        : auth.patientOf(cookies.read('patient', request)),
  )

  answerNotFound(app, await serveApps(app, options.apps ?? builtApps))
  return app
}

/** What the use cases share, apart from HTTP. */
export function installationOf({ database, knowledge, log, timeZone, practicePhone }: ServerOptions): Installation {
  return {
    store: audited(database),
    knowledge: inCanonicalOrder(knowledge),
    log,
    timeZone: timeZone ?? 'Europe/Amsterdam',
    practicePhone,
  }
}

/** The order of keys must not matter to a decision; this makes sure, because stored knowledge comes back like this. */
function inCanonicalOrder(knowledge: Knowledge): Knowledge {
  return JSON.parse(canonicalJson(knowledge)) as Knowledge
}
