import { addDays, type Plan, type SessionLog, type SessionTemplate } from '@dosis/domain'
import { patientTexts } from '@dosis/text/patient'
import { expect, test } from 'vitest'
import { alternateWords } from './alternate-words.ts'
import { dayPlanOf } from './sessions-of-today.ts'
import { templateOn } from './template-on.ts'

const monday = '2026-05-04'
const walk = { kind: 'continuous', exercise: 'brisk-walking', minutes: 10 } as const
const cycle = { ...walk, exercise: 'cycling' }
const planWith = (alternate: SessionTemplate['alternate']): Plan =>
  ({
    startsOn: monday,
    weekdays: [1],
    sessions: [{ id: 's', prescriptions: [], parts: [walk], ...(alternate === undefined ? {} : { alternate }) }],
  }) as unknown as Plan
const [never, bySession, byWeek, resting] = [
  undefined,
  { every: 'session', parts: [cycle] },
  { every: 'week', parts: [cycle] },
  { every: 'week', parts: [] },
].map((alternate) => planWith(alternate as SessionTemplate['alternate'])) as [Plan, Plan, Plan, Plan]
const on = (plan: Plan, day: string, logs: readonly SessionLog[] = []) =>
  templateOn(plan.sessions[0] as SessionTemplate, plan, day, logs)
const words = (plan: Plan, day: string) =>
  alternateWords(plan.sessions[0] as SessionTemplate, plan, { today: day, logs: [] }, patientTexts.nl)

test('a session without a turn is what it is', () => {
  expect(on(never, monday).content).toBeUndefined()
  expect(words(never, monday)).toBeNull()
})

test('A comes first; after a completed A comes B', () => {
  const done = { sessionId: 'a', template: 's', on: monday, completed: true, content: 'A', startedAt: '' } as SessionLog
  expect(on(bySession, monday)).toMatchObject({ content: 'A', template: { parts: [walk] } })
  expect(on(bySession, addDays(monday, 7), [done])).toMatchObject({ content: 'B', template: { parts: [cycle] } })
  expect(words(bySession, monday)).toContain('training A')
})

test('by the week B comes in the second', () => {
  expect(on(byWeek, addDays(monday, 7)).template.parts).toEqual([cycle])
  expect(words(byWeek, addDays(monday, 7))).toContain('training B')
})

test('a week without the session asks for nothing, plans nothing and says when it comes again', () => {
  const rest = addDays(monday, 7)
  expect(dayPlanOf(resting, [], rest)).toMatchObject({
    due: [],
    spare: [],
    week: { planned: 0 },
    nextOn: addDays(monday, 14),
  })
  expect(dayPlanOf(resting, [], monday).due).toHaveLength(1)
  expect(words(resting, rest)).toBe('Deze week rust u hiervan. Volgende week traint u weer.')
})
