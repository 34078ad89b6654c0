import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from './language.tsx'

export interface FilledCirclesProps {
  done: number
  planned: number
  /** Words instead of "2 of 3 sessions done"; always in sight. */
  children?: ReactNode
}

/** What was done this week: a circle for each session, filled when done. More than planned is shown as well. */
export function FilledCircles({ done, planned, children }: FilledCirclesProps) {
  const words = useMessages()
  const circles = Array.from({ length: Math.max(done, planned) }, (_, place) => place)
  return (
    <div className="d-circles">
      <span className="d-circles-row" aria-hidden>
        {circles.map((place) => (
          <span key={place} className="d-circle" data-done={place < done ? '' : undefined}>
            {place < done && <Check strokeWidth={2.5} />}
          </span>
        ))}
      </span>
      <span>{children ?? words.ofSessions(done, planned)}</span>
    </div>
  )
}
