import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB, two passes, one lane: the first choice of the OWASP Password Storage Cheat Sheet. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** A password that was handed over is to be used within a week. */
const givenMilliseconds = 7 * 24 * 60 * 60_000

/** Until when a password opens the door that somebody was given; its owner then chooses one. */
export function expiryFrom(at: Date): Date {
  return new Date(at.getTime() + givenMilliseconds)
}

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
