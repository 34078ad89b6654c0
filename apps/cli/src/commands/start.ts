import { BadInput } from '../bad-input.ts'
import { command, type Invocation } from '../command.ts'

export const startCommand = command(
  'start',
  'start the server with both web apps',
  {
    port: { type: 'string', valueHint: '8080', description: 'port; else PORT of the environment, else 8080' },
    data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
    database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
    demo: { type: 'boolean', description: 'load the demo practice when the database is empty' },
  },
  async ({ flags, io }) => {
    const url = databaseUrl(flags)
    const { StartRefused, startServer } = await import('@dosis/server')
    try {
      const server = await startServer({
        port: portOf(flags['port'] ?? (process.env['PORT'] || '8080')),
        data: typeof flags['data'] === 'string' ? flags['data'] : '.dosis/data',
        ...(url === undefined ? {} : { url }),
        demo: flags['demo'] === true,
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

/** @throws {BadInput} when it is no address of a PostgreSQL database */
export function databaseUrl(flags: Invocation['flags']): string | undefined {
  const url = flags['database']
  if (typeof url !== 'string') return undefined
  if (/^postgres(ql)?:\/\//.test(url)) return url
  // Without what was given: it may hold a password.
  const message = 'needs the address of a PostgreSQL database, such as postgres://user@localhost:5432/dosis'
  throw new BadInput('--database', [{ path: '', message }])
}

function portOf(text: string | boolean): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new BadInput('--port', [{ path: '', message: `needs a port from 0 to 65535, got ${String(text)}` }])
}
