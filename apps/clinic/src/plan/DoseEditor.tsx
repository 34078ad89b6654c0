import type { DoseKey, DoseNumber, Prescription } from '@dosis/domain'
import { doseKeys } from '@dosis/domain'
import { Button, QuantityField } from '@dosis/ui'
import { RestedTextField } from '../frame/RestedTextField.tsx'
import { useWords } from '../frame/words.ts'
import { boundOfLimit, crossedSoftLimit, doseWords, hardBounds, limitWords } from './dose-words.ts'
import type { DoseChoice } from './preferences.ts'

export const doseFieldId = (prescription: string, key: DoseKey) => `dose-${prescription}-${key}`

interface DoseEditorProps {
  prescription: Prescription
  onChoose: (key: DoseKey, choice: DoseChoice | null) => void
}

/** Every number of one prescription, to be changed within hard limits and, with a reason, beyond soft ones. */
export function DoseEditor({ prescription, onChoose }: DoseEditorProps) {
  const keys = doseKeys.filter((key) => prescription.dose[key] !== undefined)
  return (
    <div className="c-dose-editor">
      {keys.map((key) => {
        const number = prescription.dose[key]
        return (
          number && (
            <DoseField
              key={key}
              id={doseFieldId(prescription.id, key)}
              dose={key}
              number={number}
              onChoose={(choice) => onChoose(key, choice)}
            />
          )
        )
      })}
    </div>
  )
}

interface DoseFieldProps {
  id: string
  dose: DoseKey
  number: DoseNumber
  onChoose: (choice: DoseChoice | null) => void
}

/** Kilograms and kilometres per hour come in halves and tenths; everything else is counted whole. */
const decimalsOf = (key: DoseKey) => (key === 'loadKilograms' || key === 'speedKilometresPerHour' ? 1 : 0)

function DoseField({ id, dose, number, onChoose }: DoseFieldProps) {
  const words = useWords()
  const { t, terms } = words
  const { name, unit } = terms.dose[dose]
  const { minimum, maximum } = hardBounds(number)
  const { value, upTo, changed } = number
  const soft = value === null ? null : crossedSoftLimit(number, value, upTo)
  const needsReason = changed !== null && soft !== null
  const reason = changed?.reason ?? ''
  const choose = (next: { value: number; upTo: number | null; reason: string }) =>
    onChoose({
      value: next.value,
      ...(next.upTo === null || next.upTo <= next.value ? {} : { upTo: next.upTo }),
      ...(next.reason === '' ? {} : { reason: next.reason }),
    })
  const hard = [
    ...number.lowest.filter(({ kind }) => kind === 'hard').map((limit) => limitWords(dose, limit, 'lowest', words)),
    ...number.highest.filter(({ kind }) => kind === 'hard').map((limit) => limitWords(dose, limit, 'highest', words)),
  ]
  return (
    <div className="c-dose-field" data-changed={changed === null ? undefined : ''}>
      <div className="c-dose-numbers">
        <QuantityField
          id={id}
          label={name}
          unit={unit}
          min={minimum}
          max={maximum}
          decimals={decimalsOf(dose)}
          hint={value === null ? terms.sourceSilent : hard.join('; ') || undefined}
          value={value ?? undefined}
          onChange={(next) => (next === undefined ? onChoose(null) : choose({ value: next, upTo, reason }))}
        />
        {upTo !== null && value !== null && (
          <QuantityField
            label={t.plan.upTo(name)}
            unit={unit}
            min={value}
            max={maximum}
            decimals={decimalsOf(dose)}
            value={upTo}
            onChange={(next) => choose({ value, upTo: next ?? null, reason })}
          />
        )}
        {changed !== null && (
          <Button kind="quiet" size="small" onClick={() => onChoose(null)}>
            {t.plan.backToDraft(
              changed.from === null ? null : doseWords(dose, { value: changed.from, upTo: null }, words),
            )}
          </Button>
        )}
      </div>
      {changed !== null && value !== null && (
        <RestedTextField
          label={t.plan.reasonFor(name)}
          value={reason}
          hint={soft === null ? t.plan.reasonHelps : t.plan.reasonNeeded(softWords(soft))}
          problem={needsReason && reason === '' ? t.plan.reasonMissing : undefined}
          maxLength={500}
          onChange={(next) => choose({ value, upTo, reason: next })}
        />
      )}
    </div>
  )

  function softWords(limit: NonNullable<typeof soft>) {
    return boundOfLimit(dose, limit, number.highest.includes(limit) ? 'highest' : 'lowest', words)
  }
}
