import { STATUS_CODES } from 'node:http'
import type { ProblemDetails } from '@dosis/api'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ConflictError, DamagedRecordError, NoRoomError, UnsafeStoreError } from '../db/index.ts'
import { isAway, isBusy, isDiskFull } from './busy.ts'
import { Refused } from './refused.ts'

/** What callers read for errors that the framework finds before a feature sees the request; the body has no path. */
const said: Readonly<Record<number, Pick<ProblemDetails, 'title' | 'problems'>>> = {
  400: { title: 'The request cannot be read', problems: [] },
  413: {
    title: 'The request is larger than 1 MB',
    problems: [{ path: '', message: 'needs at most 1 MB; send it in smaller parts' }],
  },
  415: {
    title: 'The content type must be application/json',
    problems: [{ path: '', message: 'needs JSON, and the header content-type: application/json' }],
  },
}

/** The one place where errors become responses: problem details (RFC 9457), never a stack, a path or SQL. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply))
}

/** What has no route is a page of an app, or nothing. */
export function answerNotFound(
  app: FastifyInstance,
  answerPage: (request: FastifyRequest, reply: FastifyReply) => boolean,
): void {
  app.setNotFoundHandler((request, reply) => {
    if (answerPage(request, reply)) return reply
    return sendProblem(reply, { status: 404, title: 'No such address', problems: [] })
  })
}

export function answerError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refused) {
    return sendProblem(reply.headers(error.headers), {
      status: error.status,
      title: error.message,
      problems: error.problems,
    })
  }
  if (error instanceof ConflictError) {
    const problems = error.ids.map((id) => ({ path: '', message: `"${id}" is already stored with other content` }))
    return sendProblem(reply, { status: 409, title: 'This id is already used for something else', problems })
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status >= 400 && status < 500) {
    const unnamed = { title: STATUS_CODES[status] ?? 'Refused', problems: [] }
    return sendProblem(reply, { status, ...(said[status] ?? unnamed) })
  }
  // The message may quote what was entered; name, code and place tell enough.
  request.log.error(
    { error: error.name, code: 'code' in error ? error.code : undefined, at: placesOf(error) },
    'request failed',
  )
  if (error instanceof DamagedRecordError) {
    return sendProblem(reply, {
      status: 500,
      title: 'Something in this record is not what was stored, so it is not shown; whoever keeps the server must look',
      problems: [],
    })
  }
  if (error instanceof UnsafeStoreError) {
    return sendProblem(reply, {
      status: 503,
      title: 'The record cannot be kept safe; nothing was stored',
      problems: [],
    })
  }
  if (error instanceof NoRoomError || isDiskFull(error)) {
    return sendProblem(reply, {
      status: 507,
      title: 'The disk of the server is full; nothing was stored, and what is stored can be read',
      problems: [],
    })
  }
  if (isBusy(error)) {
    return sendProblem(reply.header('retry-after', '2'), {
      status: 503,
      title: 'The database is busy; sending it again is safe',
      problems: [],
    })
  }
  if (isAway(error)) {
    return sendProblem(reply.header('retry-after', '2'), {
      status: 503,
      title: 'The database cannot be reached; sending it again is safe',
      problems: [],
    })
  }
  return sendProblem(reply, {
    status: 500,
    title: 'Something went wrong in Dosis; sending it again is safe',
    problems: [],
  })
}

function sendProblem(reply: FastifyReply, problem: Omit<ProblemDetails, 'type'>): FastifyReply {
  const details: ProblemDetails = { type: 'about:blank', ...problem }
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(details))
}

function placesOf({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line))
}
