import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const sealedPrefix = 'sealed1:'
const plainPrefix = 'plain1:'
const nonceBytes = 12
const tagBytes = 16

/** The secret was sealed with a key that is not given now, or with another. */
export class SealedSecretError extends Error {
  override name = 'SealedSecretError'
}

/**
 * How a secret is stored: with a key under AES-256-GCM, bound to its owner so that rows cannot be exchanged; without one
 * as it is.
 */
export function sealSecret(secret: Buffer, owner: string, key: Buffer | undefined): string {
  if (key === undefined) return plainPrefix + secret.toString('base64')
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', ownKey(key), nonce).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  return sealedPrefix + sealed.toString('base64')
}

/** @throws {SealedSecretError} */
export function openSecret(stored: string, owner: string, key: Buffer | undefined): Buffer {
  if (stored.startsWith(plainPrefix)) return Buffer.from(stored.slice(plainPrefix.length), 'base64')
  if (key === undefined) throw new SealedSecretError('A secret was sealed; start with --account-key')
  const sealed = Buffer.from(stored.slice(sealedPrefix.length), 'base64')
  const decipher = createDecipheriv('aes-256-gcm', ownKey(key), sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(owner))
    .setAuthTag(sealed.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
  } catch {
    throw new SealedSecretError('A secret was sealed with another key than that of --account-key')
  }
}

function ownKey(key: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'dosis second factor 1', 32))
}
