import type { RouteName } from '@dosis/api'
import type { IsoDate } from '@dosis/domain'
import { newId } from './patients.ts'
import { testPassword } from './test-server.ts'

/** What the bodies are made of: the token of a link, the day it is, and an access that waits for a review. */
export interface BodyParts {
  readonly subject?: string
  readonly token: string
  readonly on: IsoDate
}

/** A body for each route that is right in itself, with ids that nobody used: only the caller can be wrong. */
export function validBody(route: RouteName, { token, on, subject = 'x' }: BodyParts): object {
  const details = { name: 'Changed', birthDate: '1990-01-01', sex: 'male' }
  const preferences = { forms: ['run_walk_programme'], weekdays: [1, 3, 5], startsOn: on }
  const ids = { eventId: newId(), decisionId: newId() }
  const bodies: Partial<Record<RouteName, object>> = {
    signIn: { login: 'therapist', password: testPassword },
    changePassword: { current: testPassword, next: testPassword },
    beginSecondFactor: { current: testPassword },
    confirmSecondFactor: { code: '000000' },
    endSecondFactor: { current: testPassword },
    beginPasskey: { current: testPassword },
    addPasskey: { name: 'Laptop', answer: { id: 'x', response: {} } },
    removePasskey: { passkeyId: 'x' },
    signInWithPasskey: { answer: { id: 'x', response: {} } },
    beginProviderSignIn: { practiceId: 'nowhere' },
    signInWithProvider: { answer: 'code=x&state=y' },
    setIdentityProvider: {
      name: 'Work account',
      issuer: 'http://127.0.0.1:1',
      clientId: 'dosis',
      secret: 'not one',
      matchedBy: 'email',
      asksEveryTime: false,
      passwordsFor: 'everyone',
    },
    changeSignInPolicy: { secondFactor: 'optional' },
    addAccount: { accountId: newId('account'), login: newId('login'), displayName: 'New', role: 'assistant' },
    changeAccount: { displayName: 'Changed', role: 'manager' },
    assess: { assessmentDate: on, patient: { ageYears: 60, sex: 'female' }, conditions: ['osteoporosis'] },
    createPatient: { patientId: newId('patient'), details },
    changeDetails: { eventId: newId(), details },
    stateFacts: { statements: [{ eventId: newId(), fact: 'frail', stated: { state: 'known', value: false } }] },
    stateRequests: { eventId: newId(), requests: ['changed'] },
    storeAssessment: { decisionId: newId() },
    draftPlan: { preferences },
    confirmPlan: { planId: newId(), decisionId: newId(), preferences, hash: 'a'.repeat(64) },
    changePlanStatus: { eventId: newId(), action: 'resume', reason: 'back' },
    createPatientLink: { linkId: newId() },
    revokePatientLinks: { eventId: newId() },
    recordMeasurements: { measurements: [{ eventId: newId(), instrument: 'odi', on, score: 10 }] },
    decideProgress: { ...ids, planId: 'x', prescription: 'x', accepted: true, reason: '' },
    reviewKnowledgeChange: { eventId: newId(), planId: 'x', version: 1, from: 'a', to: 'b', reason: 'looked at' },
    releaseAdverseEvent: { eventId: newId(), adverseEventId: 'x', outcome: 'fine' },
    decideEvaluation: { ...ids, choice: 'continue', note: '', requestForHelpMet: null },
    askExport: { exportId: newId('export'), reason: 'patient' },
    changeTeam: { changeId: newId('team'), accountId: 'colleague-id', change: 'join' },
    openOutside: { accessId: newId('access'), reason: 'substitution', explanation: 'stands in for a colleague' },
    reviewAccess: { reviewId: newId('review'), subject, outcome: 'justified', note: '' },
    setAccessRule: { policyId: newId('rule'), rule: 'team', explanation: 'as the law asks' },
    openLink: { token },
    sync: { items: [] },
    sendLogs: { logs: [] },
    reportAdverseEvent: { report: { eventId: newId('harm'), on, symptoms: [], severity: 'mild', description: 'sore' } },
  }
  return bodies[route] ?? {}
}
