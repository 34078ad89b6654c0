import type { AuditAction, AuditActor, AuditEntry } from '@dosis/domain'
import type {
  AuditEvent,
  AuditEventAgent,
  AuditEventEntity,
  Bundle,
  CodeableConcept,
  Coding,
  Extension,
} from '@medplum/fhirtypes'
import { codeOfEvent, dicomCoding } from './event-codes.ts'

const terminology = 'http://terminology.hl7.org/CodeSystem'

/**
 * An entry of the log as an AuditEvent of FHIR R4, with the fields of NEN 7513 that FHIR has no place for as extensions.
 * @param base address under which the extensions and codes of this practice are named
 */
export function auditEvent(entry: AuditEntry, base: string): AuditEvent {
  const { type, subtype } = codeOfEvent(entry.event)
  const own: Coding = { system: `${base}/CodeSystem/dosis-event`, code: entry.event }
  const entities = entitiesOf(entry, base)
  return {
    resourceType: 'AuditEvent',
    id: `audit-${entry.sequence}`,
    extension: extensionsOf(entry, base),
    type: dicomCoding(type),
    subtype: subtype === undefined ? [own] : [dicomCoding(subtype), own],
    action: entry.action,
    recorded: entry.occurredAt,
    outcome: `${entry.outcome}`,
    ...(entry.purpose === 'none' ? {} : { purposeOfEvent: [purposeOf(entry)] }),
    agent: [agentOf(entry, base)],
    source: {
      site: entry.practiceId,
      observer: { display: entry.source ?? 'dosis' },
      type: [{ system: `${terminology}/security-source-type`, code: '4', display: 'Application Server' }],
    },
    ...(entities.length === 0 ? {} : { entity: entities }),
  }
}

/** Entries as one document, in the order in which they come. */
export function auditBundle(entries: readonly AuditEntry[], base: string): Bundle<AuditEvent> {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: entries.map((entry) => ({
      fullUrl: `${base}/AuditEvent/audit-${entry.sequence}`,
      resource: auditEvent(entry, base),
    })),
  }
}

function purposeOf({ purpose }: AuditEntry): CodeableConcept {
  return { coding: [{ system: `${terminology}/v3-ActReason`, code: purpose }] }
}

const typeOfActor = { professional: 'Practitioner', patient: 'Patient', command: 'Practitioner' } as const

function agentOf(entry: AuditEntry, base: string): AuditEventAgent {
  const { actor, address, policy } = entry
  return {
    type: { coding: [{ system: `${terminology}/extra-security-role-type`, code: 'humanuser', display: 'human user' }] },
    requestor: true,
    ...whoOf(actor, base),
    ...(actor.role === null
      ? {}
      : { role: [{ coding: [{ system: `${base}/CodeSystem/dosis-role`, code: actor.role }] }] }),
    ...(actor.name === null ? {} : { name: actor.name }),
    ...(policy === null ? {} : { policy: [`${base}/policy/${policy.replaceAll(' ', '/')}`] }),
    // The machine's name for a command, the network address for a request.
    ...(address === null ? {} : { network: { address, type: actor.kind === 'command' ? '1' : '2' } }),
    ...(entry.purpose === 'none' ? {} : { purposeOfUse: [purposeOf(entry)] }),
  }
}

function whoOf({ kind, id }: AuditActor, base: string): Pick<AuditEventAgent, 'who'> {
  if (id === null || kind === 'nobody') return {}
  return { who: { type: typeOfActor[kind], identifier: { system: `${base}/id/actor`, value: id } } }
}

/** Codes of DICOM for what happens to data in their life: made, changed, used, exported, removed. */
const lifecycles: Readonly<Record<AuditAction, Coding>> = {
  C: { code: '1', display: 'Origination / Creation' },
  R: { code: '6', display: 'Access / Use' },
  U: { code: '3', display: 'Amendment' },
  D: { code: '14', display: 'Logical deletion' },
  E: { code: '6', display: 'Access / Use' },
}
const exported: Coding = { code: '10', display: 'Export' }

function entitiesOf(entry: AuditEntry, base: string): AuditEventEntity[] {
  const { patientId, objectId, detail, event, action } = entry
  const lifecycle = {
    system: `${terminology}/dicom-audit-lifecycle`,
    ...(event.endsWith('.export') || event === 'backup.write' ? exported : lifecycles[action]),
  }
  const described = detail === null ? {} : { detail: [{ type: 'detail', valueString: detail }] }
  const patient: AuditEventEntity = {
    what: { type: 'Patient', identifier: { system: `${base}/id/patient`, value: patientId ?? '' } },
    type: { system: `${terminology}/audit-entity-type`, code: '1', display: 'Person' },
    role: { system: `${terminology}/object-role`, code: '1', display: 'Patient' },
    lifecycle,
  }
  const object: AuditEventEntity = {
    ...(objectId === null ? {} : { what: { identifier: { system: `${base}/id/object`, value: objectId } } }),
    type: { system: `${terminology}/audit-entity-type`, code: '2', display: 'System Object' },
    role: { system: `${terminology}/object-role`, code: '4', display: 'Domain Resource' },
    lifecycle,
    ...described,
  }
  return [...(patientId === null ? [] : [patient]), ...(objectId === null && detail === null ? [] : [object])]
}

/** What FHIR has no element for: the protocols of NEN 7513, the trace, and the place in the chain. */
function extensionsOf(entry: AuditEntry, base: string): Extension[] {
  const texts = {
    autorisatieprotocol: entry.policy,
    behandelrelatieprotocol: entry.relation,
    controles: entry.checks,
    'trace-id': entry.traceId,
    'previous-hash': entry.previousHash,
    hash: entry.hash,
  }
  const url = (name: string): string => `${base}/StructureDefinition/audit-${name}`
  return [
    { url: url('sequence'), valueDecimal: entry.sequence },
    ...Object.entries(texts).flatMap(([name, value]) =>
      value === null ? [] : [{ url: url(name), valueString: value }],
    ),
  ]
}
