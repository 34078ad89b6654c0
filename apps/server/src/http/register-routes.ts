import {
  mayUse,
  type RouteName,
  routePaths,
  routeRoles,
  routesBeforeOwnPassword,
  routesBeforeSecondFactor,
} from '@dosis/api'
import { type AuditOutcome, canonicalJson } from '@dosis/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { auditedRoutes } from '../audit/audited-routes.ts'
import { Auditing, auditing, withAudit } from '../audit/auditing.ts'
import { type AnyCaller, roleOfCaller } from '../auth/caller.ts'
import { requireRelation, type RouteParams } from '../relation/require-relation.ts'
import { ConflictError, inPractice, type Store } from '../db/index.ts'
import { idSchema, parse } from './parse.ts'
import { ReadyAnswer } from './ready-answer.ts'
import { notForRole, ownPasswordNeeded, Refused, secondFactorNeeded, signInNeeded } from './refused.ts'
import type { Routes } from './route.ts'
import { requireSameOrigin } from './same-origin.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: AnyCaller | null
  }
}

const paramsSchema = z.record(z.string(), idSchema)

/** Finds who sends a request, by its cookie; `null` when nobody is signed in as such a caller. */
export type FindCaller = (kind: 'professional' | 'patient', request: FastifyRequest) => Promise<AnyCaller | null>

/**
 * Registers exactly the routes of the contract. Origin, caller and role are judged before the body is read, the
 * treatment relation before a route looks at anything. Answers are
 * canonical JSON, so that a decision is the same bytes here, on the command line and in a browser. What a route says it
 * leaves in the log is there before anybody sees the answer, in the transaction of what it wrote.
 * @throws {RangeError} a route is open to another caller than the contract says
 */
export function registerRoutes(app: FastifyInstance, routes: Routes, store: Store, findCaller: FindCaller): void {
  app.decorateRequest('caller', null)
  for (const name of Object.keys(routePaths) as RouteName[]) {
    const { method, path, caller } = routePaths[name]
    const route = routes[name]
    if (route.caller !== caller) {
      throw new RangeError(`registerRoutes: ${name} is for ${caller} in the contract, but for ${route.caller} here`)
    }
    app.route({
      method,
      url: path,
      onRequest: async (request, reply) => {
        reply.header('cache-control', 'no-store')
        requireSameOrigin(request)
        if (caller === 'anyone') return
        request.caller = await findCaller(caller, request)
        if (request.caller === null) throw signInNeeded()
        parse(paramsSchema, request.params)
        await requireRole(name, request, request.caller, store)
      },
      handler: async (request, reply) => {
        const answer = await answerInPractice(name, request, store, async () => {
          if (request.caller !== null) {
            auditing()?.checked('role')
            await requireRelation(name, request.params as RouteParams, request.caller, store)
          }
          return route.answer(request, reply)
        })
        if (answer instanceof ReadyAnswer) return answer.send(request, reply)
        return reply.header('content-type', 'application/json; charset=utf-8').send(canonicalJson(answer))
      },
    })
  }
}

/** Nobody who is not known sees a row. */
function answerInPractice(
  name: RouteName,
  request: FastifyRequest,
  store: Store,
  answer: () => Promise<unknown>,
): Promise<unknown> {
  const work = () => answerWithAudit(name, request, store, answer)
  return request.caller === null ? work() : inPractice(request.caller.practiceId, work)
}

/** Who may not is told so, and it stands in the log that he tried. */
async function requireRole(name: RouteName, request: FastifyRequest, caller: AnyCaller, store: Store): Promise<void> {
  const refusal = refusalOf(name, caller)
  if (refusal === null) return
  await answerWithAudit(name, request, store, () => {
    auditing()?.checked('role', 'refused')
    return Promise.reject(refusal)
  })
}

function refusalOf(name: RouteName, caller: AnyCaller): Refused | null {
  const roles = routeRoles[name]
  if (!mayUse(roleOfCaller(caller), name)) return notForRole(roles === 'anyone' ? [] : roles)
  if (caller.kind !== 'professional') return null
  const { passwordIsTemporary, secondFactorIsMissing } = caller.account
  if (passwordIsTemporary === true && !routesBeforeOwnPassword.includes(name)) return ownPasswordNeeded()
  return secondFactorIsMissing === true && !routesBeforeSecondFactor.includes(name) ? secondFactorNeeded() : null
}

function answerWithAudit(
  name: RouteName,
  request: FastifyRequest,
  store: Store,
  answer: () => Promise<unknown>,
): Promise<unknown> {
  const audited = auditedRoutes[name]
  if ('none' in audited) return answer()
  const { patientId } = request.params as { readonly patientId?: string }
  const stated = { ...audited, address: request.ip, traceId: request.id }
  return withAudit(store, new Auditing(stated, request.caller, patientId ?? null), outcomeOf, answer)
}

/** Refused, or failed; null for what was turned away by the hundreds, which must not fill the log. */
function outcomeOf(error: unknown): AuditOutcome | null {
  if (error instanceof Refused && error.status === 429) return null
  return error instanceof Refused || error instanceof ConflictError ? 4 : 8
}
