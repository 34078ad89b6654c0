import type { Knowledge } from '@dosis/domain'
import { pino } from 'pino'
import { confined } from '../src/db/index.ts'
import { type JobsOptions, type RunningJobs, runJobs } from '../src/jobs/run-jobs.ts'
import { installationOf } from '../src/server.ts'
import { organisationalDefaults } from '../src/task/tasks.ts'
import { knowledge, type TestServer } from './test-server.ts'

/** A worker that looks when it is told to; the first look at the start finds what is there. */
export async function workerOf(
  { database }: TestServer,
  more: Partial<JobsOptions> = {},
  under: Knowledge = knowledge,
): Promise<RunningJobs> {
  const log = pino({ level: 'silent' })
  const shared = { database: confined(database), knowledge: under, log, practicePhone: '000 000 00 00' }
  return runJobs({
    database,
    installation: installationOf(shared),
    settings: organisationalDefaults,
    log,
    everyMilliseconds: 3_600_000,
    ...more,
  })
}
