import { startPostgres } from '../../../../test-support/postgres.ts'
import { drill } from '../../test-support/faults/restore-drill.ts'
import { soakOf } from '../db/faults/soak.ts'

/** Patients before each backup. */
const patients = 20
const restoresPerDrill = 4

const postgres = await startPostgres({ keepsWrites: true })
const isSafe = await soakOf('restores to a blank place', 20, restoresPerDrill, async () => {
  const { restored, problems, compared, afterBackup, recoveryMilliseconds } = await drill({
    patients,
    postgres: postgres.url,
  })
  const figures = { 'records compared': compared, 'acknowledged after the newest backup': afterBackup }
  return { done: restored, problems, figures, slowestMilliseconds: Math.max(...recoveryMilliseconds) }
})
await postgres.stop()
if (!isSafe) process.exitCode = 1
