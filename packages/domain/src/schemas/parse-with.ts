import type { z } from 'zod'
import type { Parsed, Problem } from '../problem.ts'

/** Reads a value by its schema: the value, or every problem with its path (`logs[0].parts[1].seconds`). */
export function parseWith<Value>(schema: z.ZodType<Value>, value: unknown): Parsed<Value> {
  const result = schema.safeParse(value)
  if (result.success) return { ok: true, value: result.data }
  return { ok: false, problems: result.error.issues.flatMap(toProblems) }
}

/** A key that nobody knows is named in the path, one problem for each. */
function toProblems(issue: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: pathInWords(issue.path), message: issue.message }]
  return issue.keys.map((key) => ({ path: pathInWords([...issue.path, key]), message: 'unknown key' }))
}

export function pathInWords(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  )
}
