import type { FilledIn, InstrumentForm, QuantityInput } from '@dosis/domain'
import { fieldsOf, type FormField, unable } from '@dosis/engine/instruments'
import { Button, QuantityField, SegmentedControl, TextField } from '@dosis/ui'
import { Timer } from 'lucide-react'
import { useState } from 'react'
import { decimalsOf } from '../../intake/FactField.tsx'
import { StopwatchPanel } from './StopwatchPanel.tsx'
import { useInstrumentWords } from './use-instrument-words.ts'

interface FormFieldsProps {
  form: InstrumentForm
  filledIn: FilledIn
  onChange: (field: string, value: number | string | undefined) => void
  /** Words of the patient that were used before. */
  earlier: readonly string[]
}

/** The fields of a form in order; one stopwatch is open at a time. */
export function FormFields({ form, filledIn, onChange, earlier }: FormFieldsProps) {
  const [timed, setTimed] = useState<string | null>(null)
  const hasItems = form.inputs.some(({ kind }) => kind === 'items')
  return (
    <div className="c-form-fields" data-items={hasItems ? '' : undefined}>
      {fieldsOf(form).map((field) => (
        <Field
          key={field.id}
          field={field}
          value={filledIn[field.id]}
          onChange={(value) => onChange(field.id, value)}
          earlier={earlier}
          isTimed={timed === field.id}
          onTimed={(open) => setTimed(open ? field.id : null)}
        />
      ))}
    </div>
  )
}

interface OneFieldProps<Of extends FormField = FormField> {
  field: Of
  value: number | string | undefined
  onChange: (value: number | string | undefined) => void
  earlier: readonly string[]
  isTimed: boolean
  onTimed: (open: boolean) => void
}

function Field({ field, ...props }: OneFieldProps) {
  const { pick, words } = useInstrumentWords()
  const { value, onChange, earlier } = props
  if (field.kind === 'quantity') return <NumberField field={field} {...props} />
  const label = pick(field.names)
  const hint = [...(field.help === undefined ? [] : [pick(field.help)]), ...(field.optional ? [words.optional] : [])]
  if (field.kind === 'choice') {
    const options = field.options.map(({ code, names }) => ({ value: code, label: pick(names) }))
    return (
      <SegmentedControl
        id={`form-${field.id}`}
        label={label}
        hint={hint.join(' ')}
        options={[{ value: '', label: field.optional ? words.notKnown : words.chooseFirst, open: true }, ...options]}
        value={String(value ?? '')}
        onChange={(code) => onChange(code === '' ? undefined : code)}
      />
    )
  }
  return (
    <div className="c-form-field">
      <TextField
        id={`form-${field.id}`}
        label={label}
        hint={hint.join(' ')}
        value={String(value ?? '')}
        maxLength={field.lengthAtMost}
        onChange={(text) => onChange(text === '' ? undefined : text)}
      />
      {earlier.length > 0 && (
        <div className="d-row" role="group" aria-label={words.earlier}>
          <span className="d-caption">{words.earlier}</span>
          {earlier.map((each) => (
            <Button key={each} size="small" onClick={() => onChange(each)}>
              {each}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}

function NumberField({ field, value, onChange, isTimed, onTimed }: OneFieldProps<QuantityInput>) {
  const { pick, words, formatNumber } = useInstrumentWords()
  const { id, names, help, optional, unit, minimum, maximum, step, timed, mayBeUnable } = field
  const label = pick(names)
  const isUnable = value === unable
  const answers = words.answersFrom(formatNumber(minimum), formatNumber(maximum))
  const about = [...(help === undefined ? [] : [pick(help)]), ...(optional ? [words.optional] : [])]
  const hint = pick(unit) === '' ? answers : about.join(' ')
  return (
    <div className="c-form-field" data-timed={timed ? '' : undefined}>
      <div className="c-form-number">
        <QuantityField
          id={`form-${id}`}
          label={label}
          hint={hint}
          unit={pick(unit)}
          min={minimum}
          max={maximum}
          decimals={decimalsOf(step)}
          settle={150}
          disabled={isUnable}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
        />
        {timed && !isTimed && (
          <Button icon={Timer} onClick={() => onTimed(true)} disabled={isUnable} aria-label={words.stopwatchOf(label)}>
            {words.stopwatch}
          </Button>
        )}
      </div>
      {mayBeUnable && (
        <label className="c-form-unable">
          <input
            type="checkbox"
            aria-label={words.unableFor(label)}
            checked={isUnable}
            onChange={(event) => {
              onTimed(false)
              onChange(event.target.checked ? unable : undefined)
            }}
          />
          <span>{words.unable}</span>
        </label>
      )}
      {timed && isTimed && (
        <StopwatchPanel label={label} stopsAt={maximum} onTime={onChange} onClose={() => onTimed(false)} />
      )}
    </div>
  )
}
