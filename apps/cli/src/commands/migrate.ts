import { migrateBack, migrateForward, migrationNames } from '@dosis/server'
import { command } from '../command.ts'
import { messages } from '../messages.ts'
import { refusing } from './backup.ts'
import { placeOf } from './replay.ts'

export const migrateCommand = command(
  'migrate',
  'bring the tables up to date, or back for an older version; a start brings them up to date by itself (stop it first)',
  {
    to: { type: 'string', valueHint: 'NAME', description: 'back to this migration, by its name or its number' },
    lose: { type: 'boolean', description: 'also when there is no place any more for what was stored; back up first' },
    list: { type: 'boolean', description: 'only list the migrations of this version' },
    data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
    database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
  },
  async ({ flags, io, style }) => {
    const say = messages[style.language].migrate
    if (flags['list'] === true) {
      io.out(style.json ? JSON.stringify(migrationNames) : migrationNames.join('\n'))
      return 0
    }
    const { to } = flags
    const { at, lost } = await refusing('dosis migrate', async () =>
      typeof to === 'string'
        ? migrateBack(placeOf(flags), { to, mayLose: flags['lose'] === true })
        : { at: await migrateForward(placeOf(flags)), lost: [] },
    )
    if (style.json) io.out(JSON.stringify({ at, lost }, null, 2))
    else {
      for (const { name, rows } of lost) io.out(say.lost(name, rows))
      io.out(say.at(at))
    }
    return 0
  },
)
