import { intrudeRepeatedly } from '../../test-support/faults/second-process.ts'
import { soakOf } from './faults/soak.ts'

const isSafe = await soakOf('attempts on a folder in use', 1000, 250, async ({ count, seed }) => {
  const { attempts, refused, problems, lost, acknowledged, slowestMilliseconds } = await intrudeRepeatedly({
    attempts: count,
    seed,
  })
  return {
    done: attempts,
    problems: [...problems, ...lost],
    figures: { ...refused, 'acknowledged meanwhile': acknowledged },
    slowestMilliseconds,
  }
})
if (!isSafe) process.exitCode = 1
