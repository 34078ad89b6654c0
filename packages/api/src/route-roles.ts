import { type RouteName, routePaths } from './contract.ts'

/** What the account of a professional may be; `docs/decisions/0050` says why each may what it may. */
export const professionalRoles = [
  'therapist',
  'physician',
  'assistant',
  'manager',
  'evidence_editor',
  'administrator',
] as const
export type ProfessionalRole = (typeof professionalRoles)[number]

/** Who somebody is to a route: a professional with a role, or the phone of a patient. */
export type Role = ProfessionalRole | 'patient'

const treating = ['therapist', 'physician', 'assistant'] as const
const entering = ['therapist', 'assistant'] as const
const deciding = ['therapist'] as const
const overseeing = ['manager', 'administrator'] as const
const keeping = ['administrator'] as const

/** Which roles may use a route; `anyone`: also who is not signed in. Server, screens and tests all read this table. */
export const routeRoles: { readonly [Name in RouteName]: 'anyone' | readonly Role[] } = {
  signIn: 'anyone',
  signOut: 'anyone',
  whoAmI: professionalRoles,
  changePassword: professionalRoles,
  ownSessions: professionalRoles,
  endOtherSessions: professionalRoles,
  secondFactor: professionalRoles,
  beginSecondFactor: professionalRoles,
  confirmSecondFactor: professionalRoles,
  endSecondFactor: professionalRoles,
  passkeys: professionalRoles,
  beginPasskey: professionalRoles,
  addPasskey: professionalRoles,
  removePasskey: professionalRoles,
  beginPasskeySignIn: 'anyone',
  signInWithPasskey: 'anyone',
  offeredProvider: 'anyone',
  beginProviderSignIn: 'anyone',
  signInWithProvider: 'anyone',
  identityProvider: overseeing,
  setIdentityProvider: keeping,
  removeIdentityProvider: keeping,
  signInPolicy: overseeing,
  changeSignInPolicy: keeping,
  removeSecondFactor: keeping,
  listAccounts: overseeing,
  addAccount: keeping,
  changeAccount: keeping,
  endAccount: keeping,
  reopenAccount: keeping,
  givePassword: keeping,
  knowledge: professionalRoles,
  knowledgeInLanguage: professionalRoles,
  instrumentForms: professionalRoles,
  exerciseDetails: professionalRoles,
  assess: [...treating, 'evidence_editor'],
  listPatients: [...treating, 'manager'],
  createPatient: entering,
  changeDetails: entering,
  patient: treating,
  stateFacts: treating,
  stateRequests: entering,
  storeAssessment: deciding,
  draftPlan: ['therapist', 'physician'],
  confirmPlan: deciding,
  changePlanStatus: deciding,
  createPatientLink: entering,
  revokePatientLinks: entering,
  recordMeasurements: treating,
  decideProgress: deciding,
  releaseAdverseEvent: deciding,
  decideEvaluation: deciding,
  reviewKnowledgeChange: deciding,
  replay: ['therapist', 'physician'],
  careTeam: treating,
  changeTeam: entering,
  recordExports: deciding,
  askExport: deciding,
  downloadExport: deciding,
  openOutside: treating,
  accessReview: overseeing,
  reviewAccess: overseeing,
  setAccessRule: overseeing,
  patientAudit: [...treating, ...overseeing],
  practiceAudit: overseeing,
  checkAudit: overseeing,
  exportAudit: overseeing,
  openLink: 'anyone',
  today: ['patient'],
  sync: ['patient'],
  sendLogs: ['patient'],
  reportAdverseEvent: ['patient'],
  whoLooked: ['patient'],
  patientKnowledge: ['patient'],
}

/** Whether somebody may use a route at all; whose patients he then sees is up to his practice. `null`: not signed in. */
export function mayUse(role: Role | null, route: RouteName): boolean {
  const allowed = routeRoles[route]
  return allowed === 'anyone' || (role !== null && allowed.includes(role))
}

/** What somebody may do whose password was given by another; all else waits until he chose one. */
export const routesBeforeOwnPassword: readonly RouteName[] = ['signOut', 'whoAmI', 'changePassword']

/** What somebody may do of whom the practice asks a second step, until there is one. */
export const routesBeforeSecondFactor: readonly RouteName[] = [
  ...routesBeforeOwnPassword,
  'secondFactor',
  'beginSecondFactor',
  'confirmSecondFactor',
  'passkeys',
  'beginPasskey',
  'addPasskey',
]

/** Routes about one patient for who has no treatment relation: to ask for one. */
const withoutRelation: readonly RouteName[] = ['openOutside']
/** Routes that a relation for a limited time does not open: what they give lasts, a link, a copy or a place in the team. */
const notForATime: readonly RouteName[] = ['createPatientLink', 'askExport', 'downloadExport', 'changeTeam']

/** Which treatment relation somebody needs with the patient whom a route is about: none, any, or one that lasts. */
export type NeededRelation = 'none' | 'any' | 'lasting'

/**
 * Who treats needs a relation with each patient whose record a route opens. Who oversees needs none: of a record he
 * sees only who opened it. A phone belongs to its patient.
 */
export function neededRelation(role: Role | null, route: RouteName): NeededRelation {
  const treats = treating.some((one) => one === role)
  const isAboutOne = /:(patient|decision)Id/.test(routePaths[route].path)
  if (!treats || !isAboutOne || withoutRelation.includes(route)) return 'none'
  return notForATime.includes(route) ? 'lasting' : 'any'
}
