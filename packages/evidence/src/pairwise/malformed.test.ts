import { expect, test } from 'vitest'
import { pairwiseTargets } from '../../test-support/fuzz/pairwise-targets.ts'
import { runTargets } from '../../test-support/fuzz/run-targets.ts'

test.each(pairwiseTargets)('$name gives a complete and finite result, or says which rows are wrong', async (target) => {
  const { counts, failures } = await runTargets([target], { inputs: 200, seed: 1 })
  expect(failures).toEqual([])
  // Most inputs are sound enough for a result; otherwise this would test refusals alone.
  expect(counts[0]?.results).toBeGreaterThan(20)
})
