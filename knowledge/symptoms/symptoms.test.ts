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
  for (const { id, review, factIds } of all.filter((symptom) => symptom.review.state === 'active')) {
    const verified = factIds.map((factId) => statements[factId]?.verification)
    expect(
      verified.some((mark) => mark === 'S' || mark === 'V'),
      id,
    ).toBe(true)
    expect(review.reviewedBy).toBeNull()
  }
})
