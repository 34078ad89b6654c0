import { failOverRepeatedly } from '../test-support/failover/fail-over.ts'
import { soakOf } from './db/faults/soak.ts'

const isSafe = await soakOf('losses of the primary', 20, 10, async ({ count, seed }) => {
  const result = await failOverRepeatedly({ count, seed, synchronous: true })
  const { failovers, acknowledged, repeated, unanswered, outagesMilliseconds, lost } = result
  return {
    done: failovers,
    problems: lost,
    figures: {
      'acknowledged writes': acknowledged,
      'unanswered and on the standby': unanswered.done,
      'unanswered and nowhere': unanswered.notDone,
      'sent again after an answer': repeated,
    },
    slowestMilliseconds: Math.max(0, ...outagesMilliseconds),
  }
})
if (!isSafe) process.exitCode = 1
