/** A place in the drawing: x to the right, y up from the floor. */
export type Point = readonly [x: number, y: number]

/**
 * A body from the side, facing right, by the joints that decide the posture; knees and elbows follow, because thigh,
 * shin and arms keep their length.
 */
export interface Pose {
  readonly hip: Point
  /** Direction of the trunk from hip to shoulder, degrees; 90 is upright, 0 is lying with the head to the right. */
  readonly trunk: number
  /** Direction of the head from the shoulder, degrees; as the trunk when left out. */
  readonly head?: number
  readonly ankle: Point
  /** Direction of the foot, degrees; 0 is flat. */
  readonly foot?: number
  readonly hand: Point
  readonly farAnkle?: Point
  readonly farFoot?: number
  readonly farHand?: Point
}

/** Lengths of the body in units of the drawing. */
const body = { trunk: 42, neck: 17, thigh: 35, shin: 35, foot: 15, upperArm: 25, foreArm: 25 } as const

export const headRadius = 9.5

export interface Joints {
  readonly hip: Point
  readonly shoulder: Point
  readonly head: Point
  readonly leg: readonly [hip: Point, knee: Point, ankle: Point, toe: Point]
  readonly arm: readonly [shoulder: Point, elbow: Point, hand: Point]
  readonly farLeg: readonly [hip: Point, knee: Point, ankle: Point, toe: Point] | null
  readonly farArm: readonly [shoulder: Point, elbow: Point, hand: Point] | null
}

const toward = ([x, y]: Point, degrees: number, length: number): Point => [
  x + length * Math.cos((degrees * Math.PI) / 180),
  y + length * Math.sin((degrees * Math.PI) / 180),
]

/** Computes all joints of a pose. Knees bend forward; elbows bend away from the head, or up where `elbow` says so. */
export function jointsOf(pose: Pose, elbow: 'down' | 'up' = 'down'): Joints {
  const { hip, trunk, ankle, hand } = pose
  const shoulder = toward(hip, trunk, body.trunk)
  const leg = (foot: Point, direction: number) =>
    [hip, bend(hip, foot, body.thigh, body.shin, 1), foot, toward(foot, direction, body.foot)] as const
  const arm = (to: Point) =>
    [shoulder, bend(shoulder, to, body.upperArm, body.foreArm, elbow === 'down' ? -1 : 1), to] as const
  return {
    hip,
    shoulder,
    head: toward(shoulder, pose.head ?? trunk, body.neck),
    leg: leg(ankle, pose.foot ?? 0),
    arm: arm(hand),
    farLeg: pose.farAnkle === undefined ? null : leg(pose.farAnkle, pose.farFoot ?? 0),
    farArm: pose.farHand === undefined ? null : arm(pose.farHand),
  }
}

/**
 * Finds the joint between two limbs of given lengths whose ends are known.
 * @param side 1 bends to the left of the line from `from` to `to`, -1 to the right
 * @returns the joint; on the straight line when the ends are too far apart to reach
 */
export function bend(from: Point, to: Point, first: number, second: number, side: 1 | -1): Point {
  const dx = to[0] - from[0]
  const dy = to[1] - from[1]
  const apart = Math.max(Math.hypot(dx, dy), 0.001)
  const along = (apart ** 2 + first ** 2 - second ** 2) / (2 * apart)
  const aside = Math.sqrt(Math.max(0, first ** 2 - along ** 2)) * side
  return [from[0] + (dx * along - dy * aside) / apart, from[1] + (dy * along + dx * aside) / apart]
}

/**
 * The pose between two others.
 * @param share 0 = `from`, 1 = `to`
 */
export function between(from: Pose, to: Pose, share: number): Pose {
  const number = (left: number, right: number) => left + (right - left) * share
  const point = (left: Point, right: Point): Point => [number(left[0], right[0]), number(left[1], right[1])]
  const mixed = {
    hip: point(from.hip, to.hip),
    trunk: number(from.trunk, to.trunk),
    head: number(from.head ?? from.trunk, to.head ?? to.trunk),
    ankle: point(from.ankle, to.ankle),
    foot: number(from.foot ?? 0, to.foot ?? 0),
    hand: point(from.hand, to.hand),
    farFoot: number(from.farFoot ?? 0, to.farFoot ?? 0),
  }
  return {
    ...mixed,
    ...(from.farAnkle && to.farAnkle ? { farAnkle: point(from.farAnkle, to.farAnkle) } : {}),
    ...(from.farHand && to.farHand ? { farHand: point(from.farHand, to.farHand) } : {}),
  }
}

/** The pose along a row of poses; `share` 0 = the first, 1 = the last. */
export function along(poses: readonly [Pose, ...Pose[]], share: number): Pose {
  const place = Math.min(1, Math.max(0, share)) * (poses.length - 1)
  const index = Math.min(Math.floor(place), poses.length - 2)
  const from = poses[index]
  const to = poses[index + 1]
  return from === undefined || to === undefined ? poses[0] : between(from, to, place - index)
}
