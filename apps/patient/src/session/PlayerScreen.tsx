import type { SessionPart } from '@dosis/domain'
import { Button, PhaseGround, Ring } from '@dosis/ui/patient'
import { Check, CircleStop, Pause, Play } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { usePhone } from '../data/phone.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { ImpactCounter } from './ImpactCounter.tsx'
import { maySkip, type PlayerState, secondsLeft } from './player.ts'
import { createSound, say } from './sound.ts'
import { TempoLine } from './TempoLine.tsx'
import type { Phase, Step } from './timeline.ts'
import { tonesAhead, vibrations } from './tones.ts'
import { usePlayer } from './use-player.ts'
import { useWakeLock } from './use-wake-lock.ts'

export interface PlayerScreenProps {
  readonly steps: readonly Step[]
  readonly parts: readonly SessionPart[]
  readonly state: PlayerState
  /** After each event that the patient made, and after each new step: keep it. */
  readonly onChange: (state: PlayerState) => void
  /** The session is over: all steps done, or stopped by the patient. */
  readonly onEnd: (state: PlayerState) => void
  readonly onStopAsked: () => void
}

const groundOf: Partial<Record<Phase, 'run' | 'walk'>> = { run: 'run', effort: 'run', walk: 'walk', recover: 'walk' }

/** Full screen: the phase in its colour and word, the time that remains, what comes next, pause and stop in sight. */
export function PlayerScreen({ steps, parts, state: first, onChange, onEnd, onStopAsked }: PlayerScreenProps) {
  const { texts, read, language, formatNumber } = useTexts()
  const { knowledge } = usePhone()
  const sound = useRef(createSound())

  const { state, at, happen } = usePlayer(first, steps, (cue, after) => {
    if (cue.kind === 'phase') {
      const phase = steps[cue.step]?.phase
      if (phase !== undefined) {
        navigator.vibrate?.([...vibrations[phase]])
        // A tempo of a few seconds is led by the line and the tone; speaking each time would only lag behind.
        if (!isTempo(phase)) say(texts.spoken[phase], language)
      }
      onChange(after)
    }
    if (cue.kind === 'countdown') navigator.vibrate?.([...vibrations.count])
    if (cue.kind === 'finished') {
      navigator.vibrate?.([...vibrations.finished])
      say(texts.spokenFinished, language)
    }
    if (cue.kind === 'finished') onEnd(after)
  })
  useWakeLock(state.status === 'playing')

  // Tones are laid ahead again whenever the course of the session changes, not at every tick.
  const course = `${state.status} ${state.stepStartedAt} ${steps[state.step]?.seconds === null ? state.step : ''}`
  const here = useRef({ state, at })
  here.current = { state, at }
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- `course` stands for the parts of the state that matter
  useEffect(() => sound.current.schedule(tonesAhead(here.current.state, Date.now(), steps)), [course, steps])
  useEffect(() => {
    const own = sound.current
    return () => own.close()
  }, [])

  const act = (kind: 'start' | 'pause' | 'resume' | 'next') => {
    sound.current.open()
    onChange(happen(kind))
  }

  const step = steps[state.step]
  if (step === undefined) return null
  const left = secondsLeft(state, at, steps)
  const next = steps[state.step + 1]
  const part = parts[step.part]
  const exercise = step.exercise === null ? undefined : knowledge?.exercises[step.exercise]
  const word = texts.phase[step.phase]
  const isPaused = state.status === 'paused'
  const isReady = state.status === 'ready'

  return (
    <PhaseGround phase={isPaused || isReady ? 'calm' : (groundOf[step.phase] ?? 'calm')}>
      <main className="p-player" data-phase={step.phase}>
        <p className="p-player-where d-figures">{where()}</p>
        <h1 className="p-player-word" aria-live="assertive">
          {isPaused ? texts.pausedWord : word}
        </h1>

        <div className="p-player-middle">
          {isTempo(step.phase) && part?.kind === 'strength' ? (
            <TempoLine
              step={step}
              part={part}
              left={left ?? 0}
              at={at}
              startedAt={state.stepStartedAt}
              paused={isPaused || isReady}
            />
          ) : step.phase === 'impacts' && step.count !== null ? (
            <ImpactCounter
              key={state.step}
              goal={step.count}
              disabled={state.status !== 'playing'}
              onDone={() => act('next')}
            />
          ) : left === null ? (
            <p className="p-player-count d-figures">
              {step.count === null ? '' : texts.countOf(formatNumber(step.count))}
            </p>
          ) : (
            <Ring remaining={left} total={step.seconds ?? left} />
          )}
          {step.breathe !== null && (
            <p className="p-breathe">{step.breathe === 'out' ? texts.breatheOut : texts.breatheIn}</p>
          )}
          {left === null && step.phase !== 'impacts' && <p>{texts.takeYourTime}</p>}
        </div>

        <p className="p-player-next">
          {next === undefined ? texts.thenFinished : texts.then(texts.phase[next.phase])}
          {exercise !== undefined && step.phase !== 'run' && step.phase !== 'walk' && (
            <span>{read(exercise.names)}</span>
          )}
        </p>

        <div className="p-player-buttons">
          {isReady && (
            <Button kind="primary" size="large" wide icon={Play} onClick={() => act('start')}>
              {texts.start}
            </Button>
          )}
          {state.status === 'playing' && maySkip(step) && step.phase !== 'impacts' && (
            <Button kind="primary" size="large" wide icon={Check} onClick={() => act('next')}>
              {step.phase === 'rest' ? texts.skipRest : texts.ready}
            </Button>
          )}
          {state.status === 'playing' && !maySkip(step) && (
            <Button kind="primary" size="large" wide icon={Pause} onClick={() => act('pause')}>
              {texts.pause}
            </Button>
          )}
          {isPaused && (
            <Button kind="primary" size="large" wide icon={Play} onClick={() => act('resume')}>
              {texts.resume}
            </Button>
          )}
          <Button
            kind="secondary"
            size="large"
            wide
            icon={CircleStop}
            onClick={() => {
              onChange(happen('pause'))
              onStopAsked()
            }}
          >
            {texts.stop}
          </Button>
        </div>
      </main>
    </PhaseGround>
  )

  function where(): string {
    const words: string[] = []
    if (step?.set != null && step.sets !== null)
      words.push(texts.setOf(formatNumber(step.set), formatNumber(step.sets)))
    if (step?.repetition != null && step.repetitions !== null) {
      words.push(texts.repetitionOf(formatNumber(step.repetition), formatNumber(step.repetitions)))
    }
    return words.join(' · ')
  }
}

function isTempo(phase: Phase): boolean {
  return phase === 'down' || phase === 'up' || phase === 'hold'
}
