import type { FastifyRequest } from 'fastify'
import { notAllowed } from './refused.ts'

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a request that changes something unless our own page sent it (CSRF). A browser says where a request comes
 * from in headers that no page can set: `Sec-Fetch-Site`, or `Origin` where it sends no fetch metadata (plain http on
 * a network). Programs send `Origin` with the address of the server.
 * @throws {Refused} 403
 */
export function requireSameOrigin(request: FastifyRequest): void {
  if (safeMethods.has(request.method)) return
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin') return
  } else if (origin !== undefined && host !== undefined && hostOf(origin) === host.toLowerCase()) return
  throw notAllowed('This request does not come from a page of Dosis; a program sends the header Origin')
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
