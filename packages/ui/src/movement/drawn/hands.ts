import type { ClosePose, Point } from '../body.ts'
import type { Drawing } from '../drawings.ts'
import { band, thick } from './draw.ts'

type Finger = readonly [knuckle: Point, middle: Point, tip: Point]

/** A hand from near, upright: forearm, palm, thumb and four fingers. */
const hand = (thumb: Finger, ...fingers: readonly Finger[]): ClosePose => ({
  view: 'close',
  lines: [
    [
      [100, 8],
      [100, 44],
    ],
    [
      [88, 48],
      [84, 84],
      [118, 82],
      [112, 48],
      [88, 48],
    ],
    [
      [96, 50],
      [96, 80],
    ],
    [
      [105, 50],
      [106, 80],
    ],
    thumb,
    ...fingers,
  ],
})

const round = hand(
  [
    [88, 54],
    [74, 66],
    [76, 84],
  ],
  [
    [85, 86],
    [78, 106],
    [86, 118],
  ],
  [
    [96, 88],
    [92, 112],
    [98, 122],
  ],
  [
    [107, 87],
    [110, 110],
    [106, 121],
  ],
  [
    [117, 83],
    [124, 102],
    [116, 114],
  ],
)
const fist = hand(
  [
    [88, 54],
    [78, 68],
    [92, 78],
  ],
  [
    [85, 86],
    [82, 98],
    [90, 88],
  ],
  [
    [96, 88],
    [95, 101],
    [99, 88],
  ],
  [
    [107, 87],
    [109, 100],
    [108, 87],
  ],
  [
    [117, 83],
    [121, 95],
    [116, 84],
  ],
)
const together = hand(
  [
    [88, 54],
    [80, 78],
    [92, 104],
  ],
  [
    [85, 86],
    [86, 106],
    [95, 120],
  ],
  [
    [96, 88],
    [96, 108],
    [100, 124],
  ],
  [
    [107, 87],
    [107, 106],
    [104, 121],
  ],
  [
    [117, 83],
    [116, 100],
    [108, 114],
  ],
)
const spread = hand(
  [
    [88, 54],
    [68, 64],
    [50, 76],
  ],
  [
    [85, 86],
    [76, 104],
    [68, 122],
  ],
  [
    [96, 88],
    [94, 110],
    [92, 132],
  ],
  [
    [107, 87],
    [113, 108],
    [118, 127],
  ],
  [
    [117, 83],
    [129, 96],
    [140, 108],
  ],
)

/**
 * Two hands from near that hold what lies between them.
 * @param tilt how far they are turned against each other
 */
const twoHands = (tilt: number): ClosePose => ({
  view: 'close',
  lines: [
    [
      [40, 30],
      [70, 84],
    ],
    [
      [160, 30],
      [130, 84],
    ],
    [
      [70 - tilt, 104],
      [70 + tilt, 76],
    ],
    [
      [130 - tilt, 76],
      [130 + tilt, 104],
    ],
    [
      [79 - tilt, 104],
      [79 + tilt, 76],
    ],
    [
      [121 - tilt, 76],
      [121 + tilt, 104],
    ],
  ],
})

/** A forearm on the table from near, with the stick that it turns. */
const turned = (tip: Point, end: Point): ClosePose => ({
  view: 'close',
  lines: [
    [
      [20, 44],
      [96, 52],
    ],
    [
      [92, 52],
      [106, 54],
    ],
    [tip, [102, 54], end],
  ],
})

const ball = band(
  ...Array.from({ length: 13 }, (_, at): Point => {
    const turn = (at * Math.PI) / 6
    return [100 + 17 * Math.cos(turn), 97 + 17 * Math.sin(turn)]
  }),
)

/** Strength of the hand and of turning the forearm. */
export const hands: Readonly<Record<string, Drawing>> = {
  'ball-squeeze': { poses: [round, fist], props: [ball] },
  'finger-spread-band': {
    poses: [together, spread],
    props: [band([84, 104], [100, 112], [116, 104], [100, 98], [84, 104])],
  },
  'towel-wring': {
    poses: [twoHands(0), twoHands(9)],
    props: [thick([44, 86], [156, 86]), thick([46, 94], [154, 94]), thick([44, 90], [156, 90])],
  },
  'forearm-rotation': {
    poses: [turned([102, 30], [102, 116]), turned([122, 44], [46, 84])],
    props: [thick([8, 34], [120, 34])],
  },
}
