import type { HTMLInputAutoCompleteAttribute } from 'react'
import { FieldFrame, type FieldProps } from './Field.tsx'

export interface TextFieldProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'email' | 'password' | 'tel' | undefined
  name?: string | undefined
  autoComplete?: HTMLInputAutoCompleteAttribute | undefined
  required?: boolean | undefined
  placeholder?: string | undefined
  maxLength?: number | undefined
  /** Small words inside the field, as a unit stands in a number field. */
  unit?: string | undefined
}

/** A line of text. */
export function TextField({
  value,
  onChange,
  type = 'text',
  unit,
  disabled,
  name,
  autoComplete,
  required,
  placeholder,
  maxLength,
  ...field
}: TextFieldProps) {
  return (
    <FieldFrame {...field} kind="one">
      {({ id, describedBy }) => (
        <div className="d-input" data-problem={field.problem ? '' : undefined}>
          <input
            {...{ id, type, name, autoComplete, required, placeholder, maxLength, disabled, value }}
            aria-describedby={describedBy}
            aria-invalid={field.problem ? true : undefined}
            onChange={(event) => onChange(event.target.value)}
          />
          {unit && <span className="d-unit">{unit}</span>}
        </div>
      )}
    </FieldFrame>
  )
}
