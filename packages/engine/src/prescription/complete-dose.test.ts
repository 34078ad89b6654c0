import type { DoseKey, PlanPreferences } from '@dosis/domain'
import { expect, test } from 'vitest'
import { draft } from './fixture.ts'

type Doses = NonNullable<PlanPreferences['doses']>[string]

function numberOf(form: 'progressive_resistance' | 'general_activity', key: DoseKey, doses: Doses, tired = false) {
  const plan = draft(
    { [form]: 'allowed' },
    { doses: { [form]: doses } },
    form === 'progressive_resistance' ? { heart: 'yes' } : { tired: tired ? 'yes' : 'no' },
  )
  return plan.prescriptions[0]?.dose[key]
}

test('a whole that follows from its parts keeps what it was before anybody chose', () => {
  const parts = { secondsDown: { value: 4 }, secondsUp: { value: 3 } }
  const byParts = numberOf('progressive_resistance', 'secondsPerRepetition', parts)
  expect(byParts).toMatchObject({ value: 7, changed: { from: null, reason: '' } })
  const whole = { ...parts, secondsPerRepetition: { value: 5, reason: 'used to it' } }
  const byBoth = numberOf('progressive_resistance', 'secondsPerRepetition', whole)
  expect(byBoth).toMatchObject({ value: 7, changed: { from: null, reason: 'used to it' } })
})

test.each([
  ['down', { secondsDown: { value: 4 } }],
  ['up', { secondsUp: { value: 4 } }],
])('a whole of which only the way %s is chosen stays open', (_, part) => {
  expect(numberOf('progressive_resistance', 'secondsPerRepetition', part)?.value).toBeNull()
})

test.each([
  [138, 69],
  [139, 70],
  [140, 70],
])('%i minutes over two sessions under a ceiling of 140 a week are %i each', (minutes, each) => {
  const doses = { minutesPerWeek: { value: minutes }, sessionsPerWeek: { value: 2 } }
  expect(numberOf('general_activity', 'minutesPerSession', doses, true)?.value).toBe(each)
})

test('a therapist who chooses fewer sessions makes them longer', () => {
  const minutes = (sessions: number) => {
    const doses = { walking: { sessionsPerWeek: { value: sessions } } }
    return draft({ walking: 'allowed' }, { doses }).prescriptions[0]?.dose.minutesPerSession?.value
  }
  expect([2, 3, 4].map(minutes)).toEqual([75, 50, 38])
})

test('minutes a session that were chosen stay as they are', () => {
  const doses = { sessionsPerWeek: { value: 3 }, minutesPerSession: { value: 20 } }
  expect(numberOf('general_activity', 'minutesPerSession', doses)).toMatchObject({
    value: 20,
    changed: { from: null, reason: '' },
  })
})

test('without a number of sessions the minutes of one do not follow, nor with none', () => {
  expect(numberOf('general_activity', 'minutesPerSession', {})).toBeUndefined()
  expect(numberOf('general_activity', 'minutesPerSession', { sessionsPerWeek: { value: 0 } })?.value ?? null).toBeNull()
})
