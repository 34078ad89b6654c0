/**
 * What tests import from vitest when mutants are switched within one process: tests are collected, not run, so that
 * those which reach a mutant can be run again and again.
 */
import { expect, vi } from 'vitest'

export { expect, vi }

type Action = () => unknown

export interface CollectedTest {
  readonly name: string
  readonly run: () => Promise<void>
}

let collected: CollectedTest[] = []
let names: readonly string[] = []
let before: readonly Action[] = []
let after: readonly Action[] = []
let beforeTheFirst: readonly Action[] = []

/** The tests that each file declares when it is loaded; those of a file that prepares something for all are one test. */
export async function collect(files: readonly { readonly name: string; readonly load: () => Promise<unknown> }[]) {
  const all: CollectedTest[] = []
  for (const { name, load } of files) {
    collected = []
    ;[before, after, beforeTheFirst] = [[], [], []]
    await load()
    all.push(...(beforeTheFirst.length === 0 ? collected : [asOne(name, beforeTheFirst, collected)]))
  }
  return all
}

/** What is prepared once is prepared with the change switched on. */
function asOne(name: string, prepare: readonly Action[], tests: readonly CollectedTest[]): CollectedTest {
  const run = async () => {
    for (const each of prepare) await each()
    for (const each of tests) await each.run()
  }
  return { name, run }
}

function declareTest(name: string, ...rest: readonly unknown[]): void {
  // Settings may stand between the name and the action.
  const action = rest.at(-1) as Action
  const [first, last] = [before, after]
  const run = async () => {
    for (const each of first) await each()
    try {
      await action()
    } finally {
      for (const each of last) await each()
    }
  }
  collected.push({ name: [...names, name].join(' › '), run })
}

function declareGroup(name: string, ...rest: readonly unknown[]): void {
  const declare = rest.at(-1) as Action
  const kept = [names, before, after] as const
  names = [...names, name]
  declare()
  ;[names, before, after] = kept
}

type Declare = (name: string, ...rest: readonly unknown[]) => void

const eachWith =
  (declare: Declare) =>
  (rows: readonly unknown[]) =>
  (name: string, ...rest: readonly unknown[]): void => {
    const action = rest.at(-1) as (...values: unknown[]) => unknown
    for (const [index, row] of rows.entries()) {
      declare(`${name} (${index})`, () => (Array.isArray(row) ? action(...(row as unknown[])) : action(row)))
    }
  }

export const test = Object.assign(declareTest, { each: eachWith(declareTest) })
export const it = test
export const describe = Object.assign(declareGroup, { each: eachWith(declareGroup) })

export function beforeEach(action: Action): void {
  before = [...before, action]
}

/** Before the tests of its file: what it makes is shared by them. */
export function beforeAll(action: Action): void {
  beforeTheFirst = [...beforeTheFirst, action]
}

/** The process ends, and what was made with it. */
export function afterAll(_action: Action): void {}

export function afterEach(action: Action): void {
  after = [...after, action]
}
