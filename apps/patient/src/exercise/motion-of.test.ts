import { expect, test } from 'vitest'
import { motionOf } from './motion-of.ts'

test('standing up starts with the effort, a push-up with the way down; what is not known goes down first', () => {
  expect(motionOf('sit-to-stand').isEffortFirst).toBe(true)
  expect(motionOf('wall-push-up').isEffortFirst).toBe(false)
  expect(motionOf('biceps-curl')).toEqual({ name: 'lift', isEffortFirst: true })
  expect(motionOf('knee-push-up')).toEqual({ name: 'push', isEffortFirst: false })
  expect(motionOf('squat').isEffortFirst).toBe(false)
  expect(motionOf('constructor')).toEqual({ name: 'lift', isEffortFirst: false })
})
