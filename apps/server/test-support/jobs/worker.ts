import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { readKnowledge } from '@dosis/knowledge'
import { confined, openDatabase } from '../../src/db/index.ts'
import { runJobs } from '../../src/jobs/run-jobs.ts'
import { installationOf } from '../../src/server.ts'
import { doDueSteps } from '../../src/task/do-steps.ts'
import { organisationalDefaults } from '../../src/task/tasks.ts'
import { doWithoutKey } from './without-key.ts'

/** A worker that says when a job has had its effect, and takes its time before it says so to the queue. */
const [url = '', mistake] = process.argv.slice(2)
const log = pino({ level: process.env['DOSIS_TEST_LOG'] ?? 'silent' }, pino.destination(2))
const database = await openDatabase({ url, allowUnsafeServer: true, now: () => new Date(), log })
const shared = { database: confined(database), knowledge: readKnowledge(), log, practicePhone: '' }
const doWork = mistake === 'without-key' ? doWithoutKey : doDueSteps
const jobs = await runJobs({
  database,
  installation: installationOf(shared),
  settings: organisationalDefaults,
  log,
  everyMilliseconds: 100,
  patience: { expireInSeconds: 1, retryDelaySeconds: 1 },
  work: async (...job) => {
    const steps = await doWork(...job)
    process.stdout.write('job\n')
    await sleep(50)
    return steps
  },
})
process.stdout.write('ready\n')
process.once('SIGTERM', () => {
  void jobs.close().then(() => database.close())
})
