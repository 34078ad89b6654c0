import type { AuditView } from '@dosis/api'
import { expect, test } from 'vitest'
import { groupEntries } from './group-entries.ts'

let sequence = 100
const entry = (changes: Partial<AuditView> = {}): AuditView => {
  sequence -= 1
  return {
    sequence,
    at: '2026-05-04T12:00:00.000Z',
    event: 'patient.read',
    action: 'R',
    outcome: 0,
    actor: { kind: 'professional', name: 'Thea', role: 'therapist' },
    patientId: 'p',
    detail: null,
    relation: 'team entered',
    ...changes,
  }
}

test('draws together what is alike and follows one another, and keeps every entry', () => {
  const entries = [entry(), entry(), entry({ event: 'fact.state' }), entry()]
  const groups = groupEntries(entries)
  expect(groups.map(({ entries: within }) => within.length)).toEqual([2, 1, 1])
  expect(groups.flatMap(({ entries: within }) => within)).toEqual(entries)
})

test.each([
  ['another day', { at: '2026-05-03T12:00:00.000Z' }],
  ['another person', { actor: { kind: 'professional', name: 'Arno', role: 'physician' } }],
  ['another outcome', { outcome: 4 }],
  ['another patient', { patientId: 'q' }],
  ['another ground', { relation: 'outside emergency' }],
] as const)('keeps %s apart', (_, changes) => {
  expect(groupEntries([entry(), entry(changes)])).toHaveLength(2)
})
