import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const stepSeconds = 30
const digits = 6
/** Clocks of phones are seldom more than a step away. */
const stepsAround = [0, -1, 1]
const secretBytes = 20
const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** @returns 160 random bits, as RFC 4226 advises */
export function makeSecret(): Buffer {
  return randomBytes(secretBytes)
}

/** As apps for codes read it (RFC 4648, without padding). */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => signs[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/**
 * The code of one step of 30 seconds.
 * @source RFC 6238 (TOTP), RFC 4226 section 5.3
 */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

export function stepOf(at: Date): number {
  return Math.floor(at.getTime() / 1000 / stepSeconds)
}

/** @returns the step of which this is the code, now or one earlier or later; null = of none */
export function stepOfCode(secret: Buffer, code: string, at: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const given = Buffer.from(code)
  const fits = stepsAround
    .map((around) => stepOf(at) + around)
    .filter((step) => timingSafeEqual(Buffer.from(codeAt(secret, step)), given))
  return fits[0] ?? null
}

/** What a QR code of it says. */
export function totpUri(secret: Buffer, login: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`
  return `otpauth://totp/${label}?secret=${toBase32(secret)}&issuer=${encodeURIComponent(issuer)}`
}
