import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB, two passes, one lane: the first choice of the OWASP Password Storage Cheat Sheet. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

let hashOfNobody: Promise<string> | undefined

/** A hash at the same cost as any other, of a password that nobody has; what an unknown login is compared with. */
export function nobodysHash(): Promise<string> {
  hashOfNobody ??= hashPassword(randomBytes(16).toString('hex'))
  return hashOfNobody
}

/**
 * Whether the password fits the hash. Without a hash (no such account) it costs the same time and answers no,
 * so that nobody learns from the clock which accounts exist.
 */
export async function fitsPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const nobodys = await nobodysHash()
  const fits = await verify(passwordHash ?? nobodys, password)
  return fits && passwordHash !== undefined
}
