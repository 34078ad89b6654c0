import { Minus, Plus } from 'lucide-react'
import { useTexts } from '../frame/use-texts.ts'

interface TimesReachedProps {
  readonly times: number
  readonly most: number
  readonly disabled: boolean
  readonly onChange: (times: number) => void
}

/** How many times it went in this set: two large buttons and the number between them. */
export function TimesReached({ times, most, disabled, onChange }: TimesReachedProps) {
  const { texts, formatNumber } = useTexts()
  return (
    <fieldset className="p-reached">
      <legend>{texts.timesReached}</legend>
      <button
        type="button"
        aria-label={texts.oneLess}
        disabled={disabled || times <= 0}
        onClick={() => onChange(times - 1)}
      >
        <Minus aria-hidden />
      </button>
      <output className="d-figures" aria-live="polite">
        {formatNumber(times)}
      </output>
      <button
        type="button"
        aria-label={texts.oneMore}
        disabled={disabled || times >= most}
        onClick={() => onChange(times + 1)}
      >
        <Plus aria-hidden />
      </button>
    </fieldset>
  )
}
