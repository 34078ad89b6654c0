import type { ReactNode } from 'react'
import { formatClock } from './format.ts'
import { useMessages } from './language.tsx'

export interface RingProps {
  /** Seconds that remain, and of how many. */
  remaining: number
  total: number
  /** The phase, above the figures. */
  label?: ReactNode
  /** A line under the figures: repetition 3 of 8. */
  children?: ReactNode
  /** Instead of the time: a counter of repetitions. */
  figure?: ReactNode
}

const radius = 94
const round = 2 * Math.PI * radius

/**
 * What remains of an interval: a ring that empties and large figures. It draws what it is given; the clock is the
 * player's. Screen readers find the time here, and are not spoken to every second.
 */
export function Ring({ remaining, total, label, children, figure }: RingProps) {
  const words = useMessages()
  const left = Math.max(0, Math.min(remaining, total))
  const seconds = Math.ceil(left)
  return (
    <div className="d-ring" role="timer" aria-live="off">
      <svg viewBox="0 0 200 200" aria-hidden focusable="false">
        <circle className="d-ring-track" cx="100" cy="100" r={radius} />
        <circle
          className="d-ring-left"
          cx="100"
          cy="100"
          r={radius}
          strokeDasharray={round}
          strokeDashoffset={total > 0 ? round * (1 - left / total) : round}
        />
      </svg>
      <div className="d-ring-words">
        {label && <span className="d-ring-label">{label}</span>}
        <span
          className="d-ring-figure d-figures"
          aria-hidden
          data-long={figure === undefined && seconds >= 600 ? '' : undefined}
        >
          {figure ?? (total < 100 ? seconds : formatClock(seconds))}
        </span>
        <span className="d-hidden">{figure === undefined ? words.secondsLeft(seconds) : figure}</span>
        {children && <span className="d-ring-note">{children}</span>}
      </div>
    </div>
  )
}
