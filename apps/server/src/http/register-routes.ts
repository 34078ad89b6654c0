import { type RouteName, routePaths } from '@dosis/api'
import { canonicalJson } from '@dosis/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AnyCaller } from '../auth/caller.ts'
import { idSchema, parse } from './parse.ts'
import { signInNeeded } from './refused.ts'
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
 * Registers exactly the routes of the contract. Origin and caller are judged before the body is read. Answers are
 * canonical JSON, so that a decision is the same bytes here, on the command line and in a browser.
 * @throws {RangeError} a route is open to another caller than the contract says
 */
export function registerRoutes(app: FastifyInstance, routes: Routes, findCaller: FindCaller): void {
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
      },
      preHandler: async (request) => {
        parse(paramsSchema, request.params)
      },
      handler: async (request, reply) => {
        const answer = await route.answer(request, reply)
        return reply.header('content-type', 'application/json; charset=utf-8').send(canonicalJson(answer))
      },
    })
  }
}
