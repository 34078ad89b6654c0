import { useTexts } from '../frame/use-texts.ts'

interface ImpactCounterProps {
  readonly goal: number
  readonly counted: number
  readonly disabled: boolean
  readonly onCount: () => void
}

/** A counter as large as the screen allows: touch it at every impact, or press done when counted aloud. */
export function ImpactCounter({ goal, counted, disabled, onCount }: ImpactCounterProps) {
  const { texts, formatNumber } = useTexts()
  return (
    <button type="button" className="p-impact-counter" disabled={disabled} onClick={onCount}>
      <span className="d-hidden">{texts.countOne}: </span>
      <span className="p-impact-figure d-figures">{formatNumber(counted)}</span>{' '}
      <span className="d-figures">{texts.ofCount(formatNumber(goal))}</span>
    </button>
  )
}
