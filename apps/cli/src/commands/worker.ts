import { BadInput } from '../bad-input.ts'
import { command } from '../command.ts'
import { startSettings } from '../start-settings.ts'

export const workerCommand = command(
  'worker',
  'do the jobs of a PostgreSQL database, beside the servers; takes the settings of dosis start',
  {
    database: { type: 'string', valueHint: 'URL', description: 'the PostgreSQL database, of the login that owns it' },
    'app-database': { type: 'string', valueHint: 'URL', description: 'the same with the login of requests' },
    'time-zone': { type: 'string', valueHint: 'ZONE', description: 'zone of the days; Europe/Amsterdam by default' },
    log: { type: 'string', valueHint: 'LEVEL', description: 'fatal, error, warn, info or debug, on standard error' },
    'metrics-port': {
      type: 'string',
      valueHint: 'PORT',
      description: 'figures in OpenMetrics and /readyz, to this machine alone',
    },
    'jobs-every': {
      type: 'string',
      valueHint: 'SECONDS',
      description: 'between two looks at what is due; 30 by default',
    },
    'escalate-after': {
      type: 'string',
      valueHint: 'HOURS',
      description: 'nobody looked for so long: more people are asked; 4 by default, a choice of the organisation',
    },
    'remind-after': {
      type: 'string',
      valueHint: 'DAYS',
      description: 'reminder after the day of an evaluation; 7 by default, a choice of the organisation',
    },
    config: { type: 'string', valueHint: 'FILE', description: 'YAML with these settings; also DOSIS_CONFIG' },
  },
  async ({ flags, io }) => {
    const { settings } = startSettings({ flags, environment: process.env })
    const { data, database, appDatabase, timeZone, log, metricsPort, jobsEvery, escalateAfter, remindAfter } = settings
    const { StartRefused, startWorker } = await import('@dosis/server')
    try {
      const worker = await startWorker({
        data,
        timeZone,
        logLevel: log,
        jobsEvery,
        escalateAfter,
        remindAfter,
        ...(database === undefined ? {} : { url: database }),
        ...(appDatabase === undefined ? {} : { appUrl: appDatabase }),
        ...(metricsPort === undefined ? {} : { metricsPort }),
        say: io.out,
      })
      await worker.stopped
      return 0
    } catch (error) {
      if (error instanceof StartRefused) throw new BadInput('dosis worker', [{ path: '', message: error.message }])
      throw error
    }
  },
)
