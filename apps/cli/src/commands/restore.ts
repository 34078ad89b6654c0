import { restoreInto } from '@dosis/server'
import { command, type Invocation } from '../command.ts'
import { messages } from '../messages.ts'
import { backupFlags, fileOf, keyOf, refusing, report } from './backup.ts'
import { databaseUrl } from './start.ts'

export const restoreCommand = command(
  'restore',
  'fill a blank database from a backup: all of it or nothing, and every document held against its hash',
  {
    file: { type: 'positional', required: true, valueHint: 'FILE', description: 'file that dosis backup wrote' },
    ...backupFlags,
  },
  async ({ flags, io, style }) => {
    const file = fileOf(flags, 'dosis restore')
    const key = keyOf(flags)
    const { contents, verification } = await refusing('dosis restore', () => restoreInto(targetOf(flags), file, key))
    report(file, contents, io, style)
    if (!style.json) {
      const { events, decisions, planVersions } = verification
      io.out(messages[style.language].backup.restored(events, decisions, planVersions))
    }
    return 0
  },
)

/** A folder that is not there yet is made: a restore goes to a blank machine. */
function targetOf(flags: Invocation['flags']): { url: string } | { data: string } {
  const url = databaseUrl(flags)
  if (url !== undefined) return { url }
  return { data: typeof flags['data'] === 'string' ? flags['data'] : '.dosis/data' }
}
