import type { Dose, DoseKey } from '@dosis/domain'
import { expect, test } from 'vitest'
import { silentNumber } from './change-dose.ts'
import { form } from './fixture.ts'
import { neededKeys, sessionKind } from './session-kind.ts'

test.each([
  [['stepsPerDay'], 'steps'],
  [['intervalCount'], 'intervals'],
  [['intervalMinutes'], 'intervals'],
  [['impactsPerSet'], 'impact'],
  [['impactsPerSession'], 'impact'],
  [['minutesPerSession'], 'continuous'],
  [[], 'continuous'],
] as const)('a form with %s is guided by %s', (keys, kind) => {
  expect(sessionKind(form('any', 'aerobic', {}), keys as readonly DoseKey[], false)).toBe(kind)
})

test('levels come before all else, and strength is what a resistance form without other numbers is', () => {
  expect(sessionKind(form('any', 'aerobic', {}), ['stepsPerDay'], true)).toBe('levels')
  expect(sessionKind(form('any', 'resistance', {}), ['sets'], false)).toBe('strength')
})

const number = (value: number | null) => ({ ...silentNumber, value })

test.each<[string, Dose, readonly DoseKey[]]>([
  ['minutes a week alone', { minutesPerWeek: number(150) }, ['sessionsPerWeek']],
  [
    'minutes a week and sessions',
    { minutesPerWeek: number(150), sessionsPerWeek: number(3) },
    ['sessionsPerWeek', 'minutesPerSession'],
  ],
  [
    'minutes a session of which the source is silent',
    { minutesPerWeek: number(150), minutesPerSession: number(null) },
    ['sessionsPerWeek', 'minutesPerSession'],
  ],
  ['no minutes at all', {}, ['sessionsPerWeek', 'minutesPerSession']],
])('unbroken moving with %s', (_name, dose, needed) => {
  expect(neededKeys('continuous', dose)).toEqual(needed)
})

test('the other kinds ask for the numbers that their player counts', () => {
  expect(neededKeys('steps', {})).toEqual(['sessionsPerWeek', 'stepsPerDay'])
  expect(neededKeys('impact', {})).toEqual(['sessionsPerWeek', 'sets', 'impactsPerSet'])
  expect(neededKeys('intervals', {})).toEqual(['sessionsPerWeek', 'intervalCount', 'intervalMinutes', 'restSeconds'])
  expect(neededKeys('levels', {})).toEqual(['sessionsPerWeek', 'level', 'runSeconds', 'walkSeconds', 'repetitions'])
  expect(neededKeys('strength', {})).toEqual(['sessionsPerWeek', 'sets', 'repetitions'])
  expect(neededKeys('strength', { secondsPerRepetition: number(null) })).toEqual([
    'sessionsPerWeek',
    'sets',
    'repetitions',
    'secondsDown',
    'secondsUp',
  ])
})
