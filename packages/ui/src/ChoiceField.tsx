import { useId } from 'react'
import { FieldFrame, type FieldProps } from './Field.tsx'
import { useMessages } from './language.tsx'

export interface Choice<V extends string> {
  value: V
  label: string
  /** A second, quieter line where the choices are listed. */
  detail?: string | undefined
}

export interface ChoiceFieldProps<V extends string> extends FieldProps {
  options: readonly Choice<V>[]
  /** `undefined` is not known. */
  value: V | undefined
  onChange: (value: V | undefined) => void
  /** `menu` opens the device's own list; `list` shows all choices as radio buttons. */
  as?: 'menu' | 'list' | undefined
  /** The words of the open choice; "not known" unless told otherwise. `null` leaves it out once a value is given. */
  unknownLabel?: string | null | undefined
}

/** One of several. The open choice stands first and means that the answer is not known. */
export function ChoiceField<V extends string>({
  options,
  value,
  onChange,
  as = 'menu',
  unknownLabel,
  disabled,
  ...field
}: ChoiceFieldProps<V>) {
  const words = useMessages()
  const name = useId()
  const openLabel = unknownLabel === undefined ? words.notKnown : unknownLabel
  const choose = (text: string) => onChange(options.find((option) => option.value === text)?.value)
  const invalid = field.problem ? true : undefined

  if (as === 'list') {
    const all = [...(openLabel === null ? [] : [{ value: '', label: openLabel, detail: undefined }]), ...options]
    return (
      <FieldFrame {...field} kind="group" open={value === undefined}>
        {({ id, labelId, describedBy }) => (
          <div id={id} className="d-options" role="radiogroup" aria-labelledby={labelId} aria-describedby={describedBy}>
            {all.map((option) => (
              <label key={option.value} className="d-option" data-open={option.value === '' ? '' : undefined}>
                <input
                  type="radio"
                  name={name}
                  value={option.value}
                  checked={(value ?? '') === option.value}
                  disabled={disabled}
                  onChange={() => choose(option.value)}
                />
                <span>
                  {option.label}
                  {option.detail && <small>{option.detail}</small>}
                </span>
              </label>
            ))}
          </div>
        )}
      </FieldFrame>
    )
  }

  return (
    <FieldFrame {...field} kind="one" open={value === undefined}>
      {({ id, describedBy }) => (
        <div
          className="d-input"
          data-menu=""
          data-open={value === undefined ? '' : undefined}
          data-problem={invalid ? '' : undefined}
        >
          <select
            id={id}
            value={value ?? ''}
            disabled={disabled}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            onChange={(event) => choose(event.target.value)}
          >
            {(openLabel !== null || value === undefined) && <option value="">{openLabel ?? words.choose}</option>}
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      )}
    </FieldFrame>
  )
}
