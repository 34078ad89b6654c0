import type { Drawing } from '../drawings.ts'
import {
  armchair,
  band,
  chair,
  chairToHold,
  dumbbell,
  facing,
  front,
  mat,
  on,
  side,
  thick,
  thin,
  upright,
  wallOnLeft,
  worktop,
} from './draw.ts'

const machineSeat = [
  thick([50, 40], [86, 40]),
  thick([54, 42], [44, 100]),
  thin([66, 40], [66, 0]),
  thin([40, 0], [92, 0]),
]
const lying = side([92, 12], 180, [162, 9], [98, 8], { foot: 80 })
const lyingBent = side([92, 12], 180, [128, 9], [98, 8])

/** Strength of hips, legs and feet. */
export const legs: Readonly<Record<string, Drawing>> = {
  'sit-to-stand-raised': {
    poses: [
      side([76, 54], 84, [104, 5], [94, 66]),
      side([84, 60], 58, [104, 5], [98, 68]),
      side([103, 74], 90, [104, 5], [108, 68]),
    ],
    props: [
      thick([58, 46], [94, 46]),
      thin([61, 46], [57, 94]),
      thin([62, 46], [59, 0]),
      thin([90, 46], [93, 0]),
      thick([59, 66], [96, 66]),
      thin([92, 66], [92, 46]),
    ],
  },
  'mini-squat': {
    poses: [side([90, 74], 90, [90, 5], [124, 90]), side([78, 62], 72, [90, 5], [124, 90])],
    props: worktop,
  },
  squat: {
    poses: [side([90, 74], 90, [90, 5], [134, 116]), side([66, 46], 56, [90, 5], [138, 84], { head: 72 })],
    props: [],
  },
  'goblet-squat': {
    poses: [side([90, 74], 90, [90, 5], [108, 106]), side([66, 46], 60, [90, 5], [106, 76], { head: 74 })],
    props: [thick(on('hand', 0, -9), on('hand', 0, 9)), thick(on('hand', -5, 9), on('hand', 5, 9))],
  },
  'split-squat': {
    poses: [
      side([88, 68], 90, [112, 5], [120, 88], { farAnkle: [62, 12], farFoot: -50 }),
      side([86, 44], 90, [112, 5], [120, 86], { farAnkle: [50, 14], farFoot: -50 }),
    ],
    props: chairToHold,
  },
  lunge: {
    poses: [
      { ...upright, hip: [70, 74], ankle: [72, 5], hand: [74, 70], farAnkle: [68, 5], farHand: [66, 70] },
      side([88, 46], 88, [116, 5], [92, 44], { farAnkle: [48, 14], farFoot: -50, farHand: [84, 44] }),
    ],
    props: [],
  },
  'side-lunge': {
    poses: [
      facing,
      front(
        [112, 50],
        [
          [54, 5],
          [134, 5],
        ],
        [
          [108, 82],
          [116, 82],
        ],
        {
          trunk: 84,
          elbows: [
            [88, 78],
            [138, 80],
          ],
        },
      ),
    ],
    props: [],
  },
  'side-step-up': {
    poses: [
      front(
        [98, 72],
        [
          [88, 5],
          [120, 25],
        ],
        [
          [78, 70],
          [122, 74],
        ],
      ),
      front(
        [116, 94],
        [
          [96, 30],
          [120, 25],
        ],
        [
          [96, 90],
          [138, 90],
        ],
      ),
    ],
    props: [thick([104, 0], [104, 20], [152, 20], [152, 0])],
  },
  'step-down': {
    poses: [
      side([74, 96], 90, [74, 27], [78, 90], { farAnkle: [76, 27] }),
      side([78, 80], 82, [74, 27], [92, 92], { farAnkle: [104, 12], farFoot: 22 }),
    ],
    props: [thick([24, 22], [92, 22], [92, 0])],
  },
  'knee-extension-sitting': {
    poses: [side([76, 40], 92, [106, 5], [98, 44]), side([76, 40], 92, [144, 40], [98, 44], { foot: 70 })],
    props: chair,
  },
  'knee-extension-band': {
    poses: [side([76, 40], 92, [102, 5], [96, 44]), side([76, 40], 92, [144, 38], [96, 44], { foot: 70 })],
    props: [...chair, band([60, 4], on('ankle'))],
  },
  'knee-extension-machine': {
    poses: [side([70, 48], 98, [104, 16], [72, 52]), side([70, 48], 98, [138, 50], [72, 52], { foot: 70 })],
    props: [...machineSeat, thick(on('ankle', 4, 6), on('ankle', 10, 10)), thin([96, 46], on('ankle', 4, 6))],
  },
  'leg-curl-machine': {
    poses: [
      side([70, 48], 98, [138, 48], [72, 52], { foot: 70 }),
      side([70, 48], 98, [94, 18], [72, 52], { foot: -20 }),
    ],
    props: [...machineSeat, thick(on('ankle', -2, -9), on('ankle', 4, -9)), thin([96, 46], on('ankle', 0, -9))],
  },
  'leg-curl-standing': {
    poses: [
      side([90, 74], 90, [90, 5], [121, 86], { farAnkle: [88, 5] }),
      side([90, 74], 86, [60, 50], [121, 86], { foot: -80, farAnkle: [90, 5] }),
    ],
    props: chairToHold,
  },
  'thigh-tightening': {
    poses: [
      side([82, 12], 180, [150, 11], [88, 8], { knee: [116, 22], foot: 80 }),
      side([82, 12], 180, [151, 11], [88, 8], { knee: [117, 16], foot: 96 }),
    ],
    props: [mat, thick([108, 7], [124, 7])],
  },
  'straight-leg-raise': {
    poses: [
      { ...lying, farAnkle: [128, 9] },
      { ...lying, ankle: [150, 48], foot: 110, farAnkle: [128, 9] },
    ],
    props: [mat],
  },
  bridge: {
    poses: [lyingBent, side([90, 36], 206, [124, 9], [98, 8], { head: 180 })],
    props: [mat],
  },
  'single-leg-bridge': {
    poses: [
      { ...lyingBent, farAnkle: [160, 36], farFoot: 80 },
      side([90, 36], 206, [124, 9], [98, 8], { head: 180, farAnkle: [154, 62], farFoot: 100 }),
    ],
    props: [mat],
  },
  clam: {
    poses: [
      side([92, 16], 176, [110, 14], [96, 22], { knee: [122, 20], farAnkle: [108, 9], farKnee: [122, 12] }),
      side([92, 16], 176, [110, 14], [96, 22], { knee: [116, 42], farAnkle: [108, 9], farKnee: [122, 12] }),
    ],
    props: [mat],
  },
  'side-lying-leg-raise': {
    poses: [
      side([92, 16], 178, [161, 18], [96, 22], { foot: 0, farAnkle: [160, 9] }),
      side([92, 16], 178, [152, 52], [96, 22], { foot: 30, farAnkle: [160, 9] }),
    ],
    props: [mat],
  },
  'hip-abduction-standing': {
    poses: [
      facing,
      front(
        [98, 74],
        [
          [92, 5],
          [142, 20],
        ],
        [
          [82, 76],
          [118, 76],
        ],
      ),
    ],
    props: [thick([76, 76], [124, 76]), thin([79, 76], [79, 0]), thin([121, 76], [121, 0])],
  },
  'hip-extension-standing': {
    poses: [
      side([92, 74], 90, [92, 5], [124, 90], { farAnkle: [92, 5] }),
      side([92, 74], 84, [58, 16], [124, 90], { foot: -50, farAnkle: [93, 5] }),
    ],
    props: worktop,
  },
  'hip-extension-prone': {
    poses: [
      side([98, 14], 0, [28.2, 10], [91, 17], { head: -4, foot: 180, farAnkle: [28.2, 8], farFoot: 180 }),
      side([98, 14], 0, [30, 32], [91, 17], { head: -4, foot: 168, farAnkle: [28.2, 8], farFoot: 180 }),
    ],
    props: [mat],
    elbow: 'up',
  },
  'hip-flexion-standing': {
    poses: [
      side([90, 74], 90, [90, 5], [121, 86], { farAnkle: [90, 5] }),
      side([90, 74], 90, [116, 42], [121, 86], { foot: -10, farAnkle: [90, 5] }),
    ],
    props: chairToHold,
  },
  'side-walk-band': {
    poses: [
      front(
        [92, 72],
        [
          [84, 5],
          [100, 5],
        ],
        [
          [72, 72],
          [112, 72],
        ],
      ),
      front(
        [104, 68],
        [
          [78, 5],
          [134, 5],
        ],
        [
          [84, 70],
          [124, 70],
        ],
      ),
    ],
    props: [band(on('hip', -13, -28), on('hip', 15, -28))],
  },
  'heel-raise-one-leg': {
    poses: [
      side([90, 74], 90, [90, 5], [121, 90], { farAnkle: [72, 30], farFoot: -60 }),
      side([94, 85], 90, [94, 16], [124, 90], { foot: -42, farAnkle: [76, 40], farFoot: -60 }),
    ],
    props: worktop,
  },
  'heel-raise-sitting': {
    poses: [side([76, 40], 92, [106, 5], [98, 46]), side([76, 40], 92, [110, 16], [98, 46], { foot: -44 })],
    props: chair,
  },
  'toe-raise': {
    poses: [side([72, 74], 90, [78, 5], [76, 68]), side([72, 74], 90, [78, 5], [76, 68], { foot: 32 })],
    props: [wallOnLeft],
  },
  deadlift: {
    poses: [side([66, 52], 34, [92, 5], [102, 28], { head: 44 }), side([90, 74], 90, [92, 5], [98, 66])],
    props: [thick(on('hand', -12, 0), on('hand', 12, 0)), thick(on('hand', 0, -12), on('hand', 0, 12))],
  },
  'carry-weights': {
    poses: [
      side([92, 74], 90, [108, 5], [98, 68], { farAnkle: [72, 9], farFoot: -24, farHand: [86, 68] }),
      side([92, 74], 90, [72, 9], [86, 68], { foot: -24, farAnkle: [108, 5], farHand: [98, 68] }),
    ],
    props: [dumbbell(), dumbbell('otherHand')],
  },
  'chair-press-up': {
    poses: [side([76, 40], 88, [108, 5], [86, 60]), side([80, 54], 86, [108, 5], [86, 60])],
    props: armchair,
  },
}
