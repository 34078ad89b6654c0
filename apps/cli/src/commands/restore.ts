import { readErasures, restoreInto } from '@dosis/server'
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
    erased: { type: 'string', valueHint: 'FILE', description: 'the list of dosis erase-patient: erase these again' },
  },
  async ({ flags, io, style }) => {
    const file = fileOf(flags, 'dosis restore')
    const key = keyOf(flags)
    const list = flags['erased']
    const { contents, verification, erasedAgain } = await refusing('dosis restore', () =>
      restoreInto(placeToFill(flags), file, key, typeof list === 'string' ? readErasures(list) : []),
    )
    report(file, { ...contents, erasedAgain }, io, style)
    if (!style.json) {
      const { events, decisions, planVersions } = verification
      const say = messages[style.language].backup
      io.out(say.restored(events, decisions, planVersions))
      io.out(typeof list === 'string' ? say.erasedAgain(erasedAgain) : say.notErased)
    }
    return 0
  },
)
