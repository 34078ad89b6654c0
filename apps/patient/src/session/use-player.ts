import { useCallback, useEffect, useRef, useState } from 'react'
import { type Cue, cuesBetween, type PlayerEvent, type PlayerState, play, shiftClock } from './player.ts'
import type { Step } from './timeline.ts'

const tickMilliseconds = 200
/** A tick that comes so much later than the last one: the phone slept, or the window did. */
const asleepMilliseconds = 4000

type PlainEvent = Exclude<PlayerEvent['kind'], 'reached'>

interface PlayerHears {
  /** Each cue once. */
  readonly onCue: (cue: Cue, state: PlayerState) => void
  /** After each tick: the player is alive. */
  readonly onAlive: (state: PlayerState, at: number) => void
  /** The phone slept and no tones were heard: the session has been paused where it fell asleep. */
  readonly onSlept: (state: PlayerState) => void
  /** Seconds that the sound system has run; null when it does not run. */
  readonly soundSeconds: () => number | null
}

/**
 * Runs the player on the clock of the phone. A phone that slept while the tones went on has led the patient all the
 * while; one that slept in silence has not, and the session waits where it fell asleep.
 */
export function usePlayer(first: PlayerState, steps: readonly Step[], hears: PlayerHears) {
  const [now, setNow] = useState(() => ({ state: first, at: Date.now() }))
  const last = useRef({ ...now, sound: null as number | null })
  const hear = useRef(hears)
  hear.current = hears

  const happen = useCallback(
    (what: PlainEvent | { readonly kind: 'reached'; readonly times: number }) => {
      const event = typeof what === 'string' ? { kind: what } : what
      const at = Date.now()
      const sound = hear.current.soundSeconds()
      const before = last.current
      const back = Math.min(0, at - before.at)
      const from = back < 0 ? { ...before, state: shiftClock(before.state, back), at } : before
      const gap = at - from.at
      const heard = sound === null || from.sound === null ? 0 : (sound - from.sound) * 1000
      const hasSlept = from.state.status === 'playing' && gap > asleepMilliseconds && heard < gap - asleepMilliseconds

      const found = hasSlept ? play(from.state, { kind: 'pause', at: from.at }, steps) : from.state
      const state = hasSlept && event.kind !== 'stop' ? found : play(found, { ...event, at }, steps)
      const after = { state, at }
      last.current = { ...after, sound }
      setNow(after)
      for (const cue of cuesBetween(from, after, steps)) hear.current.onCue(cue, state)
      if (hasSlept) hear.current.onSlept(state)
      else hear.current.onAlive(state, at)
      return state
    },
    [steps],
  )

  const isPlaying = now.state.status === 'playing'
  useEffect(() => {
    if (!isPlaying) return undefined
    const timer = setInterval(() => happen('tick'), tickMilliseconds)
    return () => clearInterval(timer)
  }, [isPlaying, happen])

  return { ...now, happen }
}
