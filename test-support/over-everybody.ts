import type { AssessmentInput, Fracture } from '@dosis/domain'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'

/** How many generated people each property is tried on; `DOSIS_RUNS=1000000` for more. */
export const runs = Number(process.env['DOSIS_RUNS'] ?? 20_000)
/** Another seed makes other people; the same seed always the same. */
const seed = Number(process.env['DOSIS_SEED'] ?? 20_260_504)
const atOnce = 1_000
/** Among so many people somebody is found to whom each property applies. */
const many = 20_000
const day = 86_400_000

/** Returned by a property that says nothing about this person. */
export const doesNotApply = Symbol('does not apply')

interface Property<Of> {
  readonly promise: string
  readonly holds: (of: Of) => void | typeof doesNotApply
  applied: number
  counterexample: string | null
}

type Everybody<Of> = (promise: string, holds: Property<Of>['holds']) => void

/**
 * Tries many properties on the same people in one pass, so that generating and assessing them is done once. Every
 * property is a test of its own, which fails with the first person it does not hold for, made as small as possible; or
 * when it applied to nobody among many, since it then shows nothing.
 * @param look what the properties see of one person; `chance` is a number from 0 on that goes with that person
 */
export function overEverybody<Of>(
  people: fc.Arbitrary<AssessmentInput>,
  look: (person: AssessmentInput, chance: number) => Of,
): Everybody<Of> {
  return overAll(people, look, smallerThan)
}

/** The same for anything that can be generated. `smaller` gives what is like it and has one thing less. */
export function overAll<Thing, Of>(
  things: fc.Arbitrary<Thing>,
  look: (thing: Thing, chance: number) => Of,
  smaller: (thing: Thing) => Iterable<Thing>,
): Everybody<Of> {
  const properties: Property<Of>[] = []
  beforeAll(() => {
    for (const property of properties) [property.applied, property.counterexample] = [0, null]
    for (let made = 0; made < runs; made += atOnce) {
      const sample = fc.sample(fc.tuple(things, fc.nat()), {
        numRuns: Math.min(atOnce, runs - made),
        seed: seed + made,
      })
      for (const [thing, chance] of sample) {
        tryEach(
          properties,
          thing,
          (one) => look(one, chance),
          smaller,
          (problem, small) => {
            return `${problem}\nchance ${chance}, ${JSON.stringify(small)}`
          },
        )
      }
    }
  }, day)
  return (promise, holds) => {
    const property: Property<Of> = { promise, holds, applied: 0, counterexample: null }
    properties.push(property)
    // oxlint-disable-next-line vitest/valid-title -- the promise is the title of the test
    test(promise, () => {
      expect(property.counterexample ?? 'holds').toBe('holds')
      if (runs >= many) expect(property.applied, `of ${runs} to whom it applies`).toBeGreaterThan(0)
    })
  }
}

function tryEach<Thing, Of>(
  properties: readonly Property<Of>[],
  thing: Thing,
  look: (thing: Thing) => Of,
  smaller: (thing: Thing) => Iterable<Thing>,
  told: (problem: string, small: Thing) => string,
): void {
  const of = look(thing)
  for (const property of properties) {
    if (property.counterexample !== null) continue
    const problem = problemWith(property, () => of)
    if (problem === null) continue
    const small = smallest(thing, smaller, (one) => problemWith(property, () => look(one)) !== null)
    property.counterexample = told(problemWith(property, () => look(small)) ?? problem, small)
  }
}

function problemWith<Of>(property: Property<Of>, look: () => Of): string | null {
  try {
    if (property.holds(look()) !== doesNotApply) property.applied += 1
    return null
  } catch (problem) {
    return (problem as Error).stack?.split('\n').slice(0, 4).join('\n') ?? String(problem)
  }
}

/** Leaves out what is not needed for the failure, one thing at a time, until nothing more can go. */
function smallest<Thing>(
  thing: Thing,
  smaller: (thing: Thing) => Iterable<Thing>,
  fails: (thing: Thing) => boolean,
): Thing {
  for (const less of smaller(thing)) if (fails(less)) return smallest(less, smaller, fails)
  return thing
}

function* smallerThan(person: AssessmentInput): Generator<AssessmentInput> {
  const { facts, requests, measurements, treatmentStart, trainingLog, ...rest } = person
  if (trainingLog !== undefined) yield { ...rest, facts, requests, measurements, treatmentStart }
  if (treatmentStart !== null) yield { ...person, treatmentStart: null }
  if (Object.keys(measurements).length > 0) yield { ...person, measurements: {} }
  for (const request of requests) yield { ...person, requests: requests.filter((one) => one !== request) }
  for (const id of Object.keys(facts)) {
    yield { ...person, facts: Object.fromEntries(Object.entries(facts).filter(([other]) => other !== id)) }
  }
  const broken = facts['fractures']
  if (broken?.state !== 'known' || !Array.isArray(broken.value)) return
  for (const at of broken.value.keys()) {
    const value = (broken.value as readonly Fracture[]).toSpliced(at, 1)
    yield { ...person, facts: { ...facts, fractures: { ...broken, value } } }
  }
}

/** @throws {Error} with `why` when it does not hold; an assertion of the test framework is too slow for millions. */
export function must(holds: boolean, why: () => string): asserts holds {
  if (!holds) throw new Error(why())
}
