import { expect, test } from 'vitest'
import { readKnowledge } from '../src/index.ts'

const { symptoms, statements } = readKnowledge()
const all = Object.values(symptoms)

test('every sign of danger says whom to call, in both languages', () => {
  const stops = all.filter((symptom) => symptom.class === 'stop')
  expect(stops.length).toBeGreaterThan(0)
  for (const { call, instruction } of stops) {
    expect(call).not.toBeNull()
    if (call === '112') expect([instruction.en, instruction.nl].every((text) => text.includes('112'))).toBe(true)
  }
})

test('only what was read in its source decides', () => {
  const active = all.filter(({ review }) => review.state === 'active')
  const unverified = active.filter(({ factIds }) =>
    factIds.every((id) => !['S', 'V'].includes(statements[id]?.verification ?? '')),
  )
  expect(unverified).toEqual([])
  expect(active.every(({ review }) => review.reviewedBy === null)).toBe(true)
})
