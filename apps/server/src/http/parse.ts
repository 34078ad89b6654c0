import type { Parsed } from '@dosis/domain'
import { parseWith } from '@dosis/domain/schemas'
import { z } from 'zod'
import { badInput } from './refused.ts'

const problemsAtMost = 50

/**
 * What the schema makes of the value.
 * @throws {Refused} 400 with every problem and its path
 */
export function parse<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  return accept(parseWith(schema, value))
}

/** @throws {Refused} 400 with the problems that a parser found */
export function accept<Value>(parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value
  throw badInput(parsed.problems.slice(0, problemsAtMost))
}

const idShape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/

/** An id that a client made: letters, digits, `-`, `_` and `.`; no more than 80. The server's own ids hold a colon. */
export const idSchema = z.string().regex(idShape, 'needs an id of 1 to 80 letters, digits, -, _ or .')
