import type { Step } from './timeline.ts'

/** One move of a repetition on the line: from height 0 (start) to 1 (end of the effort), as wide as it lasts. */
export interface TempoPiece {
  readonly phase: 'down' | 'hold' | 'up'
  readonly seconds: number
  readonly from: number
  readonly to: number
}

interface Tempo {
  readonly secondsDown: number | null
  readonly secondsUp: number | null
  readonly holdSeconds: number | null
}

/** The moves of one repetition in the order of the exercise; heights follow the effort: up is 1, down is 0. */
export function tempoPieces(
  { secondsDown, secondsUp, holdSeconds }: Tempo,
  isEffortFirst: boolean,
): readonly TempoPiece[] {
  const up = piece('up', secondsUp, 0, 1)
  const down = piece('down', secondsDown, 1, 0)
  const isMoving = up.length + down.length > 0
  const turn = isEffortFirst ? 1 : 0
  const height = isMoving ? turn : 1
  const hold = piece('hold', holdSeconds, height, height)
  return isEffortFirst ? [...up, ...hold, ...down] : [...down, ...hold, ...up]
}

function piece(phase: TempoPiece['phase'], seconds: number | null, from: number, to: number): TempoPiece[] {
  return seconds === null || seconds === 0 ? [] : [{ phase, seconds, from, to }]
}

/**
 * Where the patient should be now.
 * @param elapsed seconds of the step that have passed
 * @returns place along the line (0–1) and height (0–1); the start when the step is none of the pieces
 */
export function placeOnTempo(
  pieces: readonly TempoPiece[],
  step: Pick<Step, 'phase'>,
  elapsed: number,
): { readonly along: number; readonly height: number } {
  const total = pieces.reduce((sum, { seconds }) => sum + seconds, 0)
  let before = 0
  for (const { phase, seconds, from, to } of pieces) {
    if (phase === step.phase) {
      const share = Math.min(1, Math.max(0, elapsed / seconds))
      return { along: (before + seconds * share) / total, height: from + (to - from) * share }
    }
    before += seconds
  }
  return { along: 0, height: pieces[0]?.from ?? 0 }
}
