import { createHash, randomBytes } from 'node:crypto'

/** What a token opens. It is part of the hash, so that a token of one kind never works as another. */
export type TokenUse = 'session' | 'link' | 'phone' | 'device'

const tokenBytes = 32
const tokenShape = /^[A-Za-z0-9_-]{43}$/

/** @returns 256 random bits, as 43 characters that fit in a URL */
export function makeToken(): string {
  return randomBytes(tokenBytes).toString('base64url')
}

/** Only the hash of a token is stored: who reads the database cannot sign in with it. */
export function hashToken(use: TokenUse, token: string): string {
  return createHash('sha256').update(`${use}:${token}`).digest('hex')
}

export function isToken(text: string | undefined): text is string {
  return text !== undefined && tokenShape.test(text)
}
