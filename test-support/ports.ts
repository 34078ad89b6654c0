import { createServer } from 'node:net'

/**
 * Finds a TCP port on 127.0.0.1 that nobody listens on.
 * Another process may take it before you do; let the server choose (port 0) where it can.
 */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error(`expected a TCP address, got ${address}`)
      server.close(() => resolve(address.port))
    })
  })
}
