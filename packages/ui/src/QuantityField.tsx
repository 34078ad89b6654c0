import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { FieldFrame, type FieldProps } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { useLanguage, useMessages } from './language.tsx'
import { parseQuantity, type QuantityBounds, type QuantityProblem } from './parse-quantity.ts'

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

/** Puts a problem of a number into words; shared with the tests. */
export function useQuantityProblem(unit: string): (problem: QuantityProblem) => string {
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
  const { formatNumber } = useLanguage()
  const wordsFor = useQuantityProblem(unit)
  const bounds = { min, max, decimals }

  const [draft, setDraft] = useState<string | null>(null)
  const [left, setLeft] = useState(true)
  const [seen, setSeen] = useState(value)
  const passedOn = useRef<{ value: number | undefined } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  // Someone else changed the value (undo, another screen): what was being typed gives way to it.
  if (value !== seen) {
    setSeen(value)
    if (passedOn.current?.value !== value) setDraft(null)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  const plain =
    value === undefined ? '' : formatNumber(value, { decimals: undefined }).replace(/[.\u2009\u00a0](?=\d{3})/g, '')
  const parsed = draft === null ? undefined : parseQuantity(draft, bounds)
  const refused = parsed?.state === 'problem' ? parsed.problem : undefined
  // A number that is still too low may only need its next figure; that is said when the field is left.
  const shown = refused && (left || refused.kind !== 'too_low') ? refused : undefined

  const pass = (text: string) => {
    const answer = parseQuantity(text, bounds)
    if (answer.state === 'problem') return false
    const next = answer.state === 'value' ? answer.value : undefined
    passedOn.current = { value: next }
    if (next !== value) onChange(next)
    return true
  }

  const kept = value === undefined ? words.nothingRecorded : words.recorded(formatNumber(value, { unit }))
  const current = parsed?.state === 'value' ? parsed.value : value
  const unusual = usual && current !== undefined && (current < usual.from || current > usual.to)

  return (
    <FieldFrame
      {...field}
      kind="one"
      open={value === undefined && !draft}
      problem={shown ? `${wordsFor(shown)} ${kept}` : problem}
      caution={unusual ? words.unusual : undefined}
    >
      {({ id, describedBy }) => (
        <div
          className="d-input"
          data-open={value === undefined && !draft ? '' : undefined}
          data-problem={shown || problem ? '' : undefined}
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
            aria-invalid={shown || problem ? true : undefined}
            value={draft ?? plain}
            onFocus={() => setLeft(false)}
            onChange={(event) => {
              const text = event.target.value
              setDraft(text)
              clearTimeout(timer.current)
              timer.current = setTimeout(() => pass(text), settle)
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && draft !== null) {
                clearTimeout(timer.current)
                setLeft(true)
                pass(draft)
              }
              if (event.key === 'Escape' && draft !== null) {
                clearTimeout(timer.current)
                event.stopPropagation()
                setDraft(null)
              }
            }}
            onBlur={() => {
              clearTimeout(timer.current)
              setLeft(true)
              if (draft !== null && pass(draft)) setDraft(null)
            }}
          />
          <span className="d-unit">{unit}</span>
          {(value !== undefined || draft) && !disabled && (
            <button
              type="button"
              className="d-clear"
              aria-label={words.clearToUnknown(field.label)}
              onClick={() => {
                clearTimeout(timer.current)
                setDraft(null)
                passedOn.current = { value: undefined }
                if (value !== undefined) onChange(undefined)
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
