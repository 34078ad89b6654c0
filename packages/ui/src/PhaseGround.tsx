import type { ReactNode } from 'react'

export interface PhaseGroundProps {
  /** Colour of the whole ground; the word of the phase is always on it as well. */
  phase: 'run' | 'walk' | 'calm'
  children: ReactNode
}

/** The full screen of the player in the colour of the phase; buttons and rings on it take its ink. */
export function PhaseGround({ phase, children }: PhaseGroundProps) {
  return (
    <div className="d-phase" data-phase={phase}>
      {children}
    </div>
  )
}
