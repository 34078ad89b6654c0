import type { Knowledge, Plan, Prescription } from '@dosis/domain'
import type { Words } from '../frame/words.ts'
import { doseWords } from './dose-words.ts'
import { exerciseName } from './part-words.ts'

type Speech = Pick<Words, 't' | 'terms' | 'pick' | 'formatNumber'>

/** How a prescription moves on, as it was confirmed or drafted: a line per kind of step. */
export function programmeLines(
  prescription: Prescription,
  plan: Plan,
  knowledge: Knowledge,
  speech: Speech,
): readonly string[] {
  const { programme, loads = {}, painLimit, dose } = prescription
  const { t, formatNumber } = speech
  const name = (id: string) => exerciseName(id, knowledge, speech)
  const level = dose.level?.value ?? null
  const graded = programme?.exercises ?? []
  const alternate = plan.sessions.find(({ prescriptions }) => prescriptions.includes(prescription.id))?.alternate
  const repetitions = programme?.repetitions
  return [
    ...(graded.length === 0
      ? []
      : [
          t.plan.programme.graded(
            graded.map((id, place) => (place + 1 === level ? `${name(id)} (${t.plan.programme.now})` : name(id))),
          ),
        ]),
    ...(programme?.growth ?? []).map(({ key, percent, amount, goal }) => {
      const figure = (value: number) => doseWords(key, { value, upTo: null }, speech) ?? ''
      const by = percent !== null ? `${formatNumber(percent)}\u00a0%` : amount !== null ? figure(amount) : null
      return t.plan.programme.grows(speech.terms.dose[key].name, by, goal === null ? null : figure(goal))
    }),
    ...(repetitions === undefined
      ? []
      : [
          t.plan.programme.repetitions(
            repetitions.from,
            repetitions.upTo,
            repetitions.loadStepKilograms === null ? null : formatNumber(repetitions.loadStepKilograms),
          ),
        ]),
    ...Object.entries(loads).map(([id, kilograms]) => `${name(id)}: ${formatNumber(kilograms)}\u00a0kg`),
    ...(alternate === undefined
      ? []
      : [
          t.plan.programme.alternate(alternate.every, [
            ...new Set(
              alternate.parts.flatMap((part) => ('exercise' in part && part.exercise ? [name(part.exercise)] : [])),
            ),
          ]),
        ]),
    ...(painLimit === undefined
      ? []
      : [t.plan.programme.painLimit(painLimit.afterAtMost, painLimit.settledNextMorning, painLimit.reason)]),
  ]
}
