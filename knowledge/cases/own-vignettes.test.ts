import { parseAssessmentInput } from '@dosis/domain/schemas'
import { assess, compareVignette, type VignetteExpectation } from '@dosis/engine'
import { readKnowledge } from '@dosis/knowledge'
import { describe, expect, test } from 'vitest'
import file from './own-vignettes.json' with { type: 'json' }

const knowledge = readKnowledge()

describe('patients written from the sources before the engine was asked', () => {
  for (const vignette of file.vignettes) {
    test(`${vignette.id} ${vignette.title}`, () => {
      const input = parseAssessmentInput(vignette.input)
      if (!input.ok) throw new Error(input.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'))
      const expected = vignette.expected as unknown as VignetteExpectation
      expect(compareVignette({ ...vignette, input: input.value, expected }, knowledge)).toEqual([])

      // blocks that the format calls optional are empty when the vignette has none
      const found = assess(input.value, knowledge, { withoutStillNeeded: true })
      if (expected.reimbursement === undefined) expect(found.reimbursement).toBeNull()
      if (expected.evidence === undefined) expect(found.evidence).toEqual([])
      if (expected.interpretation === undefined) expect(found.interpretation).toEqual([])
    })
  }
})

test('each has its own id and promise, and a story in both languages', () => {
  const { vignettes } = file
  expect(new Set(vignettes.map(({ id }) => id)).size).toBe(vignettes.length)
  expect(new Set(vignettes.map(({ title }) => title)).size).toBe(vignettes.length)
  for (const { rationale } of vignettes) expect(rationale).toMatch(/^[A-Z].+ NL: [A-Z].+\.$/u)
})

test('at least half of them have two or more conditions', () => {
  const combined = file.vignettes.filter(({ input }) => input.conditions.length > 1)
  expect(combined.length).toBeGreaterThanOrEqual(file.vignettes.length / 2)
})
