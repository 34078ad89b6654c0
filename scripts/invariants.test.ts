import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { generates, problemOf, root, type Verification } from './verification.ts'

interface Invariant {
  readonly id: string
  readonly text: string
  readonly engine: boolean
  readonly byProof?: string
  readonly heldBy?: readonly Extract<Verification, { file: string }>[]
  readonly waitsFor?: string
  readonly open?: readonly string[]
}

const { invariants } = parse(readFileSync(`${root}safety/invariants.yaml`, 'utf8')) as {
  readonly invariants: readonly Invariant[]
}

test('the invariants are the 64 of the safety research, each once and in order', () => {
  expect(invariants.map(({ id }) => id)).toEqual(
    Array.from({ length: 64 }, (_, at) => `INV-${String(at + 1).padStart(2, '0')}`),
  )
})

const named = invariants.map((invariant) => [invariant.id, invariant] as const)

test.each(named)('%s is one sentence, held by tests that exist or waiting for a part that is named', (_, invariant) => {
  const { text, engine, byProof, heldBy = [], waitsFor, open = [] } = invariant
  expect(text).toMatch(/^[A-Z].*\.$/)
  expect(heldBy.flatMap((verification) => problemOf(verification) ?? [])).toEqual([])
  expect(heldBy.length > 0 || (!engine && waitsFor !== undefined)).toBe(true)
  expect([waitsFor, byProof, ...open].filter((words) => words !== undefined && words.trim() === '')).toEqual([])
})

test.each(named.filter(([, { engine }]) => engine))(
  '%s concerns the engine: held for generated people or logs, or proven without',
  (_, { byProof, heldBy = [] }) => {
    expect(byProof !== undefined || heldBy.some(({ file }) => generates(file))).toBe(true)
  },
)
