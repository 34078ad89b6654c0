import { type AuditEntry, auditEvents } from '@dosis/domain'
import { auditEvent, exampleBase } from '@dosis/fhir'
import { type AuditQuery, auditOf } from '@dosis/server'
import { BadInput } from '../bad-input.ts'
import { command, type Invocation } from '../command.ts'
import { messages } from '../messages.ts'
import { refusing } from './backup.ts'
import { placeOf } from './replay.ts'

export const auditCommand = command(
  'audit',
  'who did what, oldest first: a line for each entry, or FHIR R4 AuditEvents as lines of JSON',
  {
    fhir: { type: 'boolean', description: 'AuditEvents of FHIR R4, one a line (NDJSON)' },
    practice: { type: 'string', valueHint: 'NAME', description: 'one practice; all when left out' },
    patient: { type: 'string', valueHint: 'ID', description: 'about one patient' },
    event: { type: 'string', valueHint: 'KIND', description: 'one kind of event, such as patient.read' },
    from: { type: 'string', valueHint: 'DAY', description: 'first day, YYYY-MM-DD' },
    to: { type: 'string', valueHint: 'DAY', description: 'last day' },
    base: { type: 'string', valueHint: 'URL', description: `address of the resources of fhir (${exampleBase})` },
    data: { type: 'string', valueHint: 'DIR', description: 'folder of the embedded database; .dosis/data by default' },
    database: { type: 'string', valueHint: 'URL', description: 'PostgreSQL in place of the embedded database' },
  },
  async ({ flags, io, style }) => {
    const base = String(flags['base'] ?? exampleBase).replace(/\/+$/, '')
    const write = (entry: AuditEntry): void => {
      if (flags['fhir'] === true) io.out(JSON.stringify(auditEvent(entry, base)))
      else io.out(style.json ? JSON.stringify(entry) : lineOf(entry, messages[style.language].audit))
    }
    await refusing('dosis audit', () => auditOf(placeOf(flags), queryOf(flags), write))
    return 0
  },
)

/** @throws {BadInput} no such kind of event */
function queryOf(flags: Invocation['flags']): AuditQuery {
  const text = (name: 'practice' | 'patient' | 'from' | 'to') => {
    const value = flags[name]
    return typeof value === 'string' ? { [name]: value } : {}
  }
  const wanted = flags['event']
  const event = auditEvents.find((one) => one === wanted)
  if (wanted !== undefined && event === undefined) {
    throw new BadInput('--event', [{ path: '', message: `needs one of ${auditEvents.join(', ')}` }])
  }
  return {
    ...text('practice'),
    ...text('patient'),
    ...text('from'),
    ...text('to'),
    ...(event === undefined ? {} : { event }),
  }
}

/** What people look for in a log, in columns; `-` where there is nothing. */
function lineOf(entry: AuditEntry, say: (typeof messages)['nl']['audit']): string {
  const { sequence, occurredAt, actor, event, outcome, relation, patientId, detail } = entry
  const who = `${actor.name ?? actor.id ?? '-'} (${actor.role ?? actor.kind})`
  const ended = say.outcomes[outcome]
  const columns = [String(sequence).padStart(7), occurredAt, event.padEnd(18), ended.padEnd(9), who]
  return [...columns, patientId ?? '-', relation ?? '-', detail ?? '-'].join('  ')
}
