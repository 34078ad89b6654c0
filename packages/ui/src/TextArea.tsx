import { FieldFrame, type FieldProps } from './Field.tsx'

export interface TextAreaProps extends FieldProps {
  value: string
  onChange: (value: string) => void
  rows?: number | undefined
  required?: boolean | undefined
  placeholder?: string | undefined
  maxLength?: number | undefined
}

/** Free text that grows with what is written. */
export function TextArea({
  value,
  onChange,
  rows = 3,
  disabled,
  required,
  placeholder,
  maxLength,
  ...field
}: TextAreaProps) {
  return (
    <FieldFrame {...field} kind="one">
      {({ id, describedBy }) => (
        <div className="d-input" data-area="" data-problem={field.problem ? '' : undefined}>
          <textarea
            {...{ id, rows, required, placeholder, maxLength, disabled, value }}
            aria-describedby={describedBy}
            aria-invalid={field.problem ? true : undefined}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </FieldFrame>
  )
}
