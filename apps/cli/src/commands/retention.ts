import { type Country, retentionAt, retentionTerms } from '@dosis/server'
import { BadInput } from '../bad-input.ts'
import { command, type Invocation } from '../command.ts'
import { messages } from '../messages.ts'
import { refusing } from './backup.ts'
import { placeOf } from './replay.ts'

export const retentionCommand = command(
  'retention',
  'list the records that the law no longer asks to keep, or erase them; nothing goes by itself (stop the server first)',
  {
    country: { type: 'string', default: 'nl', valueHint: 'nl|be', description: 'whose law says how long' },
    'time-zone': { type: 'string', default: 'Europe/Amsterdam', valueHint: 'ZONE', description: 'of the practice' },
    keep: { type: 'string', valueHint: 'ID,ID', description: 'records that good care asks to keep for longer' },
    erase: { type: 'string', valueHint: 'NUMBER', description: 'erase them: how many you saw in the list' },
    list: { type: 'string', valueHint: 'FILE', description: 'file with all erasures; keep it with the backups' },
    data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
    database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
  },
  async ({ flags, io, style }) => {
    const country = countryOf(flags)
    const erase = eraseOf(flags)
    const keep = typeof flags['keep'] === 'string' ? flags['keep'].split(',') : []
    const timeZone = zoneOf(flags)
    const { due, erased } = await refusing('dosis retention', () =>
      retentionAt(placeOf(flags), { country, timeZone, keep, ...(erase === undefined ? {} : { erase }) }),
    )
    if (style.json) {
      io.out(JSON.stringify({ due, erased }, null, 2))
      return 0
    }
    const say = messages[style.language].retention
    io.out(say.due(due.length, retentionTerms[country].years))
    for (const { lastChange, practice, patientId } of due) io.out(`${lastChange}  ${practice}  ${patientId}`)
    if (erase !== undefined) io.out(say.erased(erased))
    return 0
  },
)

function countryOf({ country }: Invocation['flags']): Country {
  if (country === 'nl' || country === 'be') return country
  throw new BadInput('--country', [{ path: '', message: `needs nl or be, got ${String(country)}` }])
}

function zoneOf({ 'time-zone': zone }: Invocation['flags']): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: String(zone) }).resolvedOptions().timeZone
  } catch {
    throw new BadInput('--time-zone', [
      { path: '', message: `needs a zone such as Europe/Brussels, got ${String(zone)}` },
    ])
  }
}

function eraseOf({ erase, list }: Invocation['flags']): { expected: number; list: string } | undefined {
  if (erase === undefined) return undefined
  const expected = Number(erase)
  if (!Number.isInteger(expected) || expected < 1) {
    throw new BadInput('--erase', [{ path: '', message: 'needs the number of records that dosis retention listed' }])
  }
  if (typeof list === 'string') return { expected, list }
  const message = 'needs the file that keeps the erasures for dosis restore; it names nobody'
  throw new BadInput('--list', [{ path: '', message }])
}
