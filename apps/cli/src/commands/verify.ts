import { verificationOf } from '@dosis/server'
import { command } from '../command.ts'
import { messages } from '../messages.ts'
import { refusing } from './backup.ts'
import { placeOf } from './replay.ts'

export const verifyCommand = command(
  'verify',
  'read everything that is stored, also while the server runs, and hold it against its hashes and the chain of the log',
  {
    data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
    database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
  },
  async ({ flags, io, style }) => {
    const found = await refusing('dosis verify', () => verificationOf(placeOf(flags)))
    if (style.json) io.out(JSON.stringify(found, null, 2))
    else {
      const say = messages[style.language].verify
      for (const { table, id, problem } of found.problems) io.out(`${table}  ${id}  ${problem}`)
      const { events, decisions, planVersions, knowledgeVersions, auditEntries, problems } = found
      io.out(say.read(events, decisions, planVersions, knowledgeVersions, auditEntries))
      io.out(problems.length === 0 ? say.whole : say.problems(problems.length))
    }
    return found.problems.length === 0 ? 0 : 1
  },
)
