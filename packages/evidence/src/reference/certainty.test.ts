import { expect, test } from 'vitest'
import cinemaRules from '../../fixtures/reference/pub12_cinema_rules.json' with { type: 'json' }
import { certaintyFunctions } from './certainty.ts'
import type { ReferenceAnalysis } from './format.ts'

// rel_tol is 0 in this file: levels, counts and averages must be equal to the last bit.
test.each(cinemaRules.analyses.map((analysis) => [analysis.id, analysis] as const))(
  'CINeMA rules, %s',
  (_id, analysis) => {
    const result = certaintyFunctions['cinema']?.({}, analysis as unknown as ReferenceAnalysis)
    expect(result).toEqual(analysis.result)
  },
)
