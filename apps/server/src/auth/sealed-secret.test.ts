import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openSecret, SealedSecretError, sealSecret } from './sealed-secret.ts'

const secret = Buffer.from('a secret of twenty b')
const key = randomBytes(32)

test('what was sealed opens with its key for its owner, and with nothing else', () => {
  const stored = sealSecret(secret, 'first/eva', key)
  expect(openSecret(stored, 'first/eva', key)).toEqual(secret)
  for (const [owner, other] of [
    ['first/bo', key],
    ['first/eva', randomBytes(32)],
    ['first/eva', undefined],
  ] as const) {
    expect(() => openSecret(stored, owner, other)).toThrow(SealedSecretError)
  }
})

test('what is stored holds nothing of the secret when there is a key, and is another text each time', () => {
  const stored = sealSecret(secret, 'first/eva', key)
  expect(stored).not.toContain(secret.toString('base64').slice(0, 8))
  expect(sealSecret(secret, 'first/eva', key)).not.toBe(stored)
})

test('what was stored without a key still opens when there is one', () => {
  expect(openSecret(sealSecret(secret, 'first/eva', undefined), 'first/eva', key)).toEqual(secret)
})
