import type { PhoneClock } from './phone-clock.ts'

/** A server that has not answered by then is treated as no connection; what was to be sent stays on the phone. */
const patienceMilliseconds = 20_000

/** A `fetch` that gives up in time, is never answered by a cache, and sets the clock by the server's date. */
export function sendRequest(clock: PhoneClock, own: () => number = Date.now): typeof fetch {
  return async (input, init) => {
    const startedAt = own()
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), patienceMilliseconds)
    try {
      const response = await fetch(input, { ...init, cache: 'no-store', signal: giveUp.signal })
      const date = Date.parse(response.headers.get('date') ?? '')
      if (!Number.isNaN(date)) clock.learn(date, (startedAt + own()) / 2)
      return response
    } finally {
      clearTimeout(timer)
    }
  }
}
