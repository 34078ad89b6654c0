import { parseAssessmentInput } from '@dosis/domain/schemas'
import { assess, compareVignette, type VignetteExpectation } from '@dosis/engine'
import { readKnowledge } from '@dosis/knowledge'
import { describe, expect, test } from 'vitest'
import file from './vignettes.json' with { type: 'json' }

const knowledge = readKnowledge()

describe('the fifteen worked patients come out as expected, with no field left out', () => {
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
