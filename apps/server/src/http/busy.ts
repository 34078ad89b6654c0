import { ReadOnlyServerError, ReplacedPrimaryError } from '../db/index.ts'

/**
 * What PostgreSQL says when others stand in the way: too many connections, a lock or a query that took too long, and
 * what was tried again in vain (serialization failure, deadlock).
 */
const codes: ReadonlySet<unknown> = new Set(['53300', '55P03', '57014', '40001', '40P01'])

/** The pool names its errors by their words alone. */
const waitedInVain = /^timeout exceeded when trying to connect|^Connection terminated due to connection timeout/

/** Whether the same request may succeed a moment later. */
export function isBusy(error: Error): boolean {
  return ('code' in error && codes.has(error.code)) || waitedInVain.test(error.message)
}

/**
 * What PostgreSQL says when it ends, starts or only reads, and what the system says of a connection that broke or was
 * never made. A write whose commit was under way may have been done.
 */
const codesOfLoss: ReadonlySet<unknown> = new Set(
  (
    '08000 08001 08003 08004 08006 25006 57P01 57P02 57P03 ' +
    'ECONNREFUSED ECONNRESET EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN EPIPE ETIMEDOUT'
  ).split(' '),
)

/** Connections name their own errors by their words alone. */
const connectionLost = /^Connection terminated|^Client has encountered a connection error/

/** Whether the database is away: it ended, changes its place, or cannot be reached. */
export function isAway(error: Error): boolean {
  return (
    ('code' in error && codesOfLoss.has(error.code)) ||
    error instanceof ReadOnlyServerError ||
    error instanceof ReplacedPrimaryError ||
    connectionLost.test(error.message)
  )
}

/** Whether the disk of the PostgreSQL server is full. */
export function isDiskFull(error: Error): boolean {
  return 'code' in error && error.code === '53100'
}
