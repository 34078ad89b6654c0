import type { SessionPart } from '@dosis/domain'
import { formatClock } from '@dosis/ui/patient'
import { useTexts } from '../frame/use-texts.ts'

interface BalanceFaceProps {
  readonly part: Extract<SessionPart, { kind: 'continuous' }>
  readonly elapsedSeconds: number
}

/** Balance knows no countdown: what was meant, what was done so far, and something to hold on to. */
export function BalanceFace({ part, elapsedSeconds }: BalanceFaceProps) {
  const { texts, formatNumber } = useTexts()
  return (
    <>
      <p className="p-player-count d-figures" role="timer" aria-live="off">
        {texts.soFar(formatClock(Math.floor(Math.max(0, elapsedSeconds))))}
      </p>
      <p>{texts.balanceGoal(texts.minutes(formatNumber(part.minutes), part.minutes === 1))}</p>
      <p>{texts.balanceHow}</p>
    </>
  )
}
