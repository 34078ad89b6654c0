import { type RouteName, routePaths } from '@dosis/api'

/** Routes that take a body and change nothing. */
const onlyAsk: readonly RouteName[] = ['assess', 'draftPlan']
/** Refused while the rules are those of the plan, as they are in one run; knowledge-change.test.ts writes it. */
const needsOtherRules: readonly RouteName[] = ['reviewKnowledgeChange']
/** Keeping accounts is no part of treatment; `auth/kept-accounts.test.ts` and `second-factor.test.ts` write them. */
const ofAccounts: readonly RouteName[] = [
  'changePassword',
  'addAccount',
  'changeAccount',
  'reopenAccount',
  'givePassword',
  'beginSecondFactor',
  'confirmSecondFactor',
  'endSecondFactor',
  'beginPasskey',
  'addPasskey',
  'removePasskey',
  'beginPasskeySignIn',
  'signInWithPasskey',
  'beginProviderSignIn',
  'signInWithProvider',
  'setIdentityProvider',
  'removeIdentityProvider',
  'changeSignInPolicy',
]
/** About who may open a record or holds a copy of it, which the record does not show; relation and export tests. */
const aboutAccess: readonly RouteName[] = ['askExport', 'changeTeam', 'openOutside', 'reviewAccess', 'setAccessRule']
const others = new Set<string>([...onlyAsk, ...needsOtherRules, ...ofAccounts, ...aboutAccess])

/** Every route by which a treatment writes, by name: all of them must take part where faults strike. */
export const writesOfTreatment: readonly string[] = Object.entries(routePaths)
  .flatMap(([name, { method }]) => (method === 'POST' && !others.has(name) ? [name] : []))
  .sort()
