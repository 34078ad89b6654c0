import type { Parsed, Problem } from '@dosis/domain'
import { z } from 'zod'
import { badInput } from './refused.ts'

const problemsAtMost = 50

/**
 * What the schema makes of the value.
 * @throws {Refused} 400 with every problem and its path
 */
export function parse<Value>(schema: z.ZodType<Value>, value: unknown, at = ''): Value {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw badInput(result.error.issues.slice(0, problemsAtMost).map((issue) => toProblem(issue, at)))
}

/** @throws {Refused} 400 with the problems that a parser of the domain found */
export function accept<Value>(parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value
  throw badInput(parsed.problems.slice(0, problemsAtMost))
}

function toProblem({ path, message }: z.core.$ZodIssue, at: string): Problem {
  const place = path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    at,
  )
  return { path: place, message }
}

/** An id that a client or the server made: letters, digits, `-`, `_` and `.`; no more than 80. The server's own ids hold a colon. */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, 'needs an id of 1 to 80 letters, digits, -, _ or .')
