import { parseAssessmentInput } from '@dosis/domain/schemas'
import { compareVignette, type VignetteExpectation } from '@dosis/engine'
import { readKnowledge } from '@dosis/knowledge'
import { describe, expect, test } from 'vitest'
import file from './second-reading.json' with { type: 'json' }

const knowledge = readKnowledge()

describe('an independent second reading of the sources comes to the same', () => {
  for (const vignette of file.vignettes) {
    test(`${vignette.id} ${vignette.title}`, () => {
      const input = parseAssessmentInput(vignette.input)
      if (!input.ok) throw new Error(input.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'))
      const expected = vignette.expected as unknown as VignetteExpectation
      expect(compareVignette({ ...vignette, input: input.value, expected }, knowledge)).toEqual([])
    })
  }
})
