import type { SessionPart } from '@dosis/domain'
import { PhaseGround } from '@dosis/ui/patient'
import { useEffect, useRef, useState } from 'react'
import type { Guided } from '../reasons/guided.ts'
import { useCueSettings } from '../settings/cue-settings.ts'
import { useArrival } from '../frame/Page.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { PlayerButtons } from './PlayerButtons.tsx'
import { PlayerMiddle } from './PlayerMiddle.tsx'
import { PlayerTop } from './PlayerTop.tsx'
import { type PlayerState, play, secondsLeft } from './player.ts'
import { spokenWords } from './phase-words.ts'
import { sessionSound } from './session-sound.ts'
import { say } from './sound.ts'
import { isTempo, type Phase, type Step } from './timeline.ts'
import { tonesAhead, vibrations } from './tones.ts'
import { useNextWords } from './use-next-words.ts'
import { usePlayer } from './use-player.ts'
import { useWakeLock } from './use-wake-lock.ts'

export interface PlayerScreenProps {
  readonly steps: readonly Step[]
  readonly parts: readonly SessionPart[]
  readonly guided: readonly Guided[]
  readonly state: PlayerState
  /** Keeps the state, with the last moment (the phone's own clock) at which the player was seen to run. */
  readonly onChange: (state: PlayerState, aliveAt: number) => void
  /** All steps are done. */
  readonly onEnd: (state: PlayerState) => void
  readonly onStopAsked: () => void
}

const groundOf: Partial<Record<Phase, 'run' | 'walk'>> = { run: 'run', effort: 'run', walk: 'walk', recover: 'walk' }

/** A player that dies is taken up again at most this long before the moment at which it died. */
const keepEveryMilliseconds = 2000

/** Full screen: the phase in its colour and word, the time that remains, what comes next, pause and stop in sight. */
export function PlayerScreen({ steps, parts, guided, state: first, onChange, onEnd, onStopAsked }: PlayerScreenProps) {
  const { texts, language } = useTexts()
  const cues = useCueSettings()
  const main = useRef<HTMLElement>(null)
  const keptAt = useRef(0)
  const [hasSlept, setSlept] = useState(false)
  useArrival(texts.session, () => main.current)

  const vibrate = (pattern: readonly number[]) => {
    if (cues.vibration) navigator.vibrate?.([...pattern])
  }
  const speak = (words: string) => {
    if (cues.voice) say(words, language)
  }

  const { state, at, happen } = usePlayer(first, steps, {
    soundSeconds: sessionSound.seconds,
    onCue: (cue, after) => {
      if (cue.kind === 'phase') {
        const step = steps[cue.step]
        if (step === undefined) return
        vibrate(vibrations[step.phase])
        // A tempo of a few seconds is led by the line and the tone; speaking each time would only lag behind.
        if (!isTempo(step.phase)) speak(spokenWords(step, parts[step.part], texts))
      }
      if (cue.kind === 'countdown') vibrate(vibrations.count)
      if (cue.kind === 'finished') {
        vibrate(vibrations.finished)
        speak(texts.spokenFinished)
        onEnd(after)
      }
    },
    onAlive: (after, now) => {
      if (after.status === 'playing' && now - keptAt.current >= keepEveryMilliseconds) {
        keptAt.current = now
        onChange(after, now)
      }
    },
    onSlept: (after) => {
      sessionSound.silence()
      setSlept(true)
      onChange(after, Date.now())
    },
  })
  useWakeLock(state.status === 'playing')

  const lay = (now: PlayerState) => {
    if (now.status !== 'playing') sessionSound.silence()
    else sessionSound.schedule(cues.sound ? tonesAhead(now, Date.now(), steps) : [])
  }
  const act = (kind: 'pause' | 'resume' | 'next' | 'count' | 'end_set') => {
    sessionSound.open()
    setSlept(false)
    const after = happen(kind)
    if (after.status === 'finished') return
    if (kind !== 'count' || after.step !== state.step) lay(after)
    onChange(after, Date.now())
  }

  const here = useRef({ state, steps, lay, onChange })
  here.current = { state, steps, lay, onChange }
  // Who leaves the player, by whatever way, finds it paused.
  useEffect(() => {
    here.current.lay(here.current.state)
    return () => {
      sessionSound.silence()
      const { state: left, steps: all, onChange: keep } = here.current
      const now = Date.now()
      if (left.status === 'playing') keep(play(left, { kind: 'pause', at: now }, all), now)
    }
  }, [])

  const step = steps[state.step]
  const nextWords = useNextWords(steps, state.step, parts)
  if (step === undefined) return null
  const isPaused = state.status === 'paused'
  const part = parts[step.part]
  return (
    <PhaseGround phase={isPaused ? 'calm' : (groundOf[step.phase] ?? 'calm')}>
      <main className="p-player" data-phase={step.phase} ref={main} tabIndex={-1}>
        <PlayerTop step={step} part={part} parts={parts.length} isPaused={isPaused} />
        <div className="p-player-middle">
          {part !== undefined && (
            <PlayerMiddle
              step={step}
              part={part}
              state={state}
              at={at}
              left={secondsLeft(state, at, steps)}
              guided={guided}
              onCount={() => act('count')}
              onReached={(times) => onChange(happen({ kind: 'reached', times }), Date.now())}
            />
          )}
        </div>
        <p className="p-player-next">{isPaused && hasSlept ? texts.slept : nextWords}</p>
        <PlayerButtons
          step={step}
          status={state.status}
          onAct={act}
          onStop={() => {
            const after = happen('pause')
            lay(after)
            onChange(after, Date.now())
            onStopAsked()
          }}
        />
      </main>
    </PhaseGround>
  )
}
