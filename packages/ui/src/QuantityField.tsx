import { X } from 'lucide-react'
import { FieldFrame, type FieldProps } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { useLanguage, useMessages } from './language.tsx'
import type { QuantityBounds, QuantityProblem } from './parse-quantity.ts'
import { useQuantity } from './use-quantity.ts'

export interface QuantityFieldProps extends FieldProps, QuantityBounds {
  /** As the reader says it: "kg", "mmHg", "per minuut". */
  unit: string
  /** `undefined` is not known. */
  value: number | undefined
  /** Called with a number within bounds, or `undefined` when the field was emptied; never with what is refused. */
  onChange: (value: number | undefined) => void
  /** Outside these the value is kept, and the field asks whether it is right. */
  usual?: { from: number; to: number } | undefined
  /** Milliseconds of rest after which a good value is passed on without leaving the field. */
  settle?: number | undefined
}

/** Puts a problem of a number into words. */
function useQuantityProblem(unit: string): (problem: QuantityProblem) => string {
  const words = useMessages()
  const { formatNumber } = useLanguage()
  return (problem) => {
    switch (problem.kind) {
      case 'not_a_number':
        return words.notANumber
      case 'ambiguous':
        return words.ambiguousNumber(String(problem.whole), formatNumber(problem.decimal, { decimals: 1 }))
      case 'too_precise':
        return words.tooPrecise(problem.decimals)
      case 'too_low':
        return words.tooLow(formatNumber(problem.min, { unit }))
      case 'too_high':
        return words.tooHigh(formatNumber(problem.max, { unit }))
    }
  }
}

/**
 * A number with its unit inside the field. Checked while typing; a value that is refused stays in sight with the
 * reason and with what is still recorded, and is not passed on. Emptying the field makes the value unknown.
 */
export function QuantityField({
  unit,
  value,
  onChange,
  min,
  max,
  decimals,
  usual,
  settle = 700,
  disabled,
  problem,
  ...field
}: QuantityFieldProps) {
  const words = useMessages()
  const { language, formatNumber } = useLanguage()
  const wordsFor = useQuantityProblem(unit)
  const quantity = useQuantity({ value, onChange, bounds: { min, max, decimals }, settle })
  const { draft, current, problem: refused } = quantity
  const plain = value === undefined ? '' : String(value).replace('.', language === 'nl' ? ',' : '.')

  const kept = value === undefined ? words.nothingRecorded : words.recorded(formatNumber(value, { unit }))
  const unusual = usual && current !== undefined && (current < usual.from || current > usual.to)

  return (
    <FieldFrame
      {...field}
      kind="one"
      open={value === undefined && !draft}
      problem={refused ? `${wordsFor(refused)} ${kept}` : problem}
      caution={unusual ? words.unusual : undefined}
    >
      {({ id, describedBy }) => (
        <div
          className="d-input"
          data-open={value === undefined && !draft ? '' : undefined}
          data-problem={refused || problem ? '' : undefined}
        >
          <input
            id={id}
            className="d-figures"
            inputMode={(min ?? -1) >= 0 ? 'decimal' : 'text'}
            autoComplete="off"
            size={6}
            placeholder={words.notKnown}
            disabled={disabled}
            aria-describedby={describedBy}
            aria-invalid={refused || problem ? true : undefined}
            value={draft ?? plain}
            onFocus={quantity.enter}
            onBlur={quantity.leave}
            onChange={(event) => quantity.type(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') quantity.accept()
              if (event.key === 'Escape' && draft !== null) {
                event.stopPropagation()
                quantity.drop()
              }
            }}
          />
          <span className="d-unit">{unit}</span>
          {(value !== undefined || draft) && !disabled && (
            <button
              type="button"
              className="d-clear"
              aria-label={words.clearToUnknown(field.label)}
              onClick={() => {
                quantity.clear()
                document.getElementById(id)?.focus()
              }}
            >
              <Icon of={X} />
            </button>
          )}
        </div>
      )}
    </FieldFrame>
  )
}
