import type { FrontPose, Point, Pose } from '../body.ts'
import type { Anchor, Prop } from '../drawings.ts'

type Corner = Prop['points'][number]

/** A point that moves with a part of the body. */
export const on = (at: Anchor, x = 0, y = 0): Corner => ({ at, by: [x, y] })

export const thick = (...points: readonly Corner[]): Prop => ({ points, look: 'thick' })
export const thin = (...points: readonly Corner[]): Prop => ({ points })
export const band = (...points: readonly Corner[]): Prop => ({ points, look: 'band' })

/** A body from the side: hip, trunk, ankle and hand, and what else differs from standing. */
export const side = (hip: Point, trunk: number, ankle: Point, hand: Point, more: Partial<Pose> = {}): Pose => ({
  hip,
  trunk,
  ankle,
  hand,
  ...more,
})

/** A body from the front: hip, ankles and hands, first those on the left of the picture. */
export const front = (
  hip: Point,
  ankles: readonly [Point, Point],
  hands: readonly [Point, Point],
  more: Partial<FrontPose> = {},
): FrontPose => ({ view: 'front', hip, ankles, hands, ...more })

export const mat = thick([12, 2], [188, 2])
export const wallOnRight = thick([162, 0], [162, 148])
export const wallOnLeft = thick([60, 0], [60, 140])
export const worktop = [
  thick([118, 86], [172, 86]),
  thin([126, 86], [126, 0]),
  thin([166, 86], [166, 0]),
] as const satisfies readonly Prop[]
/** A seat that faces right, with its back. */
export const chair = [
  thick([58, 32], [94, 32]),
  thin([61, 32], [57, 80]),
  thin([62, 32], [59, 0]),
  thin([90, 32], [93, 0]),
]
/** The same with arm rests. */
export const armchair = [...chair, thick([59, 58], [92, 58]), thin([90, 58], [90, 32])]
/** A chair whose back the hands hold on to, on the right. */
export const chairToHold = [thin([122, 84], [127, 34], [127, 0]), thin([127, 34], [160, 34]), thin([158, 34], [160, 0])]
/** A chair from the front, behind the body. */
export const chairFromFront = [thin([74, 34], [126, 34]), thin([77, 34], [77, 0]), thin([123, 34], [123, 0])]
export const dumbbell = (at: Anchor = 'hand') =>
  thick(on(at, -10, 4), on(at, -10, -4), on(at, -10), on(at, 10), on(at, 10, 4), on(at, 10, -4))

/** Standing from the side, arms down; from the front, arms down. */
export const upright = side([90, 74], 90, [90, 5], [94, 68])
export const facing = front(
  [100, 74],
  [
    [92, 5],
    [108, 5],
  ],
  [
    [82, 68],
    [118, 68],
  ],
)
