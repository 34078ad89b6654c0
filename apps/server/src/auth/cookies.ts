import type { FastifyReply, FastifyRequest } from 'fastify'

const names = {
  professional: 'dosis',
  patient: 'dosis-phone',
  device: 'dosis-device',
  provider: 'dosis-provider',
} as const
type CookieOf = keyof typeof names

/**
 * Session cookies that no script can read and no other site can send. On https they are `Secure` and carry the prefix
 * `__Host-`, which browsers accept only from this host over https; on plain http (localhost) that prefix is impossible.
 */
export class SessionCookies {
  readonly isHttps: boolean

  constructor(isHttps: boolean) {
    this.isHttps = isHttps
  }

  read(of: CookieOf, request: FastifyRequest): string | undefined {
    return request.cookies[this.#name(of)]
  }

  set(of: CookieOf, reply: FastifyReply, token: string, maxAgeSeconds: number): void {
    reply.setCookie(this.#name(of), token, { ...this.#attributes(), maxAge: maxAgeSeconds })
  }

  clear(of: CookieOf, reply: FastifyReply): void {
    reply.clearCookie(this.#name(of), this.#attributes())
  }

  #name(of: CookieOf): string {
    return this.isHttps ? `__Host-${names[of]}` : names[of]
  }

  #attributes(): { path: string; httpOnly: true; sameSite: 'strict'; secure: boolean } {
    return { path: '/', httpOnly: true, sameSite: 'strict', secure: this.isHttps }
  }
}
