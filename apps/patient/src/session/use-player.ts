import { useCallback, useEffect, useRef, useState } from 'react'
import { cuesBetween, type Cue, type PlayerEvent, type PlayerState, play } from './player.ts'
import type { Step } from './timeline.ts'

const tickMilliseconds = 200

/** Runs the player on the clock of the phone; `onCue` hears each cue once. */
export function usePlayer(first: PlayerState, steps: readonly Step[], onCue: (cue: Cue, state: PlayerState) => void) {
  const [now, setNow] = useState({ state: first, at: Date.now() })
  const last = useRef(now)
  const hear = useRef(onCue)
  hear.current = onCue

  const happen = useCallback(
    (kind: PlayerEvent['kind']) => {
      const at = Date.now()
      const before = last.current
      const after = { state: play(before.state, { kind, at }, steps), at }
      last.current = after
      setNow(after)
      for (const cue of cuesBetween(before, after, steps)) hear.current(cue, after.state)
      return after.state
    },
    [steps],
  )

  const isPlaying = now.state.status === 'playing'
  useEffect(() => {
    if (!isPlaying) return
    const timer = setInterval(() => happen('tick'), tickMilliseconds)
    return () => clearInterval(timer)
  }, [isPlaying, happen])

  return { ...now, happen }
}
