import { type FlipOutcome, flipRepeatedly } from '../../test-support/faults/bit-flips.ts'
import { soakOf } from './faults/soak.ts'

const outcomes: readonly FlipOutcome[] = ['refused', 'found', 'harmless']

const isSafe = await soakOf('flipped bits', 1000, 100, async ({ count, seed }) => {
  const result = await flipRepeatedly({ flips: count, seed })
  const figures = Object.entries(result.outcomes).flatMap(([place, counts]) =>
    outcomes.map((outcome) => [`${place} ${outcome}`, counts[outcome]] as const),
  )
  return { done: result.flips, problems: result.silent, figures: Object.fromEntries(figures) }
})
if (!isSafe) process.exitCode = 1
