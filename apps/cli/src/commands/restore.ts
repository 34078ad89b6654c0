import { restoreInto } from '@dosis/server'
import { command } from '../command.ts'
import { messages } from '../messages.ts'
import { backupFlags, fileOf, keyOf, refusing, report } from './backup.ts'
import { placeToFill } from './replay.ts'

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
    const { contents, verification } = await refusing('dosis restore', () => restoreInto(placeToFill(flags), file, key))
    report(file, contents, io, style)
    if (!style.json) {
      const { events, decisions, planVersions } = verification
      io.out(messages[style.language].backup.restored(events, decisions, planVersions))
    }
    return 0
  },
)
