import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runDosis } from './main.ts'

const path = new URL('../../../knowledge/cases/vignettes.json', import.meta.url)
const inputs = (JSON.parse(readFileSync(path, 'utf8')) as { vignettes: { input: unknown }[] }).vignettes.map(
  ({ input }) => input,
)

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    'x'.repeat(5000),
    '2026-02-30',
    '__proto__',
    -1,
    0,
    1e308,
    -0,
    0.1,
    [],
    {},
    [[[[]]]],
    [null],
    '\u0000',
    '9'.repeat(400),
  ),
  fc.integer(),
  fc.double(),
  fc.string(),
  fc.jsonValue() as fc.Arbitrary<unknown>,
)

/** Replaces, removes or adds something at a random place of a document. */
function mutated(
  document: unknown,
  steps: readonly { at: number; with: unknown; how: 'replace' | 'remove' | 'add' }[],
): unknown {
  const copy = structuredClone(document)
  for (const step of steps) {
    const places: [Record<string, unknown>, string][] = []
    const walk = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return
      for (const key of Object.keys(value)) {
        places.push([value as Record<string, unknown>, key])
        walk((value as Record<string, unknown>)[key])
      }
    }
    walk(copy)
    const place = places[step.at % Math.max(1, places.length)]
    if (place === undefined) continue
    const [holder, key] = place
    if (step.how === 'remove') delete holder[key]
    else if (step.how === 'add') holder[`${key}-more`] = structuredClone(step.with)
    else holder[key] = structuredClone(step.with)
  }
  return copy
}

const mutation = fc.record({ at: fc.nat(), with: strange, how: fc.constantFrom('replace', 'remove', 'add' as const) })

/** The server has a fuzz test of its own for the rest of the ten thousand. */
test('3,000 mutated patients are answered or refused with a path, never with a crash', async () => {
  let answered = 0
  let refused = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...inputs),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      async (input, steps) => {
        const text = JSON.stringify(mutated(input, steps)) ?? ''
        const out: string[] = []
        const err: string[] = []
        const io = {
          out: (line: string) => out.push(line),
          err: (line: string) => err.push(line),
          readStandardInput: () => text,
          colours: false,
        }
        const exitCode = await runDosis(['assess', '-', '--json'], io)
        if (exitCode === 0) {
          answered += 1
          JSON.parse(out.join(''))
        } else {
          refused += 1
          expect(exitCode).toBe(2)
          expect(err.length).toBeGreaterThan(0)
          for (const line of err) expect(line).toMatch(/^standard input: /)
        }
      },
    ),
    { numRuns: 3000 },
  )
  expect(answered).toBeGreaterThan(100)
  expect(refused).toBeGreaterThan(100)
}, 180_000)
