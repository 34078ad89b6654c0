import { useCallback, useEffect, useRef, useState } from 'react'

/** Whole hundredths that have passed, cut off and not rounded, as a stopwatch shows them. */
export function secondsOf(milliseconds: number): number {
  return Math.floor(milliseconds / 10) / 100
}

export interface Stopwatch {
  readonly seconds: number
  readonly isRunning: boolean
  readonly toggle: () => void
  readonly reset: () => void
}

interface Running {
  /** Where the clock of the page stood at the start; null = it stands still. */
  readonly since: number | null
  readonly before: number
}

/**
 * Counts seconds while it runs; stopped and started again it goes on. At `stopsAt` it stops by itself.
 * @param onStop called with the seconds on every stop, and on a reset with `undefined`
 */
export function useStopwatch(stopsAt: number, onStop: (seconds: number | undefined) => void): Stopwatch {
  const [{ since, before }, setRunning] = useState<Running>({ since: null, before: 0 })
  const [now, setNow] = useState(0)
  const passed = before + (since === null ? 0 : Math.max(0, now - since))
  const seconds = Math.min(secondsOf(passed), stopsAt)

  const told = useRef(onStop)
  told.current = onStop
  const stopAfter = useCallback(
    (milliseconds: number) => {
      setRunning({ since: null, before: milliseconds })
      told.current(Math.min(secondsOf(milliseconds), stopsAt))
    },
    [stopsAt],
  )

  useEffect(() => {
    if (since === null) return
    const tick = () => {
      const at = performance.now()
      if (before + at - since >= stopsAt * 1000) return stopAfter(stopsAt * 1000)
      setNow(at)
      frame = requestAnimationFrame(tick)
    }
    let frame = requestAnimationFrame(tick)
    return () => cancelAnimationFrame(frame)
  }, [since, before, stopsAt, stopAfter])

  return {
    seconds,
    isRunning: since !== null,
    toggle: () => {
      const at = performance.now()
      if (since !== null) return stopAfter(before + at - since)
      setNow(at)
      setRunning({ since: at, before: before >= stopsAt * 1000 ? 0 : before })
    },
    reset: () => {
      setRunning({ since: null, before: 0 })
      onStop(undefined)
    },
  }
}
