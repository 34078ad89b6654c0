import { afterAll, beforeAll, expect, test } from 'vitest'
import { PostgresPair } from '../../../../test-support/postgres-pair.ts'
import { addressesOf, clientFor } from './addresses.ts'
import { openPostgres } from './postgres.ts'
import { ReplacedPrimaryError } from './timeline.ts'

const log = { info: () => undefined, fatal: () => undefined }

let pair: PostgresPair
beforeAll(async () => {
  pair = await PostgresPair.start({ synchronous: false })
})
afterAll(() => pair.stop())

/** The port of the server that answers. */
async function portOf({ query }: { query: (text: string) => Promise<{ rows: { port: string }[] }> }): Promise<string> {
  const { rows } = await query('show port')
  return rows[0]?.port ?? ''
}

test('of two that both take writes, the one that was promoted last is used, and the other one by nobody', async () => {
  const [one, two] = addressesOf(pair.url).map((address) => new URL(address).port)
  const earlier = await openPostgres(pair.url, false, log)
  const ask = (pool: typeof earlier) => portOf({ query: (text) => pool.query(text) })
  // The login that answers requests owns nothing, and must be able to ask too.
  await earlier.query('create role requests login')
  const held = await earlier.connect()
  expect(await ask(earlier)).toBe(one)
  // Nobody ended the old primary: its machine was only thought to be lost.
  await pair.promote()
  expect(await ask(earlier)).toBe(one)

  const later = await openPostgres(pair.url, false, log)
  expect(await ask(later)).toBe(two)
  await expect((async () => held.query('select 1'))()).rejects.toThrow(ReplacedPrimaryError)
  held.release(true)

  const Client = clientFor(addressesOf(pair.url.replace('postgres@', 'requests@')))
  await expect(new Client().connect()).rejects.toThrow(ReplacedPrimaryError)
  const next = new Client()
  await next.connect()
  expect(await portOf({ query: (text) => next.query(text) })).toBe(two)
  await Promise.all([next.end(), earlier.end(), later.end()])
})
