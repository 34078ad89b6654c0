import { expect, test } from 'vitest'
import { firstLoaded } from './first-loaded.ts'
import type { Knowledge } from './knowledge.ts'

test('of an exercise what decisions look at is loaded, and not how it is done', () => {
  const squat = { id: 'squat', names: { nl: 'Kniebuigen', en: 'Squat' }, posture: 'standing', isometric: false }
  const details = {
    instruction: { nl: ['Sta.'], en: ['Stand.'] },
    muscles: ['quadriceps'],
    review: { state: 'active' },
  }
  const whole = {
    version: 'v',
    instruments: {},
    statements: {},
    exercises: { squat: { ...squat, ...details } },
  } as unknown as Knowledge
  expect(firstLoaded(whole).exercises).toEqual({ squat })
})
