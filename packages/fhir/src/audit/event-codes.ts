import type { AuditEvent } from '@dosis/domain'

/** What DICOM calls an event (PS3.16, context group 400), and what kind of it (context group 401). */
export interface EventCode {
  readonly type: DicomCode
  readonly subtype?: DicomCode
}

const names = {
  '110100': 'Application Activity',
  '110101': 'Audit Log Used',
  '110106': 'Export',
  '110107': 'Import',
  '110110': 'Patient Record',
  '110112': 'Query',
  '110113': 'Security Alert',
  '110114': 'User Authentication',
  '110122': 'Login',
  '110123': 'Logout',
  '110127': 'Emergency Override Started',
  '110136': 'Security Roles Changed',
  '110137': 'User Security Attributes Changed',
} as const
export type DicomCode = keyof typeof names

export function dicomCoding(code: DicomCode) {
  return { system: 'http://dicom.nema.org/resources/ontology/DCM', code, display: names[code] }
}

const patientRecord: EventCode = { type: '110110' }
const auditLog: EventCode = { type: '110101' }
const attributesChanged: EventCode = { type: '110113', subtype: '110137' }
const rolesChanged: EventCode = { type: '110113', subtype: '110136' }

/** Events that are something else than work in the record of a patient. */
const otherEvents: Partial<Record<AuditEvent, EventCode>> = {
  'access.end': attributesChanged,
  'access.give': attributesChanged,
  'account.list': { type: '110100' },
  'account.manage': attributesChanged,
  'audit.check': auditLog,
  'audit.export': auditLog,
  'audit.read': auditLog,
  'backup.restore': { type: '110107' },
  'backup.write': { type: '110106' },
  'outside.open': { type: '110113', subtype: '110127' },
  'patient.export': { type: '110106' },
  'patient.search': { type: '110112' },
  'phone.open': { type: '110114', subtype: '110122' },
  'policy.change': rolesChanged,
  'review.decide': auditLog,
  'review.read': auditLog,
  'session.close': { type: '110114', subtype: '110123' },
  'session.open': { type: '110114', subtype: '110122' },
  'store.back': { type: '110100' },
  'store.verify': { type: '110100' },
  'team.change': rolesChanged,
}

/** An event that this version does not know is work in a record. */
export function codeOfEvent(event: string): EventCode {
  return otherEvents[event as AuditEvent] ?? patientRecord
}
