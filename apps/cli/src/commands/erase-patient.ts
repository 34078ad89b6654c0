import { erasePatientAt } from '@dosis/server'
import { BadInput } from '../bad-input.ts'
import { command } from '../command.ts'
import { messages } from '../messages.ts'
import { refusing } from './backup.ts'
import { placeOf } from './replay.ts'

export const erasePatientCommand = command(
  'erase-patient',
  'erase one patient at their own request, for good; export the record first with dosis export-patient',
  {
    id: { type: 'positional', required: true, valueHint: 'ID', description: 'id of the patient' },
    request: { type: 'string', valueHint: 'NUMBER', description: 'number under which the request is kept, no words' },
    list: { type: 'string', valueHint: 'FILE', description: 'file with all erasures; keep it with the backups' },
    practice: { type: 'string', valueHint: 'NAME', description: 'which practice, when several know the id' },
    confirm: { type: 'string', valueHint: 'ID', description: 'the id of the patient again' },
    yes: { type: 'boolean', description: 'in place of --confirm' },
    data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
    database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
  },
  async ({ flags, io, style }) => {
    const patientId = String(flags['id'])
    const request = flags['request']
    if (typeof request !== 'string') {
      throw new BadInput('--request', [{ path: '', message: 'needs the number under which the request is kept' }])
    }
    const list = flags['list']
    if (typeof list !== 'string') {
      const message = 'needs the file that keeps the erasures for dosis restore; it names nobody'
      throw new BadInput('--list', [{ path: '', message }])
    }
    if (flags['yes'] !== true && flags['confirm'] !== patientId) {
      const message =
        'nothing was erased: give the id again with --confirm ID, or --yes; dosis export-patient ID -o FILE writes a copy for the patient'
      throw new BadInput('--confirm', [{ path: patientId, message }])
    }
    const practice = flags['practice']
    const erased = await refusing('dosis erase-patient', () =>
      erasePatientAt(placeOf(flags), {
        patientId,
        request,
        list,
        ...(typeof practice === 'string' ? { practice } : {}),
      }),
    )
    if (style.json) {
      io.out(JSON.stringify(erased, null, 2))
      return 0
    }
    const rows = Object.values(erased.rows).reduce((sum, count) => sum + count, 0)
    io.out(messages[style.language].patientErased(rows, erased.logEntries))
    return 0
  },
)
