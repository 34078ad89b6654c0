import { type Call, createClient } from '@dosis/api'

/** A browser or phone that outlives the server it talks to. */
export interface Browser {
  readonly call: Call
  /** Whether the last call was answered with success, even if the rest of the answer broke off. */
  readonly wasAcknowledged: () => boolean
}

/** @param address where the server is now; it comes back on another port after each kill */
export function newBrowser(address: () => string): Browser {
  const cookies = new Map<string, string>()
  let wasAcknowledged = false
  const send: typeof fetch = async (path, init) => {
    wasAcknowledged = false
    const origin = address()
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(`${origin}${path instanceof Request ? path.url : path.toString()}`, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init?.headers)), origin, cookie },
    })
    wasAcknowledged = response.ok
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return new Response(await response.text(), { status: response.status, headers: response.headers })
  }
  return { call: createClient(send), wasAcknowledged: () => wasAcknowledged }
}
