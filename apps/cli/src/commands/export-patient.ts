import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { canonicalJson } from '@dosis/domain'
import { patientOf } from '@dosis/server'
import { BadInput } from '../bad-input.ts'
import { command } from '../command.ts'
import { messages } from '../messages.ts'
import { refusing } from './backup.ts'
import { placeOf } from './replay.ts'

export const exportPatientCommand = command(
  'export-patient',
  'everything that is stored about one patient, with the hash of each document, as JSON',
  {
    id: { type: 'positional', required: true, valueHint: 'ID', description: 'id of the patient' },
    output: { type: 'string', alias: 'o', valueHint: 'FILE', description: 'new file; standard output when left out' },
    practice: { type: 'string', valueHint: 'NAME', description: 'which practice, when several know the id' },
    data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
    database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
  },
  async ({ flags, io, style }) => {
    const id = String(flags['id'])
    const all = await refusing('dosis export-patient', () => patientOf(placeOf(flags), id))
    const found = all.filter(({ practice }) => flags['practice'] === undefined || practice === flags['practice'])
    const [patient] = found
    if (patient === undefined)
      throw new BadInput('dosis export-patient', [{ path: id, message: 'no patient with this id' }])
    if (found.length > 1) {
      const message = `several practices know this id; say which with --practice: ${found.map(({ practice }) => practice).join(', ')}`
      throw new BadInput('dosis export-patient', [{ path: id, message }])
    }
    const text = canonicalJson(patient)
    if (flags['output'] === undefined) {
      io.out(text)
      return 0
    }
    writeNewFile(String(flags['output']), `${text}\n`)
    const { events, decisions, plans } = patient
    io.out(messages[style.language].patientExported(events.length, decisions.length, plans.length))
    return 0
  },
)

/** For its owner alone: it holds a whole record. @throws {BadInput} it is there already, or cannot be written */
function writeNewFile(file: string, text: string): void {
  try {
    const descriptor = openSync(file, 'wx', 0o600)
    try {
      writeSync(descriptor, text)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    const message = (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'is there already' : (error as Error).message
    throw new BadInput('--output', [{ path: file, message }])
  }
}
