import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findBridgingGroups, labelTreatments, subNetworksOf } from './connection.ts'
import { buildNetwork } from './network.ts'

/** Groups without members in common after this many parts are left of the treatments. */
function countParts(groups: readonly (readonly number[])[], treatments: number): number {
  const label = Array.from({ length: treatments }, (_, index) => index)
  for (const group of groups) {
    for (const member of group) {
      const [from, to] = [label[member], label[group[0] as number]] as [number, number]
      for (const [index, each] of label.entries()) if (each === from) label[index] = to
    }
  }
  return new Set(label).size
}

const groupsOf = (treatments: number) =>
  fc.array(
    fc.uniqueArray(fc.integer({ min: 0, max: treatments - 1 }), {
      minLength: 2,
      maxLength: Math.min(4, treatments),
    }),
    { minLength: 1, maxLength: 8 },
  )

const layOut = (groups: readonly (readonly number[])[]) =>
  [
    Int32Array.from([0, ...groups.map((_, index) => groups.slice(0, index + 1).flat().length)]),
    Int32Array.from(groups.flat()),
  ] as const

test('a group bridges when without it there are more parts', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 7 }).chain((treatments) => fc.tuple(fc.constant(treatments), groupsOf(treatments))),
      ([treatments, groups]) => {
        const parts = countParts(groups, treatments)
        const wanted = groups.map((_, leftOut) =>
          Number(
            countParts(
              groups.filter((_group, index) => index !== leftOut),
              treatments,
            ) > parts,
          ),
        )
        expect([...findBridgingGroups(...layOut(groups), treatments)]).toEqual(wanted)
      },
    ),
    { numRuns: 300 },
  )
})

test('a chain of groups bridges everywhere, a ring nowhere, whatever its length', () => {
  const chain = Array.from({ length: 2_000 }, (_, index) => [index, index + 1])
  expect(findBridgingGroups(...layOut(chain), 2_001).every((each) => each === 1)).toBe(true)
  const ring = [...chain, [2_000, 0]]
  expect(findBridgingGroups(...layOut(ring), 2_001).some((each) => each === 1)).toBe(false)
})

test('parts hold the treatments that groups join, largest first, each with its studies', () => {
  const row = (study: string, treatment1: string, treatment2: string) => ({
    study,
    treatment1,
    treatment2,
    estimate: 0,
    standardError: 1,
  })
  const network = buildNetwork(
    [
      row('1', 'E', 'F'),
      row('2', 'B', 'D'),
      row('3', 'A', 'B'),
      row('4', 'C', 'A'),
      row('5', 'G', 'H'),
      row('6', 'H', 'G'),
    ],
    { treatments: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] },
  )
  expect(subNetworksOf(network)).toEqual([
    { treatments: ['A', 'B', 'C', 'D'], studies: ['2', '3', '4'] },
    { treatments: ['E', 'F'], studies: ['1'] },
    { treatments: ['G', 'H'], studies: ['5', '6'] },
  ])
  expect([...labelTreatments(network)]).toEqual([0, 0, 0, 0, 4, 4, 6, 6])
})
