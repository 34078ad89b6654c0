import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StartRefused, replayStored } from '@dosis/server'
import { BadInput } from '../bad-input.ts'
import { command, type Invocation } from '../command.ts'
import { messages } from '../messages.ts'
import { dataPlace } from './start.ts'

export const replayCommand = command(
  'replay',
  'recompute a stored decision with the knowledge of its time and prove it identical',
  {
    id: { type: 'positional', required: true, valueHint: 'ID', description: 'id of the decision' },
    data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
    database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
  },
  async ({ flags, io, style }) => {
    const place = placeOf(flags)
    const id = String(flags['id'])
    try {
      const answer = await replayStored(place, id)
      if (answer === undefined) throw new BadInput('dosis replay', [{ path: id, message: 'no decision with this id' }])
      if (style.json) io.out(JSON.stringify(answer))
      else {
        const say = messages[style.language]
        io.out(
          `${answer.identical ? say.identical : say.differs}  ${id}  ${say.stored} ${answer.storedHash}  ${say.recomputed} ${answer.recomputedHash}  ${say.knowledge} ${answer.knowledgeVersion}`,
        )
      }
      return answer.identical ? 0 : 1
    } catch (error) {
      if (error instanceof StartRefused) throw new BadInput('dosis replay', [{ path: '', message: error.message }])
      throw error
    }
  },
)

/** @throws {BadInput} no database in the folder: to look for a decision must not make one */
export function placeOf(flags: Invocation['flags']): { url: string } | { data: string } {
  const place = placeToFill(flags)
  if ('url' in place || existsSync(join(place.data, 'database'))) return place
  throw new BadInput('--data', [{ path: '', message: `holds no database of Dosis: ${place.data}` }])
}

/** Where something may be made: a folder that is not there yet is a new practice, or a blank machine. */
export function placeToFill(flags: Invocation['flags']): { url: string } | { data: string } {
  const { data, url } = dataPlace(flags)
  return url === undefined ? { data } : { url }
}
