import { randomBytes } from 'node:crypto'
import type { AuditAction, AuditEvent } from '@dosis/domain'
import { appendAuditEntry } from '../audit/audit-entry.ts'
import { originOfEntries } from '../audit/origin.ts'
import { thisOperator } from '../audit/operator.ts'
import { inPractice } from '../db/index.ts'
import type { Installation } from '../installation.ts'
import { changePatient } from '../patient/change-patient.ts'
import type { PatientKey } from '../patient/history.ts'
import { situationOf } from './situation.ts'
import { type TaskConcern, type TaskSettings, type TaskStep, upcomingSteps } from './tasks.ts'

const audited = {
  'task.opened': { event: 'task.open', action: 'C' },
  'task.escalated': { event: 'task.escalate', action: 'U' },
  'task.reminded': { event: 'task.remind', action: 'U' },
  'task.ended': { event: 'task.end', action: 'U' },
} as const satisfies Record<TaskStep['kind'], { readonly event: AuditEvent; readonly action: AuditAction }>

/** Which steps a job does. */
export type ChosenSteps = (kind: TaskStep['kind'], concern: TaskConcern) => boolean

/**
 * Does what is due for one patient, each step with its entry in the log, in one transaction. The record tells what is
 * due while nobody else changes it, so that of jobs that run twice or at the same time one has an effect.
 * @returns how many steps it did
 */
export function doDueSteps(
  installation: Installation,
  key: PatientKey,
  settings: TaskSettings,
  isChosen: ChosenSteps,
): Promise<number> {
  return inPractice(key.practiceId, () =>
    changePatient(installation, key, 'jobs', async ({ transaction, now, history, state }) => {
      const situation = await situationOf(installation, history, now, transaction)
      const due = upcomingSteps(situation, settings).filter(
        ({ dueAt, concern, step }) => dueAt <= now.toISOString() && isChosen(step.kind, concern),
      )
      for (const { step, concern } of due) {
        await state(step)
        await appendAuditEntry(transaction, entryOf(step, concern, key, now))
      }
      return due.length
    }),
  )
}

function entryOf(step: TaskStep, concern: TaskConcern, { practiceId, patientId }: PatientKey, now: Date) {
  return {
    ...originOfEntries,
    ...audited[step.kind],
    practiceId,
    patientId,
    occurredAt: now.toISOString(),
    outcome: 0,
    purpose: 'HOPERAT',
    actor: { kind: 'command', id: 'dosis:jobs', name: 'Dosis', role: 'operator' },
    address: thisOperator().machine,
    objectId: step.body.task,
    detail: step.kind === 'task.escalated' ? `${concern}, to the ${step.body.to}` : concern,
    traceId: randomBytes(16).toString('hex'),
    relation: null,
    checks: null,
  } as const
}
