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

/** Whether the disk of the PostgreSQL server is full. */
export function isDiskFull(error: Error): boolean {
  return 'code' in error && error.code === '53100'
}
