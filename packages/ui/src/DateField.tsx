import { X } from 'lucide-react'
import { FieldFrame, type FieldProps } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { useLanguage, useMessages } from './language.tsx'

export interface DateFieldProps extends FieldProps {
  /** `YYYY-MM-DD`; `undefined` is not known. */
  value: string | undefined
  onChange: (value: string | undefined) => void
  /** First and last day that are accepted, `YYYY-MM-DD`. A day outside them is shown with the reason. */
  min?: string | undefined
  max?: string | undefined
}

const isDay = /^\d{4}-\d{2}-\d{2}$/

/**
 * A calendar day, entered with the device's own calendar. That calendar follows the device and may put the month first,
 * so the day also stands below it in the language of the page.
 */
export function DateField({ value, onChange, min, max, disabled, problem, hint, ...field }: DateFieldProps) {
  const words = useMessages()
  const { formatDate } = useLanguage()
  const outside =
    value === undefined
      ? undefined
      : min !== undefined && value < min
        ? words.tooEarly(formatDate(min))
        : max !== undefined && value > max
          ? words.tooLate(formatDate(max))
          : undefined
  const said = problem ?? outside
  const inWords = value !== undefined && isDay.test(value) ? formatDate(value) : undefined

  return (
    <FieldFrame {...field} hint={inWords ?? hint} kind="one" open={value === undefined} problem={said}>
      {({ id, describedBy }) => (
        <div
          className="d-input"
          data-date=""
          data-open={value === undefined ? '' : undefined}
          data-problem={said ? '' : undefined}
        >
          <input
            id={id}
            type="date"
            className="d-figures"
            value={value ?? ''}
            min={min}
            max={max ?? '9999-12-31'}
            disabled={disabled}
            aria-describedby={describedBy}
            aria-invalid={said ? true : undefined}
            onChange={(event) => onChange(event.target.value || undefined)}
          />
          {value !== undefined && !disabled && (
            <button
              type="button"
              className="d-clear"
              aria-label={words.clearToUnknown(field.label)}
              onClick={() => {
                onChange(undefined)
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
