import { expect, test } from 'vitest'
import { along, type AnyPose, bend, frontJointsOf, jointsOf, type Point } from './body.ts'
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

/** What is wrong with a limb: longer or shorter than the body has it, or out of the frame. Towards the reader it looks shorter. */
function wrongWith(limb: readonly Point[], [first, second]: readonly [number, number], isTowards: boolean): string[] {
  const [from, joint, to] = limb as readonly [Point, Point, Point]
  const off = [apart(from, joint) - first, apart(joint, to) - second]
  const isOff = off.some((by) => by > 3 || (!isTowards && by < -1.5))
  return isOff ? [`off by ${off.map((by) => by.toFixed(1)).join(' and ')}`] : []
}

function outOfFrame(points: readonly Point[]): string[] {
  return points.flatMap(([x, y]) =>
    x > 4 && x < 196 && y >= 0 && y < 162 ? [] : [`at ${x.toFixed(0)}, ${y.toFixed(1)}`],
  )
}

const [leg, arm] = [
  [35, 35],
  [25, 25],
] as const

function wrongIn(pose: AnyPose, elbow: 'up' | undefined): readonly string[] {
  if (!('view' in pose)) {
    const joints = jointsOf(pose, elbow)
    return [
      ...wrongWith(joints.leg, leg, pose.knee !== undefined),
      ...(joints.farLeg === null ? [] : wrongWith(joints.farLeg, leg, pose.farKnee !== undefined)),
      ...wrongWith(joints.arm, arm, pose.elbow !== undefined),
      ...(joints.farArm === null ? [] : wrongWith(joints.farArm, arm, false)),
      ...outOfFrame([...joints.leg, ...joints.arm, ...(joints.farLeg ?? []), ...(joints.farArm ?? []), joints.head]),
    ]
  }
  if (pose.view === 'close') return outOfFrame(pose.lines.flat())
  const { legs, arms, head, trunk } = frontJointsOf(pose)
  return [
    ...legs.flatMap((each) => wrongWith(each, leg, pose.knees !== undefined)),
    ...arms.flatMap((each) => wrongWith(each, arm, pose.elbows !== undefined)),
    ...outOfFrame([...legs.flat(), ...arms.flat(), ...trunk, head]),
  ]
}

test.each(Object.entries(drawings))(
  'in %s limbs keep their length all the way, within the frame',
  (_, { poses, elbow }) => {
    for (const share of [0, 0.25, 0.5, 0.75, 1]) expect(wrongIn(along(poses, share), elbow), `at ${share}`).toEqual([])
  },
)

test.each(Object.entries(drawings).filter(([, { poses }]) => poses.length > 1))(
  '%s ends otherwise than it begins',
  (_, drawing) => {
    expect(drawing.poses.at(-1)).not.toEqual(drawing.poses[0])
  },
)
