import { type BackupContents, backUp, StartRefused, verifyBackup, writeNewKey } from '@dosis/server'
import { BadInput } from '../bad-input.ts'
import { command, type Invocation } from '../command.ts'
import type { Io, Style } from '../io.ts'
import { messages } from '../messages.ts'
import { placeOf } from './replay.ts'

export const backupFlags = {
  key: { type: 'string', valueHint: 'KEY', description: 'file with the key; keep it apart from the backups' },
  data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
  database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
} as const

export const backupCommand = command(
  'backup',
  'write everything that is stored into one encrypted file, also while the server runs, and read it back',
  {
    file: { type: 'positional', required: false, valueHint: 'FILE', description: 'new file for the backup' },
    ...backupFlags,
    'new-key': { type: 'string', valueHint: 'KEY', description: 'make a key in this new file' },
    verify: { type: 'boolean', description: 'write nothing: read FILE and hold it against its counts and digests' },
  },
  async ({ flags, io, style }) => {
    if (flags['new-key'] !== undefined) return makeKey(String(flags['new-key']), io, style)
    const file = fileOf(flags, 'dosis backup')
    const key = keyOf(flags)
    const contents = await refusing('dosis backup', () =>
      flags['verify'] === true ? verifyBackup(file, key) : backUp(placeOf(flags), file, key),
    )
    report(file, contents, io, style)
    return 0
  },
)

function makeKey(file: string, io: Io, style: Style): number {
  try {
    writeNewKey(file)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'is there already' : (error as Error).message
    throw new BadInput('--new-key', [{ path: file, message: reason }])
  }
  io.out(style.json ? JSON.stringify({ key: file }) : messages[style.language].backup.keyMade(file))
  return 0
}

export function fileOf(flags: Invocation['flags'], name: string): string {
  if (typeof flags['file'] === 'string') return flags['file']
  throw new BadInput(name, [{ path: 'FILE', message: 'needs the name of a file' }])
}

export function keyOf(flags: Invocation['flags']): string {
  if (typeof flags['key'] === 'string') return flags['key']
  throw new BadInput('--key', [
    { path: '', message: 'needs the file with the key; dosis backup --new-key KEY makes one' },
  ])
}

/** @throws {BadInput} with what the person can do about it */
export async function refusing<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StartRefused) throw new BadInput(name, [{ path: '', message: error.message }])
    throw error
  }
}

/** @param contents of the backup, and for JSON what else was done */
export function report(
  file: string,
  contents: BackupContents & { readonly erasedAgain?: number },
  io: Io,
  style: Style,
): void {
  if (style.json) {
    io.out(JSON.stringify({ file, ...contents }, null, 2))
    return
  }
  const say = messages[style.language].backup
  for (const { table, rows } of contents.tables) io.out(`${String(rows).padStart(9)}  ${table}`)
  const rows = contents.tables.reduce((sum, table) => sum + table.rows, 0)
  io.out(say.holds(file, rows, contents.takenAt))
}
