import type { SessionPart } from '@dosis/domain'
import type { Step } from './timeline.ts'

interface TempoLineProps {
  readonly step: Step
  readonly part: Extract<SessionPart, { kind: 'strength' }>
  readonly left: number
  readonly at: number
  readonly startedAt: number
  readonly paused: boolean
}

const width = 300
const height = 200
const top = 24
const bottom = 176

/** The tempo as a line with a moving ball: down, hold and up take as wide as they last; the ball is where you should be. */
export function TempoLine({ step, part, left, at, startedAt, paused }: TempoLineProps) {
  const pieces = [
    { phase: 'down', seconds: part.secondsDown ?? 0, from: top, to: bottom },
    {
      phase: 'hold',
      seconds: part.holdSeconds ?? 0,
      from: part.secondsDown === null ? top : bottom,
      to: part.secondsDown === null ? top : bottom,
    },
    { phase: 'up', seconds: part.secondsUp ?? 0, from: bottom, to: top },
  ].filter(({ seconds }) => seconds > 0)
  const total = pieces.reduce((sum, { seconds }) => sum + seconds, 0)
  const elapsed = paused
    ? (step.seconds ?? 0) - left
    : Math.min(step.seconds ?? 0, Math.max(0, (at - startedAt) / 1000))

  let x = 0
  let ball = { x: 0, y: top }
  const corners: string[] = []
  for (const piece of pieces) {
    const length = (piece.seconds / total) * width
    if (corners.length === 0) corners.push(`M${x} ${piece.from}`)
    corners.push(`L${x + length} ${piece.to}`)
    if (piece.phase === step.phase) {
      const share = elapsed / piece.seconds
      ball = { x: x + length * share, y: piece.from + (piece.to - piece.from) * share }
    }
    x += length
  }

  return (
    <div className="p-tempo" role="timer" aria-live="off">
      <svg viewBox={`-16 0 ${width + 32} ${height}`} aria-hidden focusable="false">
        <path className="p-tempo-line" d={corners.join('')} />
        <circle className="p-tempo-ball" cx={ball.x} cy={ball.y} r={14} />
      </svg>
      <span className="p-tempo-figure d-figures">{left}</span>
    </div>
  )
}
