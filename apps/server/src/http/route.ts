import type { Caller, Contract, RouteName } from '@dosis/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { PatientCaller, ProfessionalCaller } from '../auth/caller.ts'
import { parse } from './parse.ts'
import type { ReadyAnswer } from './ready-answer.ts'
import { signInNeeded } from './refused.ts'

type PartOf<Name extends RouteName, Part extends string> = Contract[Name] extends { readonly [Key in Part]: infer Type }
  ? Type
  : undefined

/** The body that a route of the contract takes. */
export type BodyOf<Name extends RouteName> = PartOf<Name, 'body'>

/** A request whose parts were parsed and whose caller is known. */
interface Incoming<Name extends RouteName, Who> {
  readonly params: PartOf<Name, 'params'>
  readonly query: PartOf<Name, 'query'>
  readonly body: PartOf<Name, 'body'>
  readonly caller: Who
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A ready answer holds what the contract says, written beforehand. */
type Answer<Name extends RouteName> = Promise<Contract[Name]['response'] | ReadyAnswer>

interface Handling<Name extends RouteName, Who> {
  readonly body?: z.ZodType<PartOf<Name, 'body'>>
  readonly query?: z.ZodType<PartOf<Name, 'query'>>
  readonly handle: (incoming: Incoming<Name, Who>) => Answer<Name>
}

/** One route of the contract, ready to be registered. `caller` must agree with the table of the contract. */
export interface Route<Name extends RouteName> {
  readonly caller: Caller
  readonly answer: (request: FastifyRequest, reply: FastifyReply) => Answer<Name>
}

export type Routes<Names extends RouteName = RouteName> = { readonly [Name in Names]: Route<Name> }

export function openRoute<Name extends RouteName>(handling: Handling<Name, null>): Route<Name> {
  return { caller: 'anyone', answer: (request, reply) => run(handling, request, reply, null) }
}

export function professionalRoute<Name extends RouteName>(handling: Handling<Name, ProfessionalCaller>): Route<Name> {
  return {
    caller: 'professional',
    answer: (request, reply) => {
      if (request.caller?.kind !== 'professional') throw signInNeeded()
      return run(handling, request, reply, request.caller)
    },
  }
}

export function patientRoute<Name extends RouteName>(handling: Handling<Name, PatientCaller>): Route<Name> {
  return {
    caller: 'patient',
    answer: (request, reply) => {
      if (request.caller?.kind !== 'patient') throw signInNeeded()
      return run(handling, request, reply, request.caller)
    },
  }
}

/** Params were checked before, as ids; a part without a schema is not looked at. */
async function run<Name extends RouteName, Who>(
  { body, query, handle }: Handling<Name, Who>,
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Who,
): Answer<Name> {
  return handle({
    params: request.params as PartOf<Name, 'params'>,
    query: (query === undefined ? undefined : parse(query, request.query)) as PartOf<Name, 'query'>,
    body: (body === undefined ? undefined : parse(body, request.body)) as PartOf<Name, 'body'>,
    caller,
    request,
    reply,
  })
}
