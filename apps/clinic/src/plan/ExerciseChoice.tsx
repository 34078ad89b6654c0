import type { Knowledge, Plan, PlanPreferences, Prescription } from '@dosis/domain'
import { Disclosure } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { exerciseName } from './part-words.ts'

type Chosen = NonNullable<PlanPreferences['exercises']>

interface ChoiceProps {
  plan: Plan
  chosen: Chosen | undefined
  onChange: (chosen: Chosen) => void
}

/** Which exercises carry each form out: its own, which the draft takes, and those that may be taken beside or instead. */
export function ExerciseChoice({ plan, chosen = {}, onChange }: ChoiceProps) {
  const { t, pick } = useWords()
  const knowledge = useKnowledge()
  return plan.prescriptions.map((prescription) => {
    const possible = exercisesOf(prescription, knowledge)
    const form = knowledge.forms[prescription.form]
    if (form === undefined || possible.length < 2) return null
    const wanted = chosen[prescription.form] ?? prescription.exercises
    const take = (id: string, isTaken: boolean) => {
      const ids = possible.filter((each) => (each === id ? isTaken : wanted.includes(each)))
      // Forms that ask for the same training share their exercises.
      onChange({ ...chosen, ...Object.fromEntries(formsOf(prescription).map((each) => [each, ids])) })
    }
    return (
      <Disclosure key={prescription.id} summary={t.plan.chooseExercises(pick(form.names))}>
        <fieldset className="c-forms">
          <legend className="d-hidden">{t.plan.chooseExercises(pick(form.names))}</legend>
          {possible.map((id) => (
            <label key={id} className="d-option">
              <input
                type="checkbox"
                checked={wanted.includes(id)}
                onChange={(event) => take(id, event.target.checked)}
              />
              <span>
                {exerciseName(id, knowledge, { pick })}
                {wanted.includes(id) && !prescription.exercises.includes(id) && ` (${t.plan.exerciseLeftOut})`}
              </span>
            </label>
          ))}
        </fieldset>
      </Disclosure>
    )
  })
}

function formsOf({ form, forms }: Prescription): readonly string[] {
  return forms ?? [form]
}

function exercisesOf(prescription: Prescription, knowledge: Knowledge): readonly string[] {
  const all = formsOf(prescription).flatMap((id) => knowledge.forms[id] ?? [])
  return [
    ...new Set([...all.flatMap(({ exercises }) => exercises), ...all.flatMap(({ alternatives = [] }) => alternatives)]),
  ]
}
