import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parseReferenceCase, referenceFunctions, runReferenceCase } from '../../src/reference/index.ts'
import { countFault, firstFault, type FuzzTarget, target } from './fuzz-target.ts'
import { oddNumber, strangeName } from './values.ts'

const folder = join(import.meta.dirname, '../../fixtures/reference')

type Json = { analyses: Record<string, unknown>[]; [key: string]: unknown }

const cases: readonly Json[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Json)

const anything: fc.Arbitrary<unknown> = fc.oneof(
  oddNumber.map((value) => (Number.isFinite(value) ? value : String(value))),
  strangeName,
  fc.constantFrom<unknown>(null, true, [], {}, [[1, 'a']], { cols: ['yi'], rows: [] }, -3, 1e9),
)

interface Change {
  readonly at: number
  readonly value: unknown
  readonly how: 'replace' | 'remove' | 'repeat'
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  value: anything,
  how: fc.constantFrom('replace', 'replace', 'remove', 'repeat'),
})

/** Changes, removes or repeats something at a place of the data. */
function mutated(document: unknown, changes: readonly Change[]): unknown {
  const copy: unknown = structuredClone(document)
  for (const { at, value: given, how } of changes) {
    const value: unknown = structuredClone(given)
    const places: [Record<string, unknown> | unknown[], string][] = []
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      for (const [key, member] of Object.entries(node)) {
        places.push([node as Record<string, unknown>, key])
        walk(member)
      }
    }
    walk(copy)
    const [holder, key] = places[at % Math.max(1, places.length)] ?? []
    if (holder === undefined || key === undefined) continue
    if (Array.isArray(holder)) {
      if (how === 'replace') holder[Number(key)] = value
      else if (how === 'remove') holder.splice(Number(key), 1)
      else holder.push(structuredClone(holder[Number(key)]))
    } else if (how === 'remove') delete holder[key]
    else holder[how === 'repeat' ? `${key}2` : key] = value
  }
  return copy
}

/** A case with one of its analyses and changes to it. */
const changedCases = fc.tuple(fc.nat(), fc.nat(), fc.array(change, { maxLength: 3 })).map(([file, at, changes]) => {
  const { analyses, ...rest } = cases[file % cases.length] as Json
  const { result: _, ...asked } = analyses[at % analyses.length] as Record<string, unknown>
  return mutated({ ...rest, analyses: [asked] }, changes)
})

/** Errors of a program, not of data. */
const crash =
  /Cannot (read|set|access|convert)|is not (a function|iterable|defined|a constructor)|undefined|call stack|Invalid array|BigInt/

/** The adapter of the reference format: parses anything, answers every analysis. */
export const referenceTargets: readonly FuzzTarget[] = [
  target({
    area: 'reference',
    name: 'parseReferenceCase and runReferenceCase',
    weight: 6,
    inputs: fc.oneof({ weight: 20, arbitrary: changedCases }, { weight: 1, arbitrary: fc.jsonValue() }),
    compute: (json) => {
      const parsed = parseReferenceCase(json)
      const answers = runReferenceCase(parsed, referenceFunctions)
      const errors = answers.flatMap((answer) => ('error' in answer ? [answer.error] : []))
      return {
        asked: parsed.analyses.length,
        answered: answers.length,
        crashes: errors.filter((error) => crash.test(error)).map((error) => `program: ${error}`),
      }
    },
    fault: (_, { asked, answered, crashes }) => firstFault(countFault('analyses', answered, asked), crashes[0]),
  }),
]
