import { Button } from '@dosis/ui/patient'
import { Check, CircleStop, Pause, Play } from 'lucide-react'
import { useOneTap } from '../frame/double-tap.ts'
import { useTexts } from '../frame/use-texts.ts'
import { mayEndSet, maySkip, type PlayerState } from './player.ts'
import type { Step } from './timeline.ts'

interface PlayerButtonsProps {
  readonly step: Step
  readonly status: PlayerState['status']
  readonly onAct: (kind: 'pause' | 'resume' | 'next' | 'end_set') => void
  readonly onStop: () => void
}

/** Go on or pause, and stop: always there, never in a menu. */
export function PlayerButtons({ step, status, onAct, onStop }: PlayerButtonsProps) {
  const { texts } = useTexts()
  const goesOnByTouch = maySkip(step)
  const oneTap = useOneTap(`${status} ${step.phase}`)
  return (
    <div className="p-player-buttons" onClickCapture={oneTap}>
      {status === 'playing' && goesOnByTouch && (
        <Button
          // A rest with a set time needs no touch: going on early is possible, not invited.
          kind={step.phase === 'rest' && step.seconds !== null ? 'secondary' : 'primary'}
          size="large"
          wide
          icon={step.phase === 'prepare' ? Play : Check}
          onClick={() => onAct('next')}
        >
          {nextWord()}
        </Button>
      )}
      {status === 'playing' && mayEndSet(step) && (
        <Button kind="quiet" size="large" wide onClick={() => onAct('end_set')}>
          {texts.setDone}
        </Button>
      )}
      <div>
        {status === 'paused' ? (
          <Button kind="primary" size="large" wide icon={Play} onClick={() => onAct('resume')}>
            {texts.resume}
          </Button>
        ) : (
          (step.seconds !== null || step.phase === 'balance') && (
            <Button
              kind={goesOnByTouch ? 'secondary' : 'primary'}
              size="large"
              wide
              icon={Pause}
              onClick={() => onAct('pause')}
            >
              {texts.pause}
            </Button>
          )
        )}
        <Button kind="secondary" size="large" wide icon={CircleStop} onClick={onStop}>
          {texts.stop}
        </Button>
      </div>
    </div>
  )

  function nextWord(): string {
    if (step.phase === 'prepare') return texts.start
    if (step.phase === 'rest') return step.seconds === null ? texts.resume : texts.skipRest
    if (step.phase === 'release') return texts.nextHold
    return texts.ready
  }
}
