import type { SessionPart } from '@dosis/domain'
import { Ring } from '@dosis/ui/patient'
import { ExerciseSteps } from '../exercise/ExerciseSteps.tsx'
import { exerciseOf } from '../exercise/exercise-of.ts'
import { MovementDrawing } from '../exercise/MovementDrawing.tsx'
import { drawingOf, MovementFigure } from '@dosis/ui/movement'
import { useTexts } from '../frame/use-texts.ts'
import { Guidance } from '../reasons/Guidance.tsx'
import type { Guided } from '../reasons/guided.ts'
import { BalanceFace } from './BalanceFace.tsx'
import { ImpactCounter } from './ImpactCounter.tsx'
import type { PlayerState } from './player.ts'
import { TempoFace } from './TempoFace.tsx'
import { TimesReached } from './TimesReached.tsx'
import { isTempo, type Step } from './timeline.ts'
import { WhileMoving } from './WhileMoving.tsx'

interface PlayerMiddleProps {
  readonly step: Step
  readonly part: SessionPart
  readonly guided: readonly Guided[]
  readonly state: PlayerState
  readonly at: number
  readonly left: number | null
  readonly onCount: () => void
  readonly onReached: (times: number) => void
}

/** The one thing to look at: time that remains, the movement and its tempo, the counter, or how the exercise goes. */
export function PlayerMiddle({ step, part, guided, state, at, left, onCount, onReached }: PlayerMiddleProps) {
  const { texts, formatNumber } = useTexts()
  if (step.phase === 'prepare') {
    return (
      <>
        <ExerciseSteps part={part} />
        <Guidance guided={guided} level={3} />
      </>
    )
  }
  if (isTempo(step.phase) && part.kind === 'strength') {
    return <TempoFace step={step} part={part} state={state} at={at} left={left ?? 0} />
  }
  if (step.phase === 'impacts' && step.count !== null) {
    return (
      <>
        <ImpactCounter
          goal={step.count}
          counted={state.counted}
          disabled={state.status !== 'playing'}
          onCount={onCount}
        />
        <p>{texts.countHow}</p>
      </>
    )
  }
  if (left !== null) {
    return (
      <>
        <Ring remaining={left} total={step.seconds ?? left} />
        <WhileMoving step={step} guided={guided} />
        {step.phase === 'breathe' && <p>{texts.breatheHow}</p>}
      </>
    )
  }
  if (step.phase === 'balance' && part.kind === 'continuous') {
    return <BalanceFace part={part} elapsedSeconds={((state.pausedAt ?? at) - state.stepStartedAt) / 1000} />
  }
  const drawing = drawingOf(exerciseOf(part))
  return (
    <>
      {drawing !== undefined && step.phase === 'release' && <MovementFigure drawing={drawing} share={0} />}
      {step.phase === 'repetitions' && <MovementDrawing exercise={exerciseOf(part)} name={texts.phase.repetitions} />}
      {step.count !== null && (
        <p className="p-player-count d-figures" data-range={step.upTo === undefined ? undefined : ''}>
          {texts.times(
            step.upTo === undefined
              ? formatNumber(step.count)
              : texts.upTo(formatNumber(step.count), formatNumber(step.upTo)),
          )}
        </p>
      )}
      {step.upTo === undefined && <p>{step.phase === 'release' ? texts.letGo : texts.takeYourTime}</p>}
      {step.phase === 'rest' && <WhileMoving step={step} guided={guided} />}
      {part.kind === 'strength' && part.breathingCue && step.phase === 'repetitions' && (
        <p className="p-breathe">{texts.breatheOutOnEffort}</p>
      )}
      {step.phase === 'repetitions' && step.count !== null && (
        <TimesReached
          times={state.reached?.[state.step] ?? step.count}
          most={step.upTo ?? step.count}
          disabled={state.status !== 'playing'}
          onChange={onReached}
        />
      )}
    </>
  )
}
