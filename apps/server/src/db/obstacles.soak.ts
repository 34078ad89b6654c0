import { startPostgres } from '../../../../test-support/postgres.ts'
import { obstructRepeatedly } from '../../test-support/faults/obstacles.ts'
import { soakOf } from './faults/soak.ts'

const postgres = await startPostgres()
const isSafe = await soakOf('obstacles on PostgreSQL', 100, 25, async ({ count, seed }) => {
  const { done, problems, met, slowestMilliseconds } = await obstructRepeatedly({ count, seed, url: postgres.url })
  return { done, problems, figures: met, slowestMilliseconds }
})
await postgres.stop()
if (!isSafe) process.exitCode = 1
