import { BadInput } from '../bad-input.ts'
import { command, type Invocation } from '../command.ts'
import { flagOf, type SettingName, startSettings } from '../start-settings.ts'
import { table } from '../table.ts'

export const startCommand = command(
  'start',
  'start the server with both web apps',
  {
    port: { type: 'string', valueHint: '8080', description: 'port; also PORT of the environment' },
    host: { type: 'string', valueHint: 'ADDRESS', description: 'address to listen on; this machine alone by default' },
    data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
    database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
    'app-database': {
      type: 'string',
      valueHint: 'URL',
      description: 'the same with a login that owns nothing, a member of dosis_app; requests are answered by it',
    },
    demo: { type: 'boolean', description: 'load the demo practice when the database is empty' },
    https: {
      type: 'boolean',
      description: 'a proxy in front speaks https with browsers: stricter cookies and headers',
    },
    'practice-phone': { type: 'string', valueHint: 'NUMBER', description: 'shown on the phone of the patient' },
    'time-zone': { type: 'string', valueHint: 'ZONE', description: 'zone of the days; Europe/Amsterdam by default' },
    log: { type: 'string', valueHint: 'LEVEL', description: 'fatal, error, warn, info or debug, on standard error' },
    'metrics-port': { type: 'string', valueHint: 'PORT', description: 'figures in OpenMetrics, to this machine alone' },
    'account-key': {
      type: 'string',
      valueHint: 'FILE',
      description: 'key that seals the secrets of second factors; dosis backup --new-key makes one',
    },
    jobs: {
      type: 'string',
      valueHint: 'true|false',
      description: 'do the jobs too; false where dosis worker does them',
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
    check: { type: 'boolean', description: 'print the settings and where each comes from, and stop' },
  },
  async ({ flags, io, style }) => {
    const { settings, origins } = startSettings({ flags, environment: process.env })
    if (flags['check'] === true) {
      const shown = Object.entries(settings).map(([name, value]) => ({
        name,
        value: name === 'database' || name === 'appDatabase' ? 'set' : value,
        origin: origins[name as SettingName],
      }))
      if (style.json) io.out(JSON.stringify(shown))
      else io.out(table(shown.map(({ name, value, origin }) => [flagOf(name), String(value), origin])))
      return 0
    }
    const {
      port,
      host,
      data,
      database,
      appDatabase,
      demo,
      https,
      practicePhone,
      timeZone,
      log,
      metricsPort,
      accountKey,
      jobs,
      jobsEvery,
      escalateAfter,
      remindAfter,
    } = settings
    const { StartRefused, startServer } = await import('@dosis/server')
    try {
      const server = await startServer({
        port,
        host,
        data,
        demo,
        isHttps: https,
        timeZone,
        logLevel: log,
        jobs,
        jobsEvery,
        escalateAfter,
        remindAfter,
        ...(database === undefined ? {} : { url: database }),
        ...(appDatabase === undefined ? {} : { appUrl: appDatabase }),
        ...(practicePhone === undefined ? {} : { practicePhone }),
        ...(metricsPort === undefined ? {} : { metricsPort }),
        ...(accountKey === undefined ? {} : { accountKeyFile: accountKey }),
        say: io.out,
      })
      await server.stopped
      return 0
    } catch (error) {
      if (error instanceof StartRefused) throw new BadInput('dosis start', [{ path: '', message: error.message }])
      throw error
    }
  },
)

/**
 * Where the data of a command are, by its flags or the environment.
 * @throws {BadInput} what is given cannot be one
 */
export function dataPlace({ data, database }: Invocation['flags']): { readonly data: string; readonly url?: string } {
  const { DOSIS_DATA, DOSIS_DATABASE } = process.env
  const { settings } = startSettings({ flags: { data, database }, environment: { DOSIS_DATA, DOSIS_DATABASE } })
  return { data: settings.data, ...(settings.database === undefined ? {} : { url: settings.database }) }
}
