import { expect, test } from 'vitest'
import { fitsPassword, hashPassword, nobodysHash } from './password.ts'

test('hashes with argon2id, 19 MiB and two passes, each time with other salt', async () => {
  const [first, second] = await Promise.all([hashPassword('the same'), hashPassword('the same')])
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(second).not.toBe(first)
  expect(await fitsPassword(first, 'the same')).toBe(true)
  expect(await fitsPassword(first, 'the same ')).toBe(false)
})

test('takes passwords of any length and script whole', async () => {
  const long = 'ë'.repeat(400)
  const stored = await hashPassword(long)
  expect(await fitsPassword(stored, long)).toBe(true)
  expect(await fitsPassword(stored, long.slice(0, -1))).toBe(false)
})

test('compares an unknown login with a hash of the same cost, made before either is compared, and answers no', async () => {
  const parameters = (text: string) => text.split('$').slice(1, 4)
  expect(parameters(await nobodysHash())).toEqual(parameters(await hashPassword('right')))
  expect(await nobodysHash()).toBe(await nobodysHash())
  expect(await fitsPassword(undefined, 'a guess')).toBe(false)
  expect(await fitsPassword(undefined, '')).toBe(false)
})
