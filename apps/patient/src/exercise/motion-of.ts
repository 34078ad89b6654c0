/** What the two halves of a movement are called: up and down, push and back, pull and back. */
export type MotionName = 'lift' | 'push' | 'pull'

export interface Motion {
  readonly name: MotionName
  /** Whether it starts with the effort (standing up) or with the way down (a push-up against the wall). */
  readonly isEffortFirst: boolean
}

const liftFirst: Motion = { name: 'lift', isEffortFirst: true }
const downFirst: Motion = { name: 'lift', isEffortFirst: false }

const pushFirst: Motion = { name: 'push', isEffortFirst: true }
const pullFirst: Motion = { name: 'pull', isEffortFirst: true }
const towardFirst: Motion = { name: 'push', isEffortFirst: false }

const exercisesBy: readonly (readonly [Motion, readonly string[]])[] = [
  [
    liftFirst,
    [
      'back-extension-prone',
      'back-extension-sitting',
      'biceps-curl',
      'bird-dog',
      'bridge',
      'chair-press-up',
      'clam',
      'curl-up',
      'deadlift',
      'front-raise',
      'heel-raise',
      'heel-raise-one-leg',
      'heel-raise-sitting',
      'hip-abduction-standing',
      'hip-extension-prone',
      'hip-extension-standing',
      'hip-flexion-standing',
      'knee-extension-band',
      'knee-extension-machine',
      'knee-extension-sitting',
      'lateral-raise',
      'leg-curl-standing',
      'prone-arm-lift',
      'side-lying-leg-raise',
      'side-plank-knees',
      'side-step-up',
      'single-leg-bridge',
      'sit-to-stand',
      'sit-to-stand-raised',
      'step-up',
      'straight-leg-raise',
      'toe-raise',
      'wrist-extension',
      'wrist-flexion',
    ],
  ],
  [downFirst, ['hip-hinge']],
  [
    pushFirst,
    [
      'anti-rotation-press',
      'ball-squeeze',
      'chest-press',
      'finger-spread-band',
      'leg-press',
      'overhead-press',
      'thigh-tightening',
      'triceps-extension-band',
    ],
  ],
  [
    pullFirst,
    [
      'band-pull-apart',
      'external-rotation-band',
      'internal-rotation-band',
      'lat-pulldown',
      'leg-curl-machine',
      'one-arm-row',
      'row-with-band',
      'seated-row-machine',
      'trunk-rotation-band',
    ],
  ],
  [towardFirst, ['knee-push-up', 'wall-push-up', 'worktop-push-up']],
]

const motions: Readonly<Record<string, Motion>> = Object.fromEntries(
  exercisesBy.flatMap(([motion, exercises]) => exercises.map((exercise) => [exercise, motion])),
)

/** @returns how an exercise moves; one that is not known here goes down first, as most machines are described */
export function motionOf(exercise: string): Motion {
  return Object.hasOwn(motions, exercise) ? (motions[exercise] ?? downFirst) : downFirst
}

export function isEffortFirst(exercise: string): boolean {
  return motionOf(exercise).isEffortFirst
}
