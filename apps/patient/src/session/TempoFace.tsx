import type { SessionPart } from '@dosis/domain'
import { useEffect, useState } from 'react'
import { drawingOf, MovementFigure } from '@dosis/ui/movement'
import { isEffortFirst } from '../exercise/motion-of.ts'
import { useTexts } from '../frame/use-texts.ts'
import type { PlayerState } from './player.ts'
import { placeOnTempo, type TempoPiece, tempoPieces } from './tempo-line.ts'
import type { Step } from './timeline.ts'

interface TempoFaceProps {
  readonly step: Step
  readonly part: Extract<SessionPart, { kind: 'strength' }>
  readonly state: PlayerState
  readonly at: number
  readonly left: number
}

/** The movement as it goes, the tempo as a line with a moving ball, the seconds, and when to breathe. */
export function TempoFace({ step, part, state, at, left }: TempoFaceProps) {
  const { texts } = useTexts()
  const isFirst = isEffortFirst(part.exercise)
  const pieces = tempoPieces(part, isFirst)
  const now = useFrameClock(state.status === 'playing', at)
  const elapsed = ((state.pausedAt ?? now) - state.stepStartedAt) / 1000
  const { along, height } = placeOnTempo(pieces, step, elapsed)
  const drawing = drawingOf(part.exercise)
  return (
    <>
      {drawing !== undefined && <MovementFigure drawing={drawing} share={isFirst ? height : 1 - height} />}
      <div className="p-tempo" role="timer" aria-live="off">
        <TempoLine pieces={pieces} along={along} height={height} />
        <span className="p-tempo-figure d-figures">{left}</span>
      </div>
      <p className="p-breathe">
        {step.breathe === null
          ? step.phase === 'hold' && part.breathingCue && texts.keepBreathing
          : step.breathe === 'out'
            ? texts.breatheOut
            : texts.breatheIn}
      </p>
    </>
  )
}

const width = 240
const tall = 84
const margin = 14

function TempoLine({ pieces, along, height }: { pieces: readonly TempoPiece[]; along: number; height: number }) {
  const total = pieces.reduce((sum, { seconds }) => sum + seconds, 0)
  const x = (share: number) => margin + share * (width - 2 * margin)
  const y = (level: number) => tall - margin - level * (tall - 2 * margin)
  let passed = 0
  const corners = pieces.map(({ seconds, to }) => {
    passed += seconds
    return `L${x(passed / total)} ${y(to)}`
  })
  return (
    <svg viewBox={`0 0 ${width} ${tall}`} aria-hidden focusable="false">
      <path className="p-tempo-line" d={`M${x(0)} ${y(pieces[0]?.from ?? 0)}${corners.join('')}`} />
      <circle className="p-tempo-ball" cx={x(along)} cy={y(height)} r={11} />
    </svg>
  )
}

/** Milliseconds now, at every frame while something moves; who wants less motion gets it once a second. */
function useFrameClock(isMoving: boolean, at: number): number {
  const [now, setNow] = useState(at)
  useEffect(() => {
    if (!isMoving || matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined
    let frame = 0
    const next = () => {
      setNow(Date.now())
      frame = requestAnimationFrame(next)
    }
    frame = requestAnimationFrame(next)
    return () => cancelAnimationFrame(frame)
  }, [isMoving])
  return Math.max(now, at)
}
