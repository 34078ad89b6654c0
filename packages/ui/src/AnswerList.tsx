import { useId } from 'react'
import { Question } from './Question.tsx'

export interface Answer<V extends string> {
  value: V
  label: string
  detail?: string | undefined
}

interface AnswerListBase<V extends string> {
  label: string
  hint?: string | undefined
  options: readonly Answer<V>[]
  labelHidden?: boolean | undefined
  /** The question is also the heading of the screen: its level. */
  heading?: 1 | 2 | undefined
}

export type AnswerListProps<V extends string> = AnswerListBase<V> &
  (
    | { many?: false | undefined; value: V | undefined; onChange: (value: V) => void }
    | { many: true; value: readonly V[]; onChange: (value: readonly V[]) => void }
  )

/** Plain choices for a patient, one a line, large enough for any finger. One answer, or with `many` several. */
export function AnswerList<V extends string>(props: AnswerListProps<V>) {
  const { label, hint, options, labelHidden, heading } = props
  const name = useId()
  const isChosen = (option: V) => (props.many ? props.value.includes(option) : props.value === option)
  const choose = (option: V) => {
    if (!props.many) props.onChange(option)
    else
      props.onChange(
        options.map(({ value }) => value).filter((value) => (value === option ? !isChosen(value) : isChosen(value))),
      )
  }
  return (
    <fieldset className="d-scale">
      <Question label={label} hidden={labelHidden} heading={heading} />
      {hint && <p className="d-field-hint">{hint}</p>}
      <div className="d-scale-steps">
        {options.map((option) => (
          <label key={option.value} className="d-answer">
            <input
              type={props.many ? 'checkbox' : 'radio'}
              className="d-hidden"
              name={name}
              checked={isChosen(option.value)}
              onChange={() => choose(option.value)}
            />
            <span className="d-answer-face" data-many={props.many ? '' : undefined}>
              <span className="d-answer-tick" aria-hidden />
              <span className="d-answer-word">
                {option.label}
                {option.detail && <small>{option.detail}</small>}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
