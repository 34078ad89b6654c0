import type { Drawing } from '../drawings.ts'
import { facing, front, side, thick, thin } from './draw.ts'

const lowStep = thick([20, 22], [88, 22], [88, 0])

/** Loading of bone, from firm steps to jumps. */
export const impact: Readonly<Record<string, Drawing>> = {
  'stamp-off-step': {
    poses: [
      side([70, 96], 88, [70, 27], [76, 92], { farAnkle: [72, 27] }),
      side([92, 74], 86, [112, 5], [104, 76], { farAnkle: [70, 34], farFoot: -30, farHand: [80, 80] }),
    ],
    props: [lowStep],
    landsAt: [116, 0],
  },
  'side-jumps': {
    poses: [
      front(
        [70, 64],
        [
          [62, 5],
          [78, 5],
        ],
        [
          [52, 72],
          [88, 72],
        ],
      ),
      front(
        [130, 80],
        [
          [122, 16],
          [138, 16],
        ],
        [
          [108, 86],
          [152, 86],
        ],
      ),
    ],
    props: [thin([100, 0], [100, 8])],
    landsAt: [130, 0],
  },
  'forward-jump': {
    poses: [
      side([60, 58], 58, [68, 5], [48, 70], { head: 70 }),
      side([104, 84], 78, [118, 22], [140, 112], { foot: 6 }),
      side([132, 60], 62, [142, 5], [164, 82], { head: 72 }),
    ],
    props: [],
    landsAt: [148, 0],
  },
  'jumping-jacks': {
    poses: [
      facing,
      front(
        [100, 74],
        [
          [66, 10],
          [134, 10],
        ],
        [
          [58, 153],
          [142, 153],
        ],
      ),
    ],
    props: [],
    landsAt: [100, 0],
  },
  'skipping-rope': {
    poses: [
      front(
        [100, 74],
        [
          [93, 5],
          [107, 5],
        ],
        [
          [68, 84],
          [132, 84],
        ],
      ),
      front(
        [100, 84],
        [
          [93, 15],
          [107, 15],
        ],
        [
          [68, 94],
          [132, 94],
        ],
      ),
    ],
    props: [
      {
        points: [
          { at: 'otherHand', by: [0, 0] },
          [52, 40],
          [74, 8],
          [100, 3],
          [126, 8],
          [148, 40],
          { at: 'hand', by: [0, 0] },
        ],
        look: 'band',
      },
    ],
  },
  'jump-off-step': {
    poses: [
      side([68, 88], 76, [72, 27], [62, 90]),
      side([104, 88], 80, [110, 24], [124, 104], { foot: -20 }),
      side([122, 60], 64, [130, 5], [152, 80], { head: 72 }),
    ],
    props: [lowStep],
    landsAt: [136, 0],
  },
}
