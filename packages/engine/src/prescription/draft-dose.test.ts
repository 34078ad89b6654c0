import type { DoseConstraint } from '@dosis/domain'
import { expect, test } from 'vitest'
import { draftDose } from './draft-dose.ts'
import { constraint, rule } from './fixture.ts'

const limited = (id: string, limits: DoseConstraint['limits']) => constraint(id, 'any', { limits })

test('of what loads the lowest start and end hold, and the lowest ceiling', () => {
  const sources = [
    { rule: 'a', dose: { sets: rule(2, { upTo: 4, lowest: 1, highest: 5, factIds: ['A'] }) } },
    { rule: 'b', dose: { sets: rule(3, { upTo: 6, highest: 6, factIds: ['B', 'A'] }) } },
  ]
  const { sets } = draftDose(sources, [limited('c', { sets: { highest: 3, limit: 'soft' } })])
  expect(sets).toEqual({
    value: 2,
    upTo: 3,
    lowest: [{ value: 1, kind: 'soft', rule: 'a', factIds: ['A'] }],
    highest: [
      { value: 3, kind: 'soft', rule: 'c', factIds: ['FACT-c'] },
      { value: 5, kind: 'hard', rule: 'a', factIds: ['A'] },
      { value: 6, kind: 'hard', rule: 'b', factIds: ['B', 'A'] },
    ],
    factIds: ['A', 'B'],
    changed: null,
  })
})

test('of what spares the highest start and floor hold, its ceiling is soft, and a ceiling never shortens it', () => {
  const sources = [
    { rule: 'a', dose: { restSeconds: rule(60, { upTo: 90, lowest: 30, highest: 120 }) } },
    { rule: 'b', dose: { restSeconds: rule(45) } },
  ]
  const { restSeconds } = draftDose(sources, [
    limited('c', { restSeconds: { lowest: 75, highest: 80, limit: 'hard' } }),
  ])
  expect(restSeconds).toMatchObject({
    value: 75,
    upTo: 90,
    lowest: [
      { value: 75, kind: 'hard', rule: 'c' },
      { value: 30, kind: 'hard', rule: 'a' },
    ],
    highest: [
      { value: 120, kind: 'soft', rule: 'a' },
      { value: 80, kind: 'soft', rule: 'c' },
    ],
  })
})

test.each([
  [59, { value: 60, upTo: null }],
  [60, { value: 60, upTo: null }],
  [61, { value: 61, upTo: null }],
])('a rest of 60 seconds with a floor of %i', (lowest, expected) => {
  const sources = [{ rule: 'a', dose: { restSeconds: rule(60) } }]
  const constraints = [limited('c', { restSeconds: { lowest, limit: 'soft' } })]
  expect(draftDose(sources, constraints).restSeconds).toMatchObject(expected)
})

test('a rest without any floor, and a bound that the source leaves open, stay as they are', () => {
  expect(draftDose([{ rule: 'a', dose: { restSeconds: rule(60) } }], []).restSeconds).toMatchObject({
    value: 60,
    lowest: [],
    highest: [],
  })
  const open = rule(2, { lowest: null, highest: null })
  expect(draftDose([{ rule: 'a', dose: { sets: open } }], []).sets).toMatchObject({ value: 2, lowest: [], highest: [] })
})

test('a number that only a limit names is silent, and bears the limit', () => {
  expect(draftDose([], [limited('c', { sets: { highest: 2, limit: 'hard' } })]).sets).toMatchObject({
    value: null,
    upTo: null,
    factIds: [],
    highest: [{ value: 2, rule: 'c' }],
  })
})

test('ranges of other sources draw nothing, the lowest start first, then by the name of the rule', () => {
  const other = (id: string, from: number) => constraint(id, 'any', { otherRanges: { sets: { from, upTo: 9 } } })
  const { sets } = draftDose(
    [{ rule: 'a', dose: { sets: rule(2) } }],
    [other('z', 4), other('b', 5), other('a', 5), constraint('none', 'any', { otherRanges: {} })],
  )
  expect(sets?.others).toEqual([
    { from: 4, upTo: 9, rule: 'z', factIds: ['FACT-z'] },
    { from: 5, upTo: 9, rule: 'a', factIds: ['FACT-a'] },
    { from: 5, upTo: 9, rule: 'b', factIds: ['FACT-b'] },
  ])
  expect(sets?.value).toBe(2)
  expect(draftDose([{ rule: 'a', dose: { sets: rule(2) } }], []).sets).not.toHaveProperty('others')
})
