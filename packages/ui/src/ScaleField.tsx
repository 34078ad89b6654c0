import { useId } from 'react'
import { useLanguage } from './language.tsx'
import { Question } from './Question.tsx'

export interface ScaleStep {
  value: number
  /** Words of the scale at this step, where it has them. */
  word?: string | undefined
}

export interface ScaleFieldProps {
  /** The question; one per screen. */
  label: string
  hint?: string | undefined
  steps: readonly ScaleStep[]
  value: number | undefined
  onChange: (value: number) => void
  /** `ladder`: one step a line, with its words (Borg); `grid`: figures in rows with words at both ends (pain 0–10). */
  as?: 'ladder' | 'grid' | undefined
  /** Leaves the question to screen readers, where the page already says it. */
  labelHidden?: boolean | undefined
  /** The question is also the heading of the screen: its level. */
  heading?: 1 | 2 | undefined
}

/** A scale with figures and words, in targets of 48 px and more; no faces, no sliding, no colours. */
export function ScaleField({
  label,
  hint,
  steps,
  value,
  onChange,
  as = 'ladder',
  labelHidden,
  heading,
}: ScaleFieldProps) {
  const name = useId()
  const { formatNumber } = useLanguage()
  return (
    <fieldset className="d-scale" data-as={as}>
      <Question label={label} hidden={labelHidden} heading={heading} />
      {hint && <p className="d-field-hint">{hint}</p>}
      {as === 'grid' && <End of={steps[0]} at="low" />}
      <div className="d-scale-steps">
        {steps.map((step) => (
          <label key={step.value} className="d-answer">
            <input
              type="radio"
              className="d-hidden"
              name={name}
              checked={step.value === value}
              onChange={() => onChange(step.value)}
            />
            <span className="d-answer-face">
              <span className="d-answer-figure d-figures">{formatNumber(step.value)}</span>
              {step.word && <span className={as === 'grid' ? 'd-hidden' : 'd-answer-word'}>{step.word}</span>}
            </span>
          </label>
        ))}
      </div>
      {as === 'grid' && <End of={steps.at(-1)} at="high" />}
    </fieldset>
  )
}

/** What the first and the last figure mean, where the eye begins and ends. */
function End({ of, at }: { of: ScaleStep | undefined; at: 'low' | 'high' }) {
  const { formatNumber } = useLanguage()
  return of?.word ? (
    <p className="d-scale-ends" data-end={at} aria-hidden>
      {formatNumber(of.value)} {of.word}
    </p>
  ) : null
}
