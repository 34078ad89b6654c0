import type { AnyPose, Point, Pose } from './body.ts'
import { hands } from './drawn/hands.ts'
import { impact } from './drawn/impact.ts'
import { legs } from './drawn/legs.ts'
import { trunkAndArms } from './drawn/trunk-and-arms.ts'

/** A part of the body that a prop moves with. */
export type Anchor = 'hand' | 'otherHand' | 'toe' | 'ankle' | 'hip'

/** Something beside the body: a chair, a wall, a band. Lines through points; a point may move with the hand or the foot. */
export interface Prop {
  readonly points: readonly (Point | { readonly at: Anchor; readonly by: Point })[]
  /** `thick` for what carries weight, `band` for rubber, `filled` for a closed shape. */
  readonly look?: 'thick' | 'band' | 'filled'
}

/** The drawing of one exercise: poses from start to end, and what stands around. */
export interface Drawing {
  readonly poses: readonly [AnyPose, ...AnyPose[]]
  readonly props: readonly Prop[]
  readonly elbow?: 'up'
  /** Lines at the feet in the last pose: here the foot comes down. */
  readonly landsAt?: Point
}

const chair: readonly Prop[] = [
  {
    points: [
      [58, 32],
      [94, 32],
    ],
    look: 'thick',
  },
  {
    points: [
      [61, 32],
      [57, 80],
    ],
  },
  {
    points: [
      [62, 32],
      [59, 0],
    ],
  },
  {
    points: [
      [90, 32],
      [93, 0],
    ],
  },
]

/** A chair whose back the hands hold on to, on the right. */
const chairToHold: readonly Prop[] = [
  {
    points: [
      [122, 84],
      [127, 34],
      [127, 0],
    ],
  },
  {
    points: [
      [127, 34],
      [160, 34],
    ],
    look: 'thick',
  },
  {
    points: [
      [158, 34],
      [160, 0],
    ],
  },
]

const standing = { trunk: 90, ankle: [90, 5], hip: [90, 74], hand: [96, 68] } as const satisfies Pose

