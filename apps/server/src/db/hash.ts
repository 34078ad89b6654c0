import { createHash } from 'node:crypto'
import { canonicalJson } from '@dosis/domain'

/** @returns SHA-256 of the text in UTF-8, as 64 hexadecimal digits */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** An escaped NUL, or half a surrogate pair; JSON writes whole pairs unescaped. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

/**
 * Canonical JSON that `::jsonb` can open in a query as well.
 * @throws {RangeError} a string holds what PostgreSQL refuses in jsonb: a NUL character or half a surrogate pair
 */
export function storableJson(value: unknown): string {
  const text = canonicalJson(value)
  if (unstorable.test(text)) throw new RangeError('storableJson: needs strings without NUL or unpaired surrogates')
  return text
}
