import { isCountedDown, type PlayerState, secondsLeft } from './player.ts'
import type { Phase, Step } from './timeline.ts'

/** A tone that must sound so many seconds from now. */
export interface Tone {
  readonly inSeconds: number
  readonly kind: Phase | 'count' | 'finished'
}

/**
 * Lays the tones of all steps ahead that have a set time, so that they can be handed to the sound system at once and
 * go on while the screen is locked. It ends at the first step that waits for the patient.
 */
export function tonesAhead(state: PlayerState, at: number, steps: readonly Step[]): Tone[] {
  if (state.status !== 'playing') return []
  const tones: Tone[] = []
  const left = secondsLeft(state, at, steps)
  if (left === null) return []
  const endsAt = state.stepStartedAt + (steps[state.step]?.seconds ?? 0) * 1000
  let inSeconds = Math.max(0, (endsAt - at) / 1000)

  for (let index = state.step; index < steps.length; index += 1) {
    const step = steps[index]
    if (step !== undefined && isCountedDown(step)) {
      for (const before of [3, 2, 1])
        if (inSeconds - before > 0) tones.push({ inSeconds: inSeconds - before, kind: 'count' })
    }
    const next = steps[index + 1]
    tones.push({ inSeconds, kind: next?.phase ?? 'finished' })
    if (next === undefined || next.seconds === null) return tones
    inSeconds += next.seconds
  }
  return tones
}

/** Pitches in hertz and their lengths in seconds, one after another: each phase is told apart with closed eyes. */
export const melodies: Readonly<Record<Tone['kind'], readonly (readonly [hertz: number, seconds: number])[]>> = {
  run: [
    [660, 0.15],
    [880, 0.3],
  ],
  effort: [
    [660, 0.15],
    [880, 0.3],
  ],
  walk: [[440, 0.6]],
  recover: [[440, 0.6]],
  rest: [[440, 0.6]],
  down: [[392, 0.2]],
  hold: [[494, 0.2]],
  up: [[587, 0.2]],
  move: [[523, 0.3]],
  breathe: [[523, 0.3]],
  balance: [[523, 0.3]],
  repetitions: [[523, 0.3]],
  impacts: [[523, 0.3]],
  release: [[392, 0.2]],
  prepare: [[523, 0.3]],
  get_ready: [[523, 0.1]],
  count: [[523, 0.08]],
  finished: [
    [523, 0.2],
    [659, 0.2],
    [784, 0.5],
  ],
}

/** Vibration in milliseconds, on and off in turn. */
export const vibrations: Readonly<Record<Tone['kind'], readonly number[]>> = {
  run: [200, 100, 200, 100, 200],
  effort: [200, 100, 200, 100, 200],
  walk: [800],
  recover: [800],
  rest: [800],
  down: [60],
  hold: [120],
  up: [60, 60, 60],
  move: [300],
  breathe: [300],
  balance: [300],
  repetitions: [300],
  impacts: [300],
  release: [60],
  prepare: [300],
  get_ready: [60],
  count: [40],
  finished: [400, 150, 400],
}
