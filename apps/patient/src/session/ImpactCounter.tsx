import { Button } from '@dosis/ui/patient'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from '../frame/use-texts.ts'

/** A counter as large as the screen allows: touch it at every impact, or touch done when counted aloud. */
export function ImpactCounter({ goal, disabled, onDone }: { goal: number; disabled: boolean; onDone: () => void }) {
  const { texts, formatNumber } = useTexts()
  const [count, setCount] = useState(0)
  return (
    <div className="p-impact">
      <button
        type="button"
        className="p-impact-counter"
        disabled={disabled}
        aria-label={texts.repetitionOf(formatNumber(count), formatNumber(goal))}
        onClick={() => {
          navigator.vibrate?.(30)
          if (count + 1 >= goal) onDone()
          else setCount(count + 1)
        }}
      >
        <span className="p-impact-figure d-figures">{formatNumber(count)}</span>
        <span className="d-figures">{texts.countOf(formatNumber(goal))}</span>
      </button>
      <Button kind="primary" size="large" wide icon={Check} disabled={disabled} onClick={onDone}>
        {texts.ready}
      </Button>
    </div>
  )
}
