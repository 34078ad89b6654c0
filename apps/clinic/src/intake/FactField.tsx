import type { Fact, FactDefinition, Fracture } from '@dosis/domain'
import { ChoiceField, MultiChoice, QuantityField, YesNoField } from '@dosis/ui'
import type { ReactNode } from 'react'
import { RestedTextField } from '../frame/RestedTextField.tsx'
import { useWords, type Words } from '../frame/words.ts'
import { unitWords } from '../reason/fact-words.ts'
import { FracturesField } from './FracturesField.tsx'

export const fieldId = (fact: string) => `fact-${fact}`

interface FactFieldProps {
  definition: FactDefinition
  fact: Fact | undefined
  onChange: (fact: Fact) => void
  beside?: ReactNode
}

const unknown: Fact = { state: 'unknown' }
const absentCode = 'absent'

/** Decimals that a step asks for: 0.1 gives one. */
export function decimalsOf(step: number): number {
  return (String(step).split('.')[1] ?? '').length
}

/** The help of a question; what no rule looks at must not look as if it decides. */
function hintOf({ help, records }: FactDefinition, { pick, terms }: Words): string | undefined {
  const lines = [...(help === null ? [] : [pick(help)]), ...(records === true ? [terms.recordsOnly] : [])]
  return lines.length === 0 ? undefined : lines.join(' ')
}

/** One question with the control that its answer asks for; "not known" is where it starts. */
export function FactField({ definition, fact = unknown, onChange, beside }: FactFieldProps) {
  const words = useWords()
  const { pick, t } = words
  const { answer, canBeAbsent } = definition
  const value = fact.state === 'known' ? fact.value : undefined
  const known = (next: boolean | number | string | readonly string[] | readonly Fracture[] | undefined) =>
    onChange(next === undefined ? unknown : { state: 'known', value: next })
  const field = {
    id: fieldId(definition.id),
    label: pick(definition.question),
    hint: hintOf(definition, words),
    beside,
  }
  const absence = {
    isAbsent: fact.state === 'absent',
    onAbsent: (isAbsent: boolean) => onChange(isAbsent ? { state: 'absent' } : unknown),
  }

  switch (answer.kind) {
    case 'yes_no':
      return (
        <YesNoField
          {...field}
          value={fact.state === 'absent' ? false : typeof value === 'boolean' ? value : undefined}
          onChange={known}
        />
      )
    case 'quantity':
      return (
        <QuantityField
          {...field}
          beside={canBeAbsent ? <Absence {...absence} label={field.label} /> : beside}
          unit={unitWords(answer.unit, words)}
          min={answer.minimum}
          max={answer.maximum}
          decimals={decimalsOf(answer.step)}
          value={typeof value === 'number' ? value : undefined}
          onChange={known}
        />
      )
    case 'choice': {
      const options = answer.options.map(({ code, label }) => ({ value: code, label: pick(label) }))
      return (
        <ChoiceField
          {...field}
          as={options.length > 5 ? 'menu' : 'list'}
          options={canBeAbsent ? [...options, { value: absentCode, label: t.intake.absent }] : options}
          value={fact.state === 'absent' ? absentCode : typeof value === 'string' ? value : undefined}
          onChange={(code) => (code === absentCode ? onChange({ state: 'absent' }) : known(code))}
        />
      )
    }
    case 'choices':
      return (
        <MultiChoice
          {...field}
          options={answer.options.map(({ code, label }) => ({ value: code, label: pick(label) }))}
          value={fact.state === 'absent' ? [] : Array.isArray(value) ? (value as readonly string[]) : undefined}
          onChange={(codes) => (codes?.length === 0 && canBeAbsent ? onChange({ state: 'absent' }) : known(codes))}
        />
      )
    case 'fractures':
      return (
        <FracturesField
          {...field}
          sites={answer.sites}
          value={fact.state === 'absent' ? [] : Array.isArray(value) ? (value as readonly Fracture[]) : undefined}
          onChange={(list) => (list?.length === 0 && canBeAbsent ? onChange({ state: 'absent' }) : known(list))}
        />
      )
    case 'text':
      return (
        <RestedTextField
          {...field}
          value={typeof value === 'string' ? value : ''}
          onChange={(text) => known(text === '' ? undefined : text)}
          maxLength={500}
        />
      )
  }
}

/** "Asked, and there is none": no such score, no such medicine. */
function Absence({
  isAbsent,
  onAbsent,
  label,
}: {
  isAbsent: boolean
  onAbsent: (isAbsent: boolean) => void
  label: string
}) {
  const { t } = useWords()
  return (
    <label className="c-absence">
      <input type="checkbox" checked={isAbsent} onChange={(event) => onAbsent(event.target.checked)} />
      <span>
        {t.intake.absent}
        <span className="d-hidden">: {label}</span>
      </span>
    </label>
  )
}
