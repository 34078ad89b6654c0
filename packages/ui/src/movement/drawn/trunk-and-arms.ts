import type { Drawing } from '../drawings.ts'
import { band, chairFromFront, dumbbell, facing, front, mat, on, side, thick, thin, upright, worktop } from './draw.ts'

const lyingBent = side([92, 12], 180, [128, 9], [98, 8])
const onHandsAndKnees = side([86, 42], 12, [52, 8], [127, 4], { foot: 180, head: 14, farAnkle: [52, 8], farFoot: 180 })
const post = thick([178, 0], [178, 126])
const seated = front(
  [100, 42],
  [
    [90, 5],
    [110, 5],
  ],
  [
    [82, 40],
    [118, 40],
  ],
  {
    knees: [
      [88, 38],
      [112, 38],
    ],
  },
)
const raised = [dumbbell(), dumbbell('otherHand')]
/** A table before somebody who sits, and the seat. */
const atTable = [
  thick([96, 62], [176, 62]),
  thin([168, 62], [168, 0]),
  thick([48, 32], [80, 32]),
  thin([50, 32], [48, 0]),
  thin([78, 32], [80, 0]),
]
const writing = { foot: 0 } as const

/** Strength of the trunk, shoulders, arms and hands. */
export const trunkAndArms: Readonly<Record<string, Drawing>> = {
  'bird-dog': {
    poses: [
      { ...onHandsAndKnees, farHand: [127, 4] },
      { ...onHandsAndKnees, ankle: [20, 50], foot: 186, farHand: [174, 58] },
    ],
    props: [mat],
  },
  'dead-bug': {
    poses: [
      side([96, 12], 180, [130, 46], [56, 62], { foot: 80, farAnkle: [132, 46], farFoot: 80, farHand: [54, 62] }),
      side([96, 12], 180, [164, 20], [56, 62], { foot: 60, farAnkle: [132, 46], farFoot: 80, farHand: [8, 24] }),
    ],
    props: [mat],
  },
  'abdominal-brace': {
    poses: [side([92, 12], 180, [128, 9], [84, 23])],
    props: [mat],
  },
  'heel-slide-trunk': {
    poses: [
      { ...lyingBent, farAnkle: [128, 9] },
      { ...lyingBent, ankle: [158, 9], foot: 40, farAnkle: [128, 9] },
    ],
    props: [mat],
  },
  'side-plank-knees': {
    poses: [
      side([98, 10], 168, [136, 8], [44, 4], { knee: [131, 9], elbow: [56, 3], head: 160 }),
      side([98, 22], 170, [136, 8], [44, 4], { knee: [129, 8], elbow: [56, 5], head: 164 }),
    ],
    props: [mat],
  },
  'plank-worktop': {
    poses: [side([86, 64], 56, [38, 14], [136, 90], { foot: -50, head: 58 })],
    props: worktop,
  },
  'curl-up': {
    poses: [side([96, 12], 180, [132, 9], [104, 18]), side([96, 12], 160, [132, 9], [104, 30], { head: 140 })],
    props: [mat],
  },
  'anti-rotation-press': {
    poses: [
      {
        ...facing,
        hands: [
          [97, 96],
          [103, 96],
        ],
        elbows: [
          [74, 92],
          [126, 92],
        ],
      },
      {
        ...facing,
        hands: [
          [97, 93],
          [103, 93],
        ],
        elbows: [
          [84, 104],
          [116, 104],
        ],
      },
    ],
    props: [post, band(on('hand'), [178, 92])],
  },
  'trunk-rotation-band': {
    poses: [
      {
        ...facing,
        hands: [
          [134, 96],
          [140, 92],
        ],
        turn: 0.8,
      },
      {
        ...facing,
        hands: [
          [60, 92],
          [66, 96],
        ],
        turn: 0.8,
      },
    ],
    props: [post, band(on('hand'), [178, 92])],
  },
  'prone-arm-lift': {
    poses: [
      side([98, 14], 0, [28.2, 10], [186, 8], { head: -4, foot: 180 }),
      side([98, 14], 3, [28.2, 10], [185, 36], { head: -2, foot: 180 }),
    ],
    props: [mat],
    elbow: 'up',
  },
  'lat-pulldown': {
    poses: [
      {
        ...seated,
        hands: [
          [70, 128],
          [130, 128],
        ],
      },
      {
        ...seated,
        hands: [
          [70, 96],
          [130, 96],
        ],
        elbows: [
          [70, 72],
          [130, 72],
        ],
      },
    ],
    props: [...chairFromFront, thick(on('otherHand', -8), on('hand', 8)), thin([100, 166], on('hand', -30))],
  },
  'seated-row-machine': {
    poses: [side([70, 42], 90, [104, 5], [118, 80]), side([70, 42], 92, [104, 5], [84, 72])],
    props: [
      thick([52, 34], [88, 34]),
      thin([70, 34], [70, 0]),
      thick([86, 62], [86, 96]),
      thin([86, 62], [92, 0]),
      thick(on('hand', 0, -8), on('hand', 0, 8)),
      thin(on('hand'), [174, 80]),
      post,
    ],
  },
  'overhead-press': {
    poses: [
      {
        ...seated,
        hands: [
          [76, 92],
          [124, 92],
        ],
        elbows: [
          [74, 68],
          [126, 68],
        ],
      },
      {
        ...seated,
        hands: [
          [84, 132],
          [116, 132],
        ],
      },
    ],
    props: [...chairFromFront, ...raised],
  },
  'lateral-raise': {
    poses: [
      facing,
      {
        ...facing,
        hands: [
          [38, 116],
          [162, 116],
        ],
      },
    ],
    props: raised,
  },
  'front-raise': {
    poses: [
      { ...upright, hand: [98, 68], farHand: [88, 68] },
      { ...upright, hand: [138, 114], farHand: [88, 68] },
    ],
    props: raised,
  },
  'external-rotation-band': {
    poses: [
      {
        ...facing,
        hands: [
          [94, 92],
          [106, 92],
        ],
        elbows: [
          [82, 92],
          [118, 92],
        ],
      },
      {
        ...facing,
        hands: [
          [62, 94],
          [138, 94],
        ],
        elbows: [
          [83, 91],
          [117, 91],
        ],
      },
    ],
    props: [band(on('otherHand'), on('hand'))],
  },
  'internal-rotation-band': {
    poses: [
      {
        ...facing,
        hands: [
          [82, 68],
          [140, 94],
        ],
        elbows: [
          [78, 92],
          [118, 91],
        ],
      },
      {
        ...facing,
        hands: [
          [82, 68],
          [100, 92],
        ],
        elbows: [
          [78, 92],
          [119, 92],
        ],
      },
    ],
    props: [post, band(on('hand'), [178, 94])],
  },
  'biceps-curl': {
    poses: [
      { ...upright, hand: [98, 68] },
      { ...upright, hand: [108, 108] },
    ],
    props: [dumbbell()],
  },
  'triceps-extension-band': {
    poses: [
      { ...upright, hand: [114, 100] },
      { ...upright, hand: [100, 68] },
    ],
    props: [band(on('hand'), [150, 160]), thin([140, 160], [166, 160])],
  },
  'worktop-push-up': {
    poses: [
      side([78, 66], 62, [36, 11], [122, 90], { foot: -34 }),
      side([86, 58], 44, [36, 11], [122, 90], { foot: -34, head: 48 }),
    ],
    props: worktop,
  },
  'knee-push-up': {
    poses: [
      side([84, 34], 24, [28, 18], [126, 4], { foot: 130, head: 26 }),
      side([84, 24], 8, [28, 18], [126, 4], { foot: 130, head: 8 }),
    ],
    props: [mat],
    elbow: 'up',
  },
  'one-arm-row': {
    poses: [
      side([74, 70], 22, [80, 5], [114, 38], { head: 26, farHand: [132, 50], farAnkle: [62, 5] }),
      side([74, 70], 22, [80, 5], [100, 70], { head: 26, farHand: [132, 50], farAnkle: [62, 5] }),
    ],
    props: [dumbbell(), thick([122, 46], [160, 46]), thin([126, 46], [124, 0]), thin([156, 46], [158, 0])],
    elbow: 'up',
  },
  'band-pull-apart': {
    poses: [
      {
        ...facing,
        hands: [
          [92, 108],
          [108, 108],
        ],
        elbows: [
          [86, 100],
          [114, 100],
        ],
      },
      {
        ...facing,
        hands: [
          [39, 114],
          [161, 114],
        ],
      },
    ],
    props: [band(on('otherHand'), on('hand'))],
  },
  'wrist-extension': {
    poses: [
      side([66, 40], 88, [96, 5], [112, 68], { ...writing, palm: -64 }),
      side([66, 40], 88, [96, 5], [112, 68], { ...writing, palm: 40 }),
    ],
    props: [thick([78, 62], [112, 62]), thin([84, 62], [84, 0]), ...atTable.slice(2), dumbbell()],
  },
  'wrist-flexion': {
    poses: [
      side([66, 40], 88, [96, 5], [112, 68], { ...writing, palm: -40 }),
      side([66, 40], 88, [96, 5], [112, 68], { ...writing, palm: 66 }),
    ],
    props: [thick([78, 62], [112, 62]), thin([84, 62], [84, 0]), ...atTable.slice(2), dumbbell()],
  },
}
