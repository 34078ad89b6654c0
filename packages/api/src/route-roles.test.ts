import { expect, test } from 'vitest'
import { type RouteName, routePaths } from './contract.ts'
import { mayUse, neededRelation, professionalRoles, routeRoles } from './route-roles.ts'

const routeNames = Object.keys(routePaths) as RouteName[]

test.each(routeNames)('%s is for the kind of caller that its path names', (name) => {
  const { caller } = routePaths[name]
  const roles = routeRoles[name]
  if (caller === 'anyone') expect(roles).toBe('anyone')
  else if (caller === 'patient') expect(roles).toEqual(['patient'])
  else expect(professionalRoles).toEqual(expect.arrayContaining([...roles]))
})

/** What a person answers for with his name: an assistant, a reader, an office and an editor never do. */
const decisions: readonly RouteName[] = [
  'storeAssessment',
  'confirmPlan',
  'changePlanStatus',
  'decideProgress',
  'releaseAdverseEvent',
  'decideEvaluation',
  'reviewKnowledgeChange',
]

test.each(decisions)('%s is for a therapist alone', (name) => {
  expect(professionalRoles.filter((role) => mayUse(role, name))).toEqual(['therapist'])
})

test.each(['evidence_editor', 'administrator'] as const)('%s sees and changes nothing about a patient', (role) => {
  const about = routeNames.filter((name) => /patients|decisions|phone/.test(routePaths[name].path))
  const log: readonly RouteName[] = role === 'administrator' ? ['patientAudit'] : []
  expect(about.filter((name) => routePaths[name].caller !== 'anyone' && mayUse(role, name))).toEqual(log)
})

test('nobody who is not signed in may use what is not open to anyone', () => {
  const open = routeNames.filter((name) => mayUse(null, name))
  expect(open).toEqual([
    'signIn',
    'signOut',
    'beginPasskeySignIn',
    'signInWithPasskey',
    'offeredProvider',
    'beginProviderSignIn',
    'signInWithProvider',
    'openLink',
  ])
})

test('who treats needs a relation for every route about one patient but the one that asks for it; who oversees does not', () => {
  const aboutOne = routeNames.filter((name) => /:(patient|decision)Id/.test(routePaths[name].path))
  for (const role of ['therapist', 'physician', 'assistant'] as const) {
    const without = routeNames.filter((name) => neededRelation(role, name) === 'none')
    expect(aboutOne.filter((name) => without.includes(name))).toEqual(['openOutside'])
    expect(routeNames.filter((name) => neededRelation(role, name) === 'lasting')).toEqual([
      'createPatientLink',
      'askExport',
      'downloadExport',
      'changeTeam',
    ])
  }
  for (const role of ['manager', 'administrator', 'evidence_editor', 'patient', null] as const) {
    expect(routeNames.filter((name) => neededRelation(role, name) !== 'none')).toEqual([])
  }
})
