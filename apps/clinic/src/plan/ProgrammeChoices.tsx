import type { DoseKey, Prescription, ProgrammeChoice, Progression } from '@dosis/domain'
import { Button, Disclosure, QuantityField, SegmentedControl } from '@dosis/ui'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useKnowledge } from '../data/context.tsx'
import { RestedTextField } from '../frame/RestedTextField.tsx'
import { useWords } from '../frame/words.ts'
import { Chain } from '../reason/Why.tsx'
import { exerciseName } from './part-words.ts'

interface ChoicesProps {
  prescription: Prescription
  progression: Progression
  choice: ProgrammeChoice
  onChange: (choice: ProgrammeChoice) => void
}

/** What the therapist decides where the sources of a programme are silent. */
export function ProgrammeChoices(props: ChoicesProps) {
  const { t } = useWords()
  const { progression } = props
  const { moves } = progression
  return (
    <Disclosure summary={t.plan.programme.choices}>
      <div className="c-choices">
        {moves?.kind === 'exercises' && <Order {...props} />}
        {moves?.kind === 'growth' && <Growth {...props} />}
        {moves?.kind === 'repetitions' && <Loads {...props} />}
        {progression.alternates !== undefined && <Alternate {...props} factIds={progression.alternates.factIds} />}
        <PainLimitFields {...props} />
      </div>
    </Disclosure>
  )
}

/** Graded exercises follow each other in the therapist's order. */
function Order({ prescription, choice, onChange }: ChoicesProps) {
  const words = useWords()
  const { t } = words
  const knowledge = useKnowledge()
  const order = prescription.programme?.exercises ?? prescription.exercises
  const swap = (place: number, by: -1 | 1) => {
    const next = [...order]
    const [moved] = next.splice(place, 1)
    if (moved !== undefined) next.splice(place + by, 0, moved)
    onChange({ ...choice, order: next })
  }
  return (
    <fieldset className="c-order">
      <legend>{t.plan.programme.order}</legend>
      <ol>
        {order.map((id, place) => {
          const name = exerciseName(id, knowledge, words)
          return (
            <li key={id}>
              <span>{name}</span>
              <span className="d-row">
                <Button size="small" kind="quiet" icon={ArrowUp} disabled={place === 0} onClick={() => swap(place, -1)}>
                  <span className="d-hidden">{t.plan.programme.earlier(name)}</span>
                </Button>
                <Button
                  size="small"
                  kind="quiet"
                  icon={ArrowDown}
                  disabled={place === order.length - 1}
                  onClick={() => swap(place, 1)}
                >
                  <span className="d-hidden">{t.plan.programme.later(name)}</span>
                </Button>
              </span>
            </li>
          )
        })}
      </ol>
    </fieldset>
  )
}

/** `undefined` leaves the key out, so that the draft decides again. */
function without<Value>(all: Readonly<Record<string, Value>>, key: string, value: Value | undefined) {
  const { [key]: _, ...others } = all
  return value === undefined ? others : { ...others, [key]: value }
}

function Growth({ prescription, progression, choice, onChange }: ChoicesProps) {
  const { t, terms } = useWords()
  const silent =
    progression.moves?.kind === 'growth'
      ? progression.moves.numbers.filter(({ percent, amount }) => percent === null && amount === null)
      : []
  return silent.map(({ key }) => (
    <AmountField
      key={key}
      dose={key}
      label={t.plan.programme.stepOf(terms.dose[key].name)}
      value={
        choice.amounts?.[key] ?? prescription.programme?.growth?.find((each) => each.key === key)?.amount ?? undefined
      }
      onChange={(value) => onChange({ ...choice, amounts: without(choice.amounts ?? {}, key, value) })}
    />
  ))
}

interface AmountProps {
  dose: DoseKey
  label: string
  value: number | undefined
  onChange: (value: number | undefined) => void
}

function AmountField({ dose, label, value, onChange }: AmountProps) {
  const { terms } = useWords()
  return (
    <QuantityField
      label={label}
      unit={terms.dose[dose].unit}
      min={0.5}
      max={1_000}
      decimals={dose === 'loadKilograms' ? 1 : 0}
      hint={value === undefined ? terms.sourceSilent : undefined}
      value={value}
      onChange={onChange}
    />
  )
}

