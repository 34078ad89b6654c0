import { expect, test } from 'vitest'
import { allTargets } from '../../test-support/fuzz/all-targets.ts'
import { runTargets } from '../../test-support/fuzz/run-targets.ts'

/** `fuzz.soak.ts` runs a hundred thousand, from another seed each time. */
test('malformed and random inputs give an error that names the row, or a finite and complete result', async () => {
  const { counts, failures } = await runTargets(allTargets, { inputs: 4000, seed: 1 })
  expect(failures).toEqual([])
  for (const { area, results } of counts) expect(results, area).toBeGreaterThan(20)
}, 60_000)
