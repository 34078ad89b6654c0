import type { Assessment, Plan, PlanPreferences } from '@dosis/domain'
import { Button, DateField, Section, TextField, VerdictMark } from '@dosis/ui'
import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { ExerciseChoice } from './ExerciseChoice.tsx'

interface PreferencesProps {
  preferences: PlanPreferences
  plan: Plan
  onChange: (preferences: PlanPreferences) => void
}

const allDays = [1, 2, 3, 4, 5, 6, 7] as const

/** What the therapist and the patient want, where the rules leave room. */
export function Preferences({ preferences, plan, onChange }: PreferencesProps) {
  const { t } = useWords()
  const { today, assessment } = useRecord()
  return (
    <Section title={t.plan.wishes}>
      <div className="c-wishes">
        <Goals goals={preferences.goals ?? []} onChange={(goals) => onChange({ ...preferences, goals })} />
        <Days
          days={preferences.weekdays ?? plan.weekdays}
          onChange={(weekdays) => onChange({ ...preferences, weekdays })}
        />
        <DateField
          label={t.plan.startsOn}
          value={preferences.startsOn ?? plan.startsOn}
          min={today}
          onChange={(startsOn) => {
            const { startsOn: _, ...rest } = preferences
            onChange(startsOn === undefined ? rest : { ...rest, startsOn })
          }}
        />
        <Forms
          assessment={assessment}
          forms={preferences.forms}
          onChange={(forms) => onChange({ ...preferences, forms })}
        />
        <Equipment
          plan={plan}
          equipment={preferences.equipment}
          onChange={(equipment) => onChange({ ...preferences, equipment })}
        />
        <ExerciseChoice
          plan={plan}
          chosen={preferences.exercises}
          onChange={(exercises) => onChange({ ...preferences, exercises })}
        />
      </div>
    </Section>
  )
}

function Goals({ goals, onChange }: { goals: readonly string[]; onChange: (goals: readonly string[]) => void }) {
  const { t } = useWords()
  const [draft, setDraft] = useState('')
  const add = (event: FormEvent) => {
    event.preventDefault()
    const goal = draft.trim()
    if (goal === '') return
    onChange([...goals, goal])
    setDraft('')
  }
  return (
    <div className="c-goals">
      <form className="c-request-form" onSubmit={add}>
        <TextField label={t.plan.goal} value={draft} onChange={setDraft} maxLength={200} />
        <Button type="submit">{t.plan.addGoal}</Button>
      </form>
      <p className="d-caption">{t.plan.goalHint}</p>
      {goals.length > 0 && (
        <ul className="c-request-list">
          {goals.map((goal) => (
            <li key={goal}>
              <span>{goal}</span>
              <button
                type="button"
                className="d-clear"
                aria-label={t.plan.removeGoal(goal)}
                onClick={() => onChange(goals.filter((each) => each !== goal))}
              >
                <X className="d-icon" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Days({ days, onChange }: { days: readonly number[]; onChange: (days: readonly number[]) => void }) {
  const { t, terms } = useWords()
  return (
    <fieldset className="c-days">
      <legend>{t.plan.days}</legend>
      <div className="c-day-row">
        {allDays.map((day) => (
          <label key={day} className="c-day">
            <input
              type="checkbox"
              checked={days.includes(day)}
              onChange={(event) =>
                onChange(allDays.filter((each) => (each === day ? event.target.checked : days.includes(each))))
              }
            />
            <span aria-hidden>{terms.weekdaysShort[day - 1]}</span>
            <span className="d-hidden">{terms.weekdays[day - 1]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface FormsProps {
  assessment: Assessment
  /** `undefined`: all forms that may be prescribed. */
  forms: readonly string[] | undefined
  onChange: (forms: readonly string[]) => void
}

function Forms({ assessment, forms, onChange }: FormsProps) {
  const { t, pick } = useWords()
  const knowledge = useKnowledge()
  const possible = assessment.exercise.filter(
    ({ form, verdict }) =>
      (verdict === 'allowed' || verdict === 'allowed_with_conditions') &&
      knowledge.forms[form] !== undefined &&
      knowledge.forms[form].modality !== 'none',
  )
  if (possible.length === 0) return null
  const chosen = forms ?? possible.map(({ form }) => form)
  return (
    <fieldset className="c-forms">
      <legend>{t.plan.chooseForms}</legend>
      {possible.map(({ form, verdict }) => {
        const found = knowledge.forms[form]
        return (
          <label key={form} className="d-option">
            <input
              type="checkbox"
              checked={chosen.includes(form)}
              onChange={(event) =>
                onChange(
                  possible
                    .map((each) => each.form)
                    .filter((each) => (each === form ? event.target.checked : chosen.includes(each))),
                )
              }
            />
            <span>
              {found === undefined ? form : pick(found.names)} <VerdictMark verdict={verdict} />
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}

interface EquipmentProps {
  plan: Plan
  /** `undefined`: everything is at hand. */
  equipment: readonly string[] | undefined
  onChange: (equipment: readonly string[]) => void
}

/** What the patient has, out of what the exercises of the chosen forms can need. */
function Equipment({ plan, equipment, onChange }: EquipmentProps) {
  const { t, terms } = useWords()
  const knowledge = useKnowledge()
  const forms = new Set(plan.prescriptions.flatMap(({ form, forms: all }) => all ?? [form]))
  const needed = new Set(
    [...forms].flatMap((form) =>
      (knowledge.forms[form]?.exercises ?? []).flatMap((exercise) => knowledge.exercises[exercise]?.equipment ?? []),
    ),
  )
  const possible = [...needed].sort()
  if (possible.length === 0) return null
  const present = equipment ?? possible
  return (
    <fieldset className="c-forms">
      <legend>{t.plan.equipment}</legend>
      {possible.map((item) => (
        <label key={item} className="d-option">
          <input
            type="checkbox"
            checked={present.includes(item)}
            onChange={(event) =>
              onChange(possible.filter((each) => (each === item ? event.target.checked : present.includes(each))))
            }
          />
          <span>{terms.equipment[item] ?? item}</span>
        </label>
      ))}
    </fieldset>
  )
}
