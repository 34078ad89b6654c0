import { fillDiskRepeatedly } from '../../test-support/faults/full-disk.ts'
import { soakOf } from '../db/faults/soak.ts'

const isSafe = await soakOf('times that the disk was full', 20, 5, async ({ count }) => {
  const { rounds, problems, refused, acknowledged, recoveryMilliseconds } = await fillDiskRepeatedly(count)
  return {
    done: rounds,
    problems,
    figures: { 'refused with 507': refused, acknowledged },
    slowestMilliseconds: recoveryMilliseconds,
  }
})
if (!isSafe) process.exitCode = 1