function Loads({ prescription, choice, onChange }: ChoicesProps) {
  const words = useWords()
  const { t } = words
  const knowledge = useKnowledge()
  const step = choice.amounts?.loadKilograms ?? prescription.programme?.repetitions?.loadStepKilograms ?? undefined
  return (
    <>
      <AmountField
        dose="loadKilograms"
        label={t.plan.programme.loadStep}
        value={step}
        onChange={(value) => onChange({ ...choice, amounts: without(choice.amounts ?? {}, 'loadKilograms', value) })}
      />
      {prescription.exercises.map((id) => (
        <AmountField
          key={id}
          dose="loadKilograms"
          label={t.plan.programme.loadOf(exerciseName(id, knowledge, words))}
          value={choice.loads?.[id] ?? prescription.loads?.[id]}
          onChange={(value) => onChange({ ...choice, loads: without(choice.loads ?? {}, id, value) })}
        />
      ))}
    </>
  )
}

const turns = ['none', 'session', 'week'] as const

/** Which reading of the source holds is for the therapist: two contents in turn, or every other week. */
function Alternate({ prescription, choice, onChange, factIds }: ChoicesProps & { factIds: readonly string[] }) {
  const words = useWords()
  const { t } = words
  const knowledge = useKnowledge()
  const { alternate } = choice
  const inB = new Set(alternate?.b)
  const set = (every: 'session' | 'week', b: ReadonlySet<string>) => {
    const { exercises } = prescription
    onChange({
      ...choice,
      alternate: { every, a: exercises.filter((id) => !b.has(id)), b: exercises.filter((id) => b.has(id)) },
    })
  }
  return (
    <div className="c-alternate">
      <SegmentedControl
        label={t.plan.programme.turns}
        options={turns.map((value) => ({ value, label: t.plan.programme.turn[value] }))}
        value={alternate?.every ?? 'none'}
        onChange={(every) => {
          const { alternate: _, ...others } = choice
          if (every === 'none') onChange(others)
          else set(every, inB)
        }}
      />
      {alternate !== undefined && (
        <fieldset>
          <legend>{t.plan.programme.inB}</legend>
          {prescription.exercises.map((id) => (
            <label key={id} className="d-option">
              <input
                type="checkbox"
                checked={inB.has(id)}
                onChange={({ target }) => {
                  const next = new Set(inB)
                  if (target.checked) next.add(id)
                  else next.delete(id)
                  set(alternate.every, next)
                }}
              />
              <span>{exerciseName(id, knowledge, words)}</span>
            </label>
          ))}
          <p className="d-caption">{t.plan.programme.emptyB}</p>
        </fieldset>
      )}
      <Disclosure summary={t.reason.why}>
        <Chain why={[{ rule: prescription.progression ?? '', truth: 'yes', facts: [], factIds }]} />
      </Disclosure>
    </div>
  )
}

/** No source gives a limit for everybody, so it is agreed for this plan, with whose word it is. */
function PainLimitFields({ prescription, choice, onChange }: ChoicesProps) {
  const { t } = useWords()
  const limit = choice.painLimit ?? prescription.painLimit
  const set = (afterAtMost: number | undefined, settledNextMorning: boolean, reason: string) => {
    const { painLimit: _, ...others } = choice
    onChange(afterAtMost === undefined ? others : { ...others, painLimit: { afterAtMost, settledNextMorning, reason } })
  }
  return (
    <div className="c-pain-limit">
      <QuantityField
        label={t.plan.programme.painAtMost}
        unit="0–10"
        min={0}
        max={10}
        hint={t.plan.programme.painHint}
        value={limit?.afterAtMost}
        onChange={(value) => set(value, limit?.settledNextMorning ?? true, limit?.reason ?? '')}
      />
      {limit !== undefined && (
        <>
          <label className="d-option">
            <input
              type="checkbox"
              checked={limit.settledNextMorning}
              onChange={({ target }) => set(limit.afterAtMost, target.checked, limit.reason)}
            />
            <span>{t.plan.programme.nextMorning}</span>
          </label>
          <RestedTextField
            label={t.plan.programme.painReason}
            value={limit.reason}
            maxLength={500}
            problem={limit.reason === '' ? t.plan.programme.painReasonMissing : undefined}
            onChange={(reason) => set(limit.afterAtMost, limit.settledNextMorning, reason)}
          />
        </>
      )}
    </div>
  )
}
