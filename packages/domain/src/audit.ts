import type { IsoMoment } from './iso-date.ts'

/** Everything that stands in the log of who did what, by the name under which it is kept. */
export const auditEvents = [
  'access.end',
  'access.give',
  'account.add',
  'account.change',
  'account.end',
  'account.list',
  'account.manage',
  'account.password',
  'account.read',
  'account.reopen',
  'assessment.store',
  'audit.check',
  'audit.export',
  'audit.read',
  'backup.restore',
  'backup.write',
  'decision.replay',
  'evaluation.decide',
  'export.ask',
  'fact.state',
  'harm.release',
  'knowledge.compare',
  'knowledge.review',
  'measurement.record',
  'outside.open',
  'passkey.add',
  'passkey.remove',
  'password.change',
  'patient.create',
  'patient.details',
  'patient.erase',
  'patient.export',
  'patient.read',
  'patient.search',
  'phone.harm',
  'phone.log',
  'phone.open',
  'phone.read',
  'phone.sync',
  'plan.confirm',
  'plan.draft',
  'plan.status',
  'policy.change',
  'progress.decide',
  'provider.remove',
  'provider.set',
  'request.state',
  'review.decide',
  'review.read',
  'secondFactor.begin',
  'secondFactor.confirm',
  'secondFactor.end',
  'secondFactor.remove',
  'session.close',
  'session.endOthers',
  'session.open',
  'signIn.policy',
  'store.back',
  'store.verify',
  'task.end',
  'task.escalate',
  'task.open',
  'task.remind',
  'team.change',
  'team.read',
] as const
export type AuditEvent = (typeof auditEvents)[number]

/** What was done: made, read, changed, ended, or asked and carried out (the letters of DICOM and FHIR). */
export type AuditAction = 'C' | 'R' | 'U' | 'D' | 'E'

/** 0 done, 4 refused, 8 failed (the codes of DICOM and FHIR). */
export type AuditOutcome = 0 | 4 | 8

/** Why: treatment, an emergency, work of the practice, at the patient's own request, or nobody is known yet. */
export type AuditPurpose = 'TREAT' | 'ETREAT' | 'HOPERAT' | 'PATRQT' | 'none'

/** Who did something, under the name and role of that moment. A command is run by an account of the operating system. */
export interface AuditActor {
  readonly kind: 'professional' | 'patient' | 'command' | 'nobody'
  readonly id: string | null
  readonly name: string | null
  readonly role: string | null
}

/** One event, as it is stated; the record adds its place in the chain. */
export interface AuditStatement {
  readonly practiceId: string
  readonly occurredAt: IsoMoment
  readonly event: string
  readonly action: AuditAction
  readonly outcome: AuditOutcome
  readonly purpose: AuditPurpose
  readonly actor: AuditActor
  /** Network address, or the machine on which a command ran. */
  readonly address: string | null
  readonly patientId: string | null
  readonly objectId: string | null
  /** Figures and codes, never what a patient or a professional wrote. */
  readonly detail: string | null
  readonly traceId: string
  /** Machine and version of Dosis that wrote the entry; this and what follows is null in entries of before. */
  readonly source: string | null
  /** Name and version of the rules on who may do what. */
  readonly policy: string | null
  /** How the treatment relation came about; null where none is asked for. */
  readonly relation: string | null
  /** Which checks ran, in their order, and what came of each. */
  readonly checks: string | null
}

/** An entry of the log, in the chain of its practice. */
export interface AuditEntry extends AuditStatement {
  /** Whole number from 1, without gaps within a practice. */
  readonly sequence: number
  readonly previousHash: string
  readonly hash: string
}
