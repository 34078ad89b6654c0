import type { Choice } from './ChoiceField.tsx'
import { FieldFrame, type FieldProps } from './Field.tsx'
import { useMessages } from './language.tsx'

export interface MultiChoiceProps<V extends string> extends FieldProps {
  options: readonly Choice<V>[]
  /** `undefined` is not known, an empty list is asked and none of these. */
  value: readonly V[] | undefined
  onChange: (value: readonly V[] | undefined) => void
  /** Instead of "none of these". */
  noneLabel?: string | undefined
  columns?: 1 | 2 | undefined
}

/** Any of several, with the two answers that a list of ticks cannot give: "none of these" and "not known". */
export function MultiChoice<V extends string>({
  options,
  value,
  onChange,
  noneLabel,
  columns = 1,
  disabled,
  ...field
}: MultiChoiceProps<V>) {
  const words = useMessages()
  const chosen = value ?? []
  const toggle = (option: V, on: boolean) => {
    const next = options.map((each) => each.value).filter((each) => (each === option ? on : chosen.includes(each)))
    // Taking the last tick away says nothing about the others: the answer is open again.
    onChange(next.length > 0 ? next : undefined)
  }

  return (
    <FieldFrame {...field} kind="group" open={value === undefined}>
      {({ id, labelId, describedBy }) => (
        <div
          id={id}
          className="d-options"
          data-columns={columns}
          role="group"
          aria-labelledby={labelId}
          aria-describedby={describedBy}
        >
          {options.map((option) => (
            <label key={option.value} className="d-option">
              <input
                type="checkbox"
                checked={chosen.includes(option.value)}
                disabled={disabled}
                onChange={(event) => toggle(option.value, event.target.checked)}
              />
              <span>
                {option.label}
                {option.detail && <small>{option.detail}</small>}
              </span>
            </label>
          ))}
          <div className="d-options-rest">
            <label className="d-option">
              <input
                type="checkbox"
                checked={value?.length === 0}
                disabled={disabled}
                onChange={(event) => onChange(event.target.checked ? [] : undefined)}
              />
              <span>{noneLabel ?? words.noneOfThese}</span>
            </label>
            <label className="d-option" data-open="">
              <input
                type="checkbox"
                checked={value === undefined}
                disabled={disabled}
                onChange={() => onChange(undefined)}
              />
              <span>{words.notKnown}</span>
            </label>
          </div>
        </div>
      )}
    </FieldFrame>
  )
}
