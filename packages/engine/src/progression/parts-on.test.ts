import { addDays, type SessionLog, type SessionTemplate } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { log, plan, startsOn } from './fixture.ts'
import { contentOn, partsOn } from './parts-on.ts'

const a = { kind: 'continuous', exercise: 'a', minutes: 5 } as const
const b = { kind: 'continuous', exercise: 'b', minutes: 5 } as const
const template = (every: 'session' | 'week'): SessionTemplate => ({
  id: 'turns',
  prescriptions: [],
  parts: [a],
  alternate: { every, parts: [b] },
})
const done = (day: number, content: 'A' | 'B', more: Partial<SessionLog> = {}): SessionLog => ({
  ...log({ day }),
  template: 'turns',
  content,
  ...more,
})
const on = (day: number) => addDays(startsOn, day)

test('a session without another content has its own parts', () => {
  const { alternate: _, ...alone } = template('session')
  expect(contentOn(alone, plan, on(7), [done(0, 'A')])).toBe('A')
  expect(partsOn(alone, plan, on(7), [done(0, 'A')])).toEqual([a])
})

describe('by the week', () => {
  test.each([
    [-8, 'A'],
    [-1, 'B'],
    [0, 'A'],
    [6, 'A'],
    [7, 'B'],
    [14, 'A'],
    [21, 'B'],
  ])('day %i is in a week %s', (day, content) => {
    expect(contentOn(template('week'), plan, on(day), [])).toBe(content)
    expect(partsOn(template('week'), plan, on(day), [])).toEqual(content === 'A' ? [a] : [b])
  })

  test('counts from the Monday of the week in which the plan starts', () => {
    const late = { startsOn: on(3) }
    expect([3, 6, 7].map((day) => contentOn(template('week'), late, on(day), []))).toEqual(['A', 'A', 'B'])
  })
})

describe('by the session', () => {
  const content = (logs: readonly SessionLog[]) => contentOn(template('session'), plan, on(9), logs)

  test('is the other one than was completed last', () => {
    expect(content([])).toBe('A')
    expect(content([done(0, 'A')])).toBe('B')
    expect(content([done(0, 'A'), done(2, 'B')])).toBe('A')
    expect(content([done(0, 'A'), done(2, 'A')])).toBe('B')
  })

  test('does not look at another session, one that was broken off, or one of today', () => {
    expect(content([done(0, 'A'), done(2, 'B', { template: 'other' })])).toBe('B')
    expect(content([done(0, 'A'), done(2, 'B', { completed: false })])).toBe('B')
    expect(content([done(0, 'A'), done(9, 'B')])).toBe('B')
  })
})
