import { useId } from 'react'
import { FieldFrame, type FieldProps } from './Field.tsx'
import { useMessages } from './language.tsx'

export interface Segment<V extends string> {
  value: V
  label: string
  /** This segment means that the answer is not known; it is drawn as an open place. */
  open?: boolean | undefined
}

export interface SegmentedControlProps<V extends string> extends FieldProps {
  options: readonly Segment<V>[]
  value: V
  onChange: (value: V) => void
}

/** One of a few, all in sight: a radio group drawn as segments of one bar. Arrow keys move, as in any radio group. */
export function SegmentedControl<V extends string>({
  options,
  value,
  onChange,
  disabled,
  ...field
}: SegmentedControlProps<V>) {
  const name = useId()
  const open = options.some((option) => option.open && option.value === value)
  return (
    <FieldFrame {...field} kind="group" open={open}>
      {({ id, labelId, describedBy }) => (
        <div id={id} className="d-segments" role="radiogroup" aria-labelledby={labelId} aria-describedby={describedBy}>
          {options.map((option) => (
            <label key={option.value} className="d-segment" data-open={option.open ? '' : undefined}>
              <input
                type="radio"
                className="d-hidden"
                name={name}
                value={option.value}
                checked={option.value === value}
                disabled={disabled}
                onChange={() => onChange(option.value)}
              />
              <span data-words={option.label}>{option.label}</span>
            </label>
          ))}
        </div>
      )}
    </FieldFrame>
  )
}

export interface YesNoFieldProps extends FieldProps {
  /** `undefined` is not known; it is never the same as no. */
  value: boolean | undefined
  onChange: (value: boolean | undefined) => void
}

/** A fact that is not known, present, or asked and absent: "not known" stands first and is where it starts. */
export function YesNoField({ value, onChange, ...field }: YesNoFieldProps) {
  const words = useMessages()
  return (
    <SegmentedControl
      {...field}
      options={[
        { value: 'unknown', label: words.notKnown, open: true },
        { value: 'yes', label: words.yes },
        { value: 'no', label: words.no },
      ]}
      value={value === undefined ? 'unknown' : value ? 'yes' : 'no'}
      onChange={(answer) => onChange(answer === 'unknown' ? undefined : answer === 'yes')}
    />
  )
}
