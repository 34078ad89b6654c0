import { expect, test } from 'vitest'
import { along, bend, jointsOf, type Point } from './body.ts'
import { drawings } from './drawings.ts'

const apart = ([ax, ay]: Point, [bx, by]: Point) => Math.hypot(ax - bx, ay - by)

test('a joint lies at the length of both limbs, on the side that was asked', () => {
  const knee = bend([0, 60], [0, 0], 35, 35, 1)
  expect(apart(knee, [0, 60])).toBeCloseTo(35)
  expect(apart(knee, [0, 0])).toBeCloseTo(35)
  expect(knee[0]).toBeGreaterThan(0)
  expect(bend([0, 60], [0, 0], 35, 35, -1)[0]).toBeLessThan(0)
})

test('limbs that cannot reach lie on the straight line', () => {
  expect(bend([0, 100], [0, 0], 35, 35, 1)[0]).toBeCloseTo(0)
})

test.each(Object.entries(drawings))(
  'in %s limbs keep their length all the way, within the frame',
  (_, { poses, elbow }) => {
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      const { leg, arm, head, farLeg } = jointsOf(along(poses, share), elbow)
      for (const [hip, knee, ankle] of farLeg === null ? [leg] : [leg, farLeg]) {
        expect(Math.abs(apart(hip, knee) - 35)).toBeLessThan(1.5)
        expect(Math.abs(apart(knee, ankle) - 35)).toBeLessThan(2.5)
      }
      expect(Math.abs(apart(arm[0], arm[1]) - 25)).toBeLessThan(1.5)
      expect(Math.abs(apart(arm[1], arm[2]) - 25)).toBeLessThan(3)
      for (const [x, y] of [...leg, ...arm, head]) {
        expect(x).toBeGreaterThan(4)
        expect(x).toBeLessThan(196)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(y).toBeLessThan(162)
      }
    }
  },
)
