import { StartRefused, replayStored } from '@dosis/server'
import { BadInput } from '../bad-input.ts'
import { command } from '../command.ts'

export const replayCommand = command(
  'replay',
  'recompute a stored decision with the knowledge of its time and prove it identical',
  {
    id: { type: 'positional', required: true, valueHint: 'ID', description: 'id of the decision' },
    data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
    database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
  },
  async ({ flags, io, style }) => {
    const place =
      typeof flags['database'] === 'string'
        ? { url: flags['database'] }
        : { data: typeof flags['data'] === 'string' ? flags['data'] : '.dosis/data' }
    const id = String(flags['id'])
    try {
      const answer = await replayStored(place, id)
      if (answer === undefined) throw new BadInput('dosis replay', [{ path: id, message: 'no decision with this id' }])
      if (style.json) io.out(JSON.stringify(answer))
      else
        io.out(
          `${answer.identical ? 'identical' : 'differs'}  ${id}  stored ${answer.storedHash}  recomputed ${answer.recomputedHash}  knowledge ${answer.knowledgeVersion}`,
        )
      return answer.identical ? 0 : 1
    } catch (error) {
      if (error instanceof StartRefused) throw new BadInput('dosis replay', [{ path: '', message: error.message }])
      throw error
    }
  },
)
