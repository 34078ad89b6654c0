/** What the two halves of a movement are called: up and down, push and back, pull and back. */
export type MotionName = 'lift' | 'push' | 'pull'

export interface Motion {
  readonly name: MotionName
  /** Whether it starts with the effort (standing up) or with the way down (a push-up against the wall). */
  readonly isEffortFirst: boolean
}

const liftFirst: Motion = { name: 'lift', isEffortFirst: true }
const downFirst: Motion = { name: 'lift', isEffortFirst: false }

const motions: Readonly<Record<string, Motion>> = {
  'back-extension-prone': liftFirst,
  'back-extension-sitting': liftFirst,
  'chest-press': { name: 'push', isEffortFirst: true },
  'heel-raise': liftFirst,
  'hip-hinge': downFirst,
  'leg-press': { name: 'push', isEffortFirst: true },
  'row-with-band': { name: 'pull', isEffortFirst: true },
  'sit-to-stand': liftFirst,
  'step-up': liftFirst,
  'wall-push-up': { name: 'push', isEffortFirst: false },
}

/** @returns how an exercise moves; one that is not known here goes down first, as most machines are described */
export function motionOf(exercise: string): Motion {
  return Object.hasOwn(motions, exercise) ? (motions[exercise] ?? downFirst) : downFirst
}

export function isEffortFirst(exercise: string): boolean {
  return motionOf(exercise).isEffortFirst
}
