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
  /** Where a limb comes towards the reader; worked out from its ends when left out. */
  readonly knee?: Point
  readonly farKnee?: Point
  readonly elbow?: Point
  /** Direction of the hand from the wrist, degrees, where the wrist is what moves. */
  readonly palm?: number
}

/** A body from the front, by the same joints; of each pair first the one that the reader has on the left. */
export interface FrontPose {
  readonly view: 'front'
  /** The middle between the hips. */
  readonly hip: Point
  /** Direction of the trunk, degrees; 90 is upright. */
  readonly trunk?: number
  readonly head?: number
  readonly ankles: readonly [Point, Point]
  readonly hands: readonly [Point, Point]
  /** Where limbs come towards the reader; worked out from their ends when left out. */
  readonly elbows?: readonly [Point, Point]
  readonly knees?: readonly [Point, Point]
  /** How far the shoulders are turned: 1 faces the reader, 0 is seen from the side. */
  readonly turn?: number
}

/** A hand seen from near, as lines. */
export interface ClosePose {
  readonly view: 'close'
  readonly lines: readonly (readonly Point[])[]
}

export type AnyPose = Pose | FrontPose | ClosePose

/** Lengths of the body in units of the drawing. */
const body = { trunk: 42, neck: 17, thigh: 35, shin: 35, foot: 15, upperArm: 25, foreArm: 25 } as const

export const headRadius = 9.5
const palmLength = 10
/** Half of what lies between the hips and between the shoulders, from the front. */
const halfHips = 7
const halfShoulders = 13

export interface Joints {
  readonly hip: Point
  readonly shoulder: Point
  readonly head: Point
  readonly leg: readonly [hip: Point, knee: Point, ankle: Point, toe: Point]
  readonly arm: readonly [shoulder: Point, elbow: Point, hand: Point]
  readonly farLeg: readonly [hip: Point, knee: Point, ankle: Point, toe: Point] | null
  readonly farArm: readonly [shoulder: Point, elbow: Point, hand: Point] | null
  readonly palm: readonly [wrist: Point, fingers: Point] | null
}

const toward = ([x, y]: Point, degrees: number, length: number): Point => [
  x + length * Math.cos((degrees * Math.PI) / 180),
  y + length * Math.sin((degrees * Math.PI) / 180),
]

type Leg = Joints['leg']

const through = (leg: Leg, knee: Point | undefined): Leg => (knee === undefined ? leg : [leg[0], knee, leg[2], leg[3]])

/** Computes all joints of a pose. Knees bend forward; elbows bend away from the head, or up where `elbow` says so. */
export function jointsOf(pose: Pose, elbow: 'down' | 'up' = 'down'): Joints {
  const { hip, trunk, ankle, hand } = pose
  const shoulder = toward(hip, trunk, body.trunk)
  const leg = (foot: Point, direction: number) =>
    [hip, bend(hip, foot, body.thigh, body.shin, 1), foot, toward(foot, direction, body.foot)] as const
  const arm = (to: Point) =>
    [shoulder, bend(shoulder, to, body.upperArm, body.foreArm, elbow === 'down' ? -1 : 1), to] as const
  const near = leg(ankle, pose.foot ?? 0)
  return {
    hip,
    shoulder,
    palm: pose.palm === undefined ? null : [hand, toward(hand, pose.palm, palmLength)],
    head: toward(shoulder, pose.head ?? trunk, body.neck),
    leg: through(near, pose.knee),
    arm: pose.elbow === undefined ? arm(hand) : [shoulder, pose.elbow, hand],
    farLeg: pose.farAnkle === undefined ? null : through(leg(pose.farAnkle, pose.farFoot ?? 0), pose.farKnee),
    farArm: pose.farHand === undefined ? null : arm(pose.farHand),
  }
}

export interface FrontJoints {
  readonly trunk: readonly Point[]
  readonly head: Point
  readonly legs: readonly (readonly Point[])[]
  readonly arms: readonly (readonly Point[])[]
}

/** Computes all joints of a body from the front. Knees and elbows bend outward. */
export function frontJointsOf(pose: FrontPose): FrontJoints {
  const { hip, trunk = 90, turn = 1, ankles, hands, elbows, knees } = pose
  const neck = toward(hip, trunk, body.trunk)
  const pair = (middle: Point, half: number): readonly [Point, Point] => [
    toward(middle, trunk + 90, half),
    toward(middle, trunk - 90, half),
  ]
  const [hips, shoulders] = [pair(hip, halfHips), pair(neck, halfShoulders * turn)]
  const outward = (from: Point, to: Point, first: number, second: number): Point => {
    const [one, other] = [bend(from, to, first, second, 1), bend(from, to, first, second, -1)]
    return Math.abs(one[0] - hip[0]) > Math.abs(other[0] - hip[0]) ? one : other
  }
  const both = [0, 1] as const
  return {
    trunk: [hips[0], hips[1], shoulders[1], shoulders[0], hips[0]],
    head: toward(neck, pose.head ?? trunk, body.neck),
    legs: both.map((at) => [
      hips[at],
      knees?.[at] ?? outward(hips[at], ankles[at], body.thigh, body.shin),
      ankles[at],
      [ankles[at][0] + (at === 0 ? -5 : 5), ankles[at][1] - 3],
    ]),
    arms: both.map((at) => [
      shoulders[at],
      elbows?.[at] ?? outward(shoulders[at], hands[at], body.upperArm, body.foreArm),
      hands[at],
    ]),
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
 * The pose between two others, both seen from the same side.
 * @param share 0 = `from`, 1 = `to`
 */
export function between<Seen extends AnyPose>(from: Seen, to: Seen, share: number): Seen {
  return mixed(from, to, share) as Seen
}

/** Angles that are left out in one of the two are those of the body at rest. */
const atRest: Readonly<Record<string, number>> = { foot: 0, farFoot: 0, turn: 1, trunk: 90 }

/** Numbers are mixed wherever both have one; what only one has, such as a hand that is held out of sight, is left out. */
function mixed(from: unknown, to: unknown, share: number): unknown {
  if (typeof from === 'number' && typeof to === 'number') return from + (to - from) * share
  if (Array.isArray(from) && Array.isArray(to)) return from.map((each, at) => mixed(each, to[at], share))
  if (!isFields(from) || !isFields(to)) return from
  const head = { head: from['head'] ?? from['trunk'] ?? 90 }
  const [one, other] = [
    { ...atRest, ...head, ...from },
    { ...atRest, head: to['head'] ?? to['trunk'] ?? 90, ...to },
  ]
  const keys = Object.keys(one).filter((key) => key in other)
  return Object.fromEntries(keys.map((key) => [key, mixed(one[key as never], other[key as never], share)]))
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The pose along a row of poses; `share` 0 = the first, 1 = the last. */
export function along<Seen extends AnyPose>(poses: readonly [Seen, ...Seen[]], share: number): Seen {
  const place = Math.min(1, Math.max(0, share)) * (poses.length - 1)
  const index = Math.min(Math.floor(place), poses.length - 2)
  const from = poses[index]
  const to = poses[index + 1]
  return from === undefined || to === undefined ? poses[0] : between(from, to, place - index)
}
