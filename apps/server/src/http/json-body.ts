import type { Problem } from '@dosis/domain'
import type { FastifyInstance } from 'fastify'
import { badInput, Refused } from './refused.ts'

export const bodyLimitBytes = 1_048_576
const deepest = 64
const problemsAtMost = 20
/** Keys that would reach the prototype of an object instead of the object. */
const poisonousKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads JSON bodies, and nothing else: malformed JSON and what no record can hold are refused here, once. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_, text, done) => {
    try {
      done(null, parseJson(String(text)))
    } catch (error) {
      done(error as Refused)
    }
  })
}

/** @throws {Refused} 400 with the place of every problem, the first twenty of them */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Refused(400, 'The body is not JSON', [{ path: '', message: placeOfSyntaxError(error) }])
  }
  const problems = findUnstorable(value)
  if (problems.length > 0) throw badInput(problems)
  return value
}

/** V8 says where, but also quotes the text; only the place is passed on. */
function placeOfSyntaxError(error: unknown): string {
  const place =
    error instanceof Error ? /position \d+(?: \(line \d+ column \d+\))?/.exec(error.message)?.[0] : undefined
  return place === undefined ? 'malformed JSON' : `malformed JSON at ${place}`
}

/** Walks the value without recursion, so that depth costs no stack. */
function findUnstorable(root: unknown): readonly Problem[] {
  const problems: Problem[] = []
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: root, path: '', depth: 1 }]
  for (let next = waiting.pop(); next !== undefined && problems.length < problemsAtMost; next = waiting.pop()) {
    const { value, path, depth } = next
    const message = problemOf(value, depth)
    if (message !== null) problems.push({ path, message })
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        const place = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
        if (!Array.isArray(value) && poisonousKeys.has(key)) problems.push({ path: place, message: 'no such key' })
        else if (!isStorable(key)) problems.push({ path, message: 'a key holds a character that cannot be stored' })
        else waiting.push({ value: item, path: place, depth: depth + 1 })
      }
    }
  }
  return problems
}

function problemOf(value: unknown, depth: number): string | null {
  if (depth > deepest) return `deeper than ${deepest} levels`
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number beyond what a computer can hold'
  if (typeof value === 'string' && !isStorable(value)) return 'holds a character that cannot be stored'
  return null
}

/** PostgreSQL keeps no NUL character, and half a surrogate pair is no text. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
