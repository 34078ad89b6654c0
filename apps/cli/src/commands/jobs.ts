import { BadInput } from '../bad-input.ts'
import { command } from '../command.ts'
import { table } from '../table.ts'
import { dataPlace } from './start.ts'

export const jobsCommand = command(
  'jobs',
  'how many jobs wait, run, are done and failed; exit code 1 when one failed for good',
  {
    data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
    database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
  },
  async ({ flags, io, style }) => {
    const { data, url } = dataPlace(flags)
    const { jobsIn, StartRefused } = await import('@dosis/server')
    try {
      const answer = await jobsIn(url === undefined ? { data } : { url })
      if (style.json) io.out(JSON.stringify(answer))
      else {
        io.out(table(answer.counts.map(({ kind, state, count }) => [kind, state, String(count)])))
        for (const { kind, at, reason, patientId } of answer.failed)
          io.out(`failed ${at.toISOString()} ${kind} ${patientId}: ${reason ?? 'no reason'}`)
      }
      return answer.failed.length === 0 ? 0 : 1
    } catch (error) {
      if (error instanceof StartRefused) throw new BadInput('dosis jobs', [{ path: '', message: error.message }])
      throw error
    }
  },
)
