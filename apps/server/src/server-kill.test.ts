import { fileURLToPath } from 'node:url'
import { type RouteName, routePaths } from '@dosis/api'
import { afterAll, expect, test } from 'vitest'
import { killServerRepeatedly } from '../test-support/kills/kill-server.ts'
import { removePractice } from '../test-support/kills/practice.ts'

afterAll(removePractice)

const timeout = 900_000
const answersEarly = fileURLToPath(new URL('../test-support/kills/answers-early.ts', import.meta.url))

/** Routes that take a body and change nothing. */
const onlyAsk: readonly string[] = ['assess', 'draftPlan'] satisfies RouteName[]
/** Refused while the rules are those of the plan, as they are throughout; knowledge-change.test.ts writes it. */
const needsOtherRules: readonly string[] = ['reviewKnowledgeChange'] satisfies RouteName[]
/** Keeping accounts is no part of treatment; `auth/kept-accounts.test.ts` writes them. */
const ofAccounts: readonly string[] = [
  'changePassword',
  'addAccount',
  'changeAccount',
  'reopenAccount',
  'givePassword',
  'beginSecondFactor',
  'confirmSecondFactor',
  'endSecondFactor',
] satisfies RouteName[]
/** Of a colleague or the office, about who may open a record, which the record itself does not show; relation.test.ts. */
const aboutAccess: readonly string[] = [
  'changeTeam',
  'openOutside',
  'reviewAccess',
  'setAccessRule',
] satisfies RouteName[]
const others = [...onlyAsk, ...needsOtherRules, ...ofAccounts, ...aboutAccess]
const writes = Object.entries(routePaths).flatMap(([name, { method }]) =>
  method === 'POST' && !others.includes(name) ? [name] : [],
)

test('20 hard kills of the server, while it starts and while it is written to over HTTP, lose no acknowledged write', {
  timeout,
}, async () => {
  const { lost, refused, whileOpening, whileWriting, unanswered, repeated, byRoute } = await killServerRepeatedly({
    faults: 20,
    seed: 1,
  })
  expect(lost).toEqual([])
  expect(refused).toEqual([])
  expect(whileOpening + whileWriting).toBe(20)
  expect(unanswered.done + unanswered.notDone).toBeGreaterThan(0)
  expect(repeated).toBeGreaterThan(0)
  expect(Object.keys(byRoute).toSorted()).toEqual(writes.toSorted())
})

test('the same kills find out a server that answers before the commit', { timeout }, async () => {
  const { lost } = await killServerRepeatedly({ faults: 5, seed: 2, command: [answersEarly] })
  expect(lost).not.toEqual([])
})
