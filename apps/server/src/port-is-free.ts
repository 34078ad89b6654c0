import { createServer } from 'node:net'
import { StartRefused } from './start-refused.ts'

const reasons: Readonly<Record<string, (port: number) => string>> = {
  EADDRINUSE: (port) => `Port ${port} is in use; choose another with --port`,
  EACCES: (port) => `Port ${port} may not be used by this account; choose one above 1023`,
  EADDRNOTAVAIL: () => 'This machine does not have the address to listen on',
}

/**
 * Tries a port before the work of starting is done.
 * @throws {StartRefused} somebody listens there, or this account may not
 */
export function requireFreePort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(asRefusal(error, port)))
    probe.listen({ port, host }, () => probe.close(() => resolve()))
  })
}

/** @returns what to tell the person who starts the server, or the error itself when it is another one */
export function asRefusal(error: Error, port: number): Error {
  const reason = 'code' in error ? reasons[String(error.code)] : undefined
  return reason === undefined ? error : new StartRefused(reason(port), { cause: error })
}
