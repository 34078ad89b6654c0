import { Client, type ClientConfig } from 'pg'
import {
  findPrimaryOf,
  type Primary,
  ReadOnlyServerError,
  ReplacedPrimaryError,
  requireNotReplaced,
} from './timeline.ts'

/** Between user and path: one or more `host:port`. */
const hosts = /^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?)([^@/?]+)(.*)$/

/**
 * The servers that one address names: `postgres://user@one:5432,two:5432/dosis`, a primary and its standbys in any order.
 * @returns an address for each, in the same order
 */
export function addressesOf(url: string): readonly [string, ...string[]] {
  const [, before = '', list = '', after = ''] = hosts.exec(url) ?? []
  const [first, ...others] = list.split(',').map((host) => `${before}${host}${withoutTarget(after)}`)
  return others.length === 0 || first === undefined ? [url] : [first, ...others]
}

/** libpq's word for what is always wanted here; node-postgres would send it on to the server, which refuses it. */
function withoutTarget(after: string): string {
  return after
    .replace(/([?&])target_session_attrs=read-write(&|$)/, (_, start: string, end: string) => (end === '' ? '' : start))
    .replace(/[?&]$/, '')
}

/**
 * A class of connections that stay with the server that answered last and takes writes. When it does not, or another was
 * promoted after it, the attempt fails and the next one goes to the next address, so that a caller who tries again finds
 * the new primary.
 */
export function clientFor(addresses: readonly [string, ...string[]]): new (config?: ClientConfig) => Client {
  if (addresses.length === 1) return clientOf(() => addresses[0])
  let current = 0
  const address = (): string => addresses[current] ?? addresses[0]
  return class extends clientOf(address) {
    readonly #tried = current
    #primary: Primary | undefined

    /** Nothing more goes to a primary once this process knows that another was promoted after it. */
    override query = ((...words: Parameters<Client['query']>) => {
      if (this.#primary !== undefined) requireNotReplaced(this.#primary)
      return super.query(...words)
    }) as Client['query']

    /** node-postgres calls it with a callback from its pool, and without one elsewhere. */
    override connect(): Promise<Client>
    override connect(callback: (error: Error | null) => void): void
    override connect(callback?: (error: Error | null) => void): Promise<Client> | undefined {
      const connected = this.#connect()
      if (callback === undefined) return connected
      connected.then(
        () => callback(null),
        (error: Error) => callback(error),
      )
      return undefined
    }

    async #connect(): Promise<Client> {
      try {
        await super.connect()
        this.#primary = await findPrimaryOf(this)
        return this
      } catch (error) {
        // Of many attempts that fail at once only the first moves on, or all would come back to where they were.
        if (current === this.#tried) current = (current + 1) % addresses.length
        if (error instanceof ReadOnlyServerError || error instanceof ReplacedPrimaryError) await this.end()
        throw error
      }
    }
  }
}

/**
 * Asks each of several servers once, so that of two that take writes only the one that was promoted last is used.
 * One that does not answer is left out.
 */
export async function findNewestPrimary(addresses: readonly string[], milliseconds: number): Promise<void> {
  await Promise.allSettled(
    addresses.map(async (connectionString) => {
      const client = new Client({ connectionString, connectionTimeoutMillis: milliseconds })
      // A connection that is lost meanwhile fails what is asked on it.
      client.on('error', () => undefined)
      try {
        await client.connect()
        await findPrimaryOf(client)
      } finally {
        await client.end()
      }
    }),
  )
}

function clientOf(address: () => string): typeof Client {
  return class extends Client {
    constructor(config?: string | ClientConfig) {
      super({ ...(typeof config === 'object' ? config : {}), connectionString: address() })
    }
  }
}
