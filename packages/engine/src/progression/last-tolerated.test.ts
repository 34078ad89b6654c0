import type { PartDone, Prescription } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { log, number, plainPrescription } from './fixture.ts'
import { restartAfterGap } from './last-tolerated.ts'

const restart = (it: Partial<Prescription>, parts: readonly PartDone[], level: number | null = null) =>
  restartAfterGap(plainPrescription('it', it), { level, logs: [{ ...log({ day: 0 }), parts }] })
const walked = (minutes: number): readonly PartDone[] => [{ part: 0, kind: 'continuous', seconds: minutes * 60 }]
const growing = (key: 'minutesPerSession' | 'minutesPerWeek', value: number | null) => ({
  dose: { [key]: number(value) },
  programme: { growth: [{ key, percent: null, amount: 5, goal: null, factIds: [] }] },
})

describe('a number', () => {
  test.each([
    [0.9, null],
    [1, 1],
    [15.5, 15],
    [19, 19],
    [20, null],
    [21, null],
  ])('of 20 minutes of which %d were done starts again at %s', (minutes, to) => {
    expect(restart(growing('minutesPerSession', 20), walked(minutes))).toEqual(
      to === null ? null : { to: null, numbers: [{ key: 'minutesPerSession', from: 20, to }] },
    )
  })

  test('of which nothing was logged, or prescribed, has nothing to go back to', () => {
    expect(restart(growing('minutesPerSession', 20), [])).toBeNull()
    expect(restart(growing('minutesPerSession', null), walked(15))).toBeNull()
    expect(restart({ ...growing('minutesPerSession', 20), dose: {} }, walked(15))).toBeNull()
    expect(restart({}, walked(15))).toBeNull()
  })

  test('of the whole week is not told from one session', () => {
    expect(restart(growing('minutesPerWeek', 60), walked(15))).toBeNull()
  })
})

test.each([
  [19, 19],
  [20, null],
  [21, null],
  [undefined, null],
])('a load of 20 kg of which %s was lifted starts again at %s', (loadKilograms, to) => {
  const done: PartDone = {
    part: 0,
    kind: 'strength',
    exercise: 'press',
    seconds: 60,
    ...(loadKilograms === undefined ? {} : { loadKilograms }),
  }
  const load = { key: 'loadKilograms', exercise: 'press', from: 20, to }
  expect(restart({ loads: { press: 20, row: 9 } }, [done])).toEqual(to === null ? null : { to: null, numbers: [load] })
})

test.each([
  [2, { to: 2 }],
  [3, null],
  [4, null],
  [undefined, null],
])('level 3, last trained at level %s', (level, step) => {
  const done: PartDone = { part: 0, kind: 'intervals', seconds: 60, ...(level === undefined ? {} : { level }) }
  expect(restart({ loads: { press: 20 } }, [done, { ...walked(1)[0], part: 1 } as PartDone], 3)).toEqual(step)
})
