import { forCommand } from '../control/on-store.ts'
import type { DatabasePlace } from '../db/index.ts'
import { openForUse } from '../open-for-use.ts'
import { countJobs, type FailedJob, failedJobs, type JobCount } from './open-queue.ts'

export interface JobsAnswer {
  readonly counts: readonly JobCount[]
  readonly failed: readonly FailedJob[]
}

/**
 * What is in the queue of a database: how many jobs in each state, and those that failed for good.
 * @throws {StartRefused} the database cannot be opened; the embedded one is open in the server that runs
 */
export async function jobsIn(place: DatabasePlace): Promise<JobsAnswer> {
  const store = await openForUse({ ...place, ...forCommand })
  try {
    const counts = await countJobs(store)
    return { counts, failed: counts.length === 0 ? [] : await failedJobs(store) }
  } finally {
    await store.close()
  }
}
