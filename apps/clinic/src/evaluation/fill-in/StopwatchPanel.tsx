import { Button } from '@dosis/ui'
import { useEffect, useId, useRef } from 'react'
import { useInstrumentWords } from './use-instrument-words.ts'
import { useStopwatch } from './use-stopwatch.ts'

interface StopwatchPanelProps {
  /** What is timed. */
  label: string
  /** Seconds at which it stops by itself: the longest that the field takes. */
  stopsAt: number
  /** The time at every stop; `undefined` when it is put back to zero. */
  onTime: (seconds: number | undefined) => void
  onClose: () => void
}

/** Whether a key pressed here means something else already: a letter in a field, a press of another button. */
function takesKeys(target: EventTarget | null, own: HTMLElement | null): boolean {
  if (!(target instanceof HTMLElement) || target === own) return false
  return target.closest('input, select, textarea, button, a, [contenteditable]') !== null
}

/** A stopwatch to hold in the hand: the figures large, one button that starts and stops, the space bar does the same. */
export function StopwatchPanel({ label, stopsAt, onTime, onClose }: StopwatchPanelProps) {
  const { words, formatNumber } = useInstrumentWords()
  const { seconds, isRunning, toggle, reset } = useStopwatch(stopsAt, onTime)
  const button = useRef<HTMLButtonElement | null>(null)
  const place = useRef<HTMLDivElement>(null)
  const titleId = useId()
  const press = useRef(toggle)
  press.current = toggle

  useEffect(() => {
    button.current = place.current?.querySelector<HTMLButtonElement>('[data-kind="primary"]') ?? null
    button.current?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'center' })
    // On the way down, as a hand expects of a stopwatch; a button by itself waits until the key comes up.
    const down = (event: KeyboardEvent) => {
      if (event.key !== ' ' || takesKeys(event.target, button.current)) return
      event.preventDefault()
      if (!event.repeat) press.current()
    }
    const up = (event: KeyboardEvent) => {
      if (event.key === ' ' && !takesKeys(event.target, button.current)) event.preventDefault()
    }
    window.addEventListener('keydown', down)
    window.addEventListener('keyup', up)
    return () => {
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', up)
    }
  }, [])

  const startWord = seconds > 0 && seconds < stopsAt ? words.goOn : words.start
  return (
    <div ref={place} className="c-stopwatch" role="group" aria-labelledby={titleId}>
      <p id={titleId} className="c-stopwatch-title">
        {words.stopwatchOf(label)}
      </p>
      <p className="c-stopwatch-time d-figures" role="timer" aria-live="off">
        {formatNumber(seconds, { decimals: 2, unit: 's' })}
      </p>
      <div className="c-stopwatch-buttons">
        <Button kind="primary" size="large" wide onClick={toggle}>
          {isRunning ? words.stop : startWord}
        </Button>
        <Button onClick={reset} disabled={isRunning || seconds === 0}>
          {words.reset}
        </Button>
        <Button onClick={onClose} disabled={isRunning}>
          {words.close}
        </Button>
      </div>
      <p className="d-caption">
        {words.spaceBar} {stopsAt <= 60 && words.stopsAt(formatNumber(stopsAt, { unit: 's' }))}
      </p>
    </div>
  )
}
