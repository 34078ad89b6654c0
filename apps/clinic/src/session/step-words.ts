import type { Knowledge, NumberStep, ProgressStep } from '@dosis/domain'
import type { Words } from '../frame/words.ts'
import { boundOfLimit, doseWords } from '../plan/dose-words.ts'
import { exerciseName } from '../plan/part-words.ts'

type Speech = Pick<Words, 't' | 'terms' | 'pick' | 'formatNumber'>

/** What a number of a step is about: "beenpers: belasting", "minuten per week". */
export function numberName({ key, exercise }: NumberStep, knowledge: Knowledge, speech: Speech): string {
  const { name } = speech.terms.dose[key]
  return exercise === undefined ? name : `${exerciseName(exercise, knowledge, speech)}: ${name.toLowerCase()}`
}

/** What a step changes, a line per exercise and number: "beenpers: belasting: 40 kg → 42,5 kg". */
export function changeLines(step: ProgressStep, knowledge: Knowledge, speech: Speech): readonly string[] {
  const { t, terms } = speech
  const name = (id: string | null) => (id === null ? null : exerciseName(id, knowledge, speech))
  const graded =
    step.exercise === undefined || step.exercise.from === step.exercise.to
      ? []
      : [t.followUp.becomes(terms.dose.level.name, name(step.exercise.from), name(step.exercise.to), null)]
  const numbers = (step.numbers ?? []).map((number) => {
    const { key, from, to, heldBy } = number
    const figure = (value: number | null) => doseWords(key, { value, upTo: null }, speech)
    const held = heldBy === undefined ? null : boundOfLimit(key, heldBy, 'highest', speech)
    return t.followUp.becomes(numberName(number, knowledge, speech), figure(from), figure(to), held)
  })
  return [...graded, ...numbers]
}
