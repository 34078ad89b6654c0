import type { RouteName } from '@dosis/api'
import type { AuditEvent } from '@dosis/domain'
import type { AuditAction } from './audit-entry.ts'

/** What a route leaves in the log, or why it leaves nothing. */
export type AuditedRoute = { readonly event: AuditEvent; readonly action: AuditAction } | { readonly none: string }

/** Every route says what it leaves in the log; a new one without a line here does not compile. */
export const auditedRoutes: Readonly<Record<RouteName, AuditedRoute>> = {
  signIn: { event: 'session.open', action: 'E' },
  signOut: { event: 'session.close', action: 'E' },
  whoAmI: { none: 'reads nothing but the own account' },
  changePassword: { event: 'password.change', action: 'U' },
  ownSessions: { none: 'reads nothing but the own account' },
  endOtherSessions: { event: 'session.endOthers', action: 'D' },
  listAccounts: { event: 'account.read', action: 'R' },
  addAccount: { event: 'account.add', action: 'C' },
  changeAccount: { event: 'account.change', action: 'U' },
  endAccount: { event: 'account.end', action: 'D' },
  reopenAccount: { event: 'account.reopen', action: 'U' },
  givePassword: { event: 'account.password', action: 'U' },
  knowledge: { none: 'holds nothing about a person' },
  knowledgeInLanguage: { none: 'holds nothing about a person' },
  assess: { none: 'stores nothing and knows nobody: the facts come with the request' },
  listPatients: { event: 'patient.search', action: 'R' },
  createPatient: { event: 'patient.create', action: 'C' },
  changeDetails: { event: 'patient.details', action: 'U' },
  patient: { event: 'patient.read', action: 'R' },
  stateFacts: { event: 'fact.state', action: 'C' },
  stateRequests: { event: 'request.state', action: 'C' },
  storeAssessment: { event: 'assessment.store', action: 'C' },
  draftPlan: { event: 'plan.draft', action: 'R' },
  confirmPlan: { event: 'plan.confirm', action: 'C' },
  changePlanStatus: { event: 'plan.status', action: 'U' },
  createPatientLink: { event: 'access.give', action: 'C' },
  revokePatientLinks: { event: 'access.end', action: 'D' },
  recordMeasurements: { event: 'measurement.record', action: 'C' },
  decideProgress: { event: 'progress.decide', action: 'C' },
  releaseAdverseEvent: { event: 'harm.release', action: 'U' },
  decideEvaluation: { event: 'evaluation.decide', action: 'C' },
  reviewKnowledgeChange: { event: 'knowledge.review', action: 'U' },
  replay: { event: 'decision.replay', action: 'R' },
  patientAudit: { event: 'audit.read', action: 'R' },
  practiceAudit: { event: 'audit.read', action: 'R' },
  openLink: { event: 'phone.open', action: 'E' },
  today: { event: 'phone.read', action: 'R' },
  sendLogs: { event: 'phone.log', action: 'C' },
  reportAdverseEvent: { event: 'phone.harm', action: 'C' },
  patientKnowledge: { none: 'holds nothing about a person' },
  whoLooked: { event: 'audit.read', action: 'R' },
}