/** Original drawings, by id of the exercise. All stand on one floor (y = 0) and in one frame of 200 by 170. */
export const drawings: Readonly<Record<string, Drawing>> = {
  'sit-to-stand': {
    poses: [
      { hip: [76, 40], trunk: 84, ankle: [106, 5], hand: [104, 46] },
      { hip: [84, 48], trunk: 52, ankle: [106, 5], hand: [118, 52] },
      { hip: [105, 74], trunk: 90, ankle: [106, 5], hand: [112, 68] },
    ],
    props: chair,
  },
  'leg-press': {
    poses: [
      { hip: [62, 34], trunk: 112, head: 100, ankle: [104, 50], foot: 80, hand: [72, 30] },
      { hip: [62, 34], trunk: 112, head: 100, ankle: [128, 52], foot: 80, hand: [72, 30] },
    ],
    props: [
      {
        points: [
          [40, 90],
          [60, 26],
          [86, 24],
        ],
        look: 'thick',
      },
      {
        points: [
          { at: 'ankle', by: [6, -12] },
          { at: 'ankle', by: [13, 28] },
        ],
        look: 'thick',
      },
      {
        points: [
          [60, 24],
          [60, 0],
        ],
      },
      {
        points: [
          [34, 0],
          [176, 0],
        ],
      },
    ],
  },
  'chest-press': {
    poses: [
      { hip: [76, 40], trunk: 93, ankle: [108, 5], hand: [92, 74] },
      { hip: [76, 40], trunk: 93, ankle: [108, 5], hand: [121, 78] },
    ],
    props: [
      {
        points: [
          [58, 32],
          [94, 32],
        ],
        look: 'thick',
      },
      {
        points: [
          [64, 34],
          [62, 104],
        ],
        look: 'thick',
      },
      {
        points: [
          [76, 32],
          [76, 0],
        ],
      },
      {
        points: [
          { at: 'hand', by: [0, -9] },
          { at: 'hand', by: [0, 9] },
        ],
        look: 'thick',
      },
      { points: [{ at: 'hand', by: [0, 8] }, [112, 122], [62, 122], [62, 104]] },
    ],
  },
  'row-with-band': {
    poses: [
      { hip: [74, 74], trunk: 90, ankle: [76, 5], hand: [119, 92] },
      { hip: [74, 74], trunk: 92, ankle: [76, 5], hand: [90, 86] },
    ],
    props: [
      { points: [{ at: 'hand', by: [0, 0] }, [178, 86]], look: 'band' },
      {
        points: [
          [178, 0],
          [178, 126],
        ],
        look: 'thick',
      },
    ],
  },
  'wall-push-up': {
    poses: [
      { hip: [102, 73], trunk: 79, ankle: [90, 5], hand: [158, 116] },
      { hip: [112, 71], trunk: 68, ankle: [90, 5], hand: [158, 112] },
    ],
    props: [
      {
        points: [
          [162, 0],
          [162, 148],
        ],
        look: 'thick',
      },
    ],
  },
  'heel-raise': {
    poses: [
      { hip: [90, 74], trunk: 90, ankle: [90, 5], foot: 0, hand: [121, 86] },
      { hip: [94, 85], trunk: 90, ankle: [94, 16], foot: -42, hand: [121, 86] },
    ],
    props: chairToHold,
  },
  'hip-hinge': {
    poses: [
      { hip: [90, 74], trunk: 90, ankle: [92, 5], hand: [102, 70] },
      { hip: [70, 66], trunk: 28, head: 32, ankle: [92, 5], hand: [108, 38] },
    ],
    props: [
      {
        points: [
          { at: 'hand', by: [-7, -4] },
          { at: 'hand', by: [7, -4] },
        ],
        look: 'thick',
      },
    ],
  },
  'step-up': {
    poses: [
      { hip: [88, 70], trunk: 80, ankle: [112, 27], hand: [124, 92], farAnkle: [76, 5], farFoot: 0 },
      { hip: [111, 96], trunk: 88, ankle: [112, 27], hand: [142, 106], farAnkle: [106, 30], farFoot: -14 },
    ],
    props: [
      {
        points: [
          [98, 0],
          [98, 22],
          [184, 22],
        ],
        look: 'thick',
      },
      {
        points: [
          [100, 82],
          [170, 120],
        ],
      },
      {
        points: [
          [112, 22],
          [112, 88],
        ],
      },
      {
        points: [
          [160, 22],
          [160, 114],
        ],
      },
    ],
  },
  'back-extension-sitting': {
    poses: [
      { hip: [84, 40], trunk: 78, head: 48, ankle: [112, 5], hand: [108, 44] },
      { hip: [84, 40], trunk: 94, head: 92, ankle: [112, 5], hand: [104, 46] },
    ],
    props: chair,
  },
  'back-extension-prone': {
    poses: [
      { hip: [98, 14], trunk: 0, head: -4, ankle: [28.2, 10], foot: 180, hand: [91, 17] },
      { hip: [98, 14], trunk: 17, head: 8, ankle: [28.2, 10], foot: 180, hand: [90, 19] },
    ],
    props: [
      {
        points: [
          [12, 2],
          [188, 2],
        ],
        look: 'thick',
      },
      {
        points: [
          [90, 5],
          [112, 5],
        ],
        look: 'thick',
      },
    ],
    elbow: 'up',
  },
  plank: {
    poses: [{ hip: [98, 26], trunk: 9, head: 12, ankle: [29, 16], foot: -66, hand: [160, 7] }],
    props: [
      {
        points: [
          [12, 2],
          [188, 2],
        ],
        look: 'thick',
      },
    ],
  },
  'wall-sit': {
    poses: [
      { hip: [72, 62], trunk: 90, ankle: [98, 5], hand: [78, 56] },
      { hip: [72, 42], trunk: 90, ankle: [104, 5], hand: [94, 48] },
    ],
    props: [
      {
        points: [
          [60, 0],
          [60, 140],
        ],
        look: 'thick',
      },
    ],
  },
  'heel-drops': {
    poses: [
      { hip: [94, 85], trunk: 90, ankle: [94, 16], foot: -42, hand: [121, 86] },
      { hip: [90, 72], trunk: 90, ankle: [90, 5], hand: [121, 86] },
    ],
    props: chairToHold,
    landsAt: [84, 0],
  },
  stamping: {
    poses: [
      { ...standing, ankle: [104, 36], foot: -8, farAnkle: [86, 5], hand: [84, 66], farHand: [104, 74] },
      { ...standing, ankle: [100, 5], farAnkle: [86, 5], hand: [102, 70], farHand: [82, 68] },
    ],
    props: [],
    landsAt: [104, 0],
  },
  'small-jumps': {
    poses: [
      { hip: [86, 62], trunk: 74, head: 84, ankle: [92, 5], hand: [78, 66] },
      { hip: [92, 90], trunk: 88, ankle: [92, 21], foot: -40, hand: [110, 92] },
    ],
    props: [],
    landsAt: [100, 0],
  },
  hopping: {
    poses: [
      { hip: [88, 66], trunk: 82, ankle: [92, 5], hand: [124, 84], farAnkle: [62, 32], farFoot: -70 },
      { hip: [92, 88], trunk: 88, ankle: [94, 20], foot: -38, hand: [124, 92], farAnkle: [66, 52], farFoot: -70 },
    ],
    props: [
      {
        points: [
          [124, 78],
          [160, 78],
        ],
        look: 'thick',
      },
      {
        points: [
          [130, 78],
          [130, 0],
        ],
      },
      {
        points: [
          [156, 78],
          [156, 0],
        ],
      },
    ],
    landsAt: [98, 0],
  },
  'jogging-in-place': {
    poses: [
      {
        hip: [90, 76],
        trunk: 84,
        ankle: [100, 38],
        foot: -16,
        farAnkle: [84, 7],
        farFoot: -14,
        hand: [82, 84],
        farHand: [116, 98],
      },
      {
        hip: [90, 76],
        trunk: 84,
        ankle: [84, 7],
        foot: -14,
        farAnkle: [100, 38],
        farFoot: -16,
        hand: [116, 98],
        farHand: [82, 84],
      },
    ],
    props: [],
    landsAt: [92, 0],
  },
  ...legs,
  ...trunkAndArms,
  ...hands,
  ...impact,
}

export function drawingOf(exercise: string): Drawing | undefined {
  return Object.hasOwn(drawings, exercise) ? drawings[exercise] : undefined
}
