import type { Fact, FactId } from '@dosis/domain'
import { type Patient, patientOf, setFact } from '../compiled/patient.ts'
import type { Ready } from './ready-knowledge.ts'
import { sampleAnswers } from './sample-answers.ts'

const answersByKnowledge = new WeakMap<Ready, Map<FactId, readonly Fact[]>>()

/** One of each kind of answer that the rules tell apart: a fact that is known in part gets answers of its own. */
export function representativeAnswers(id: FactId, slot: number, current: Fact, ready: Ready): readonly Fact[] {
  if (current.state === 'known') return sampleAnswers(id, current, ready.knowledge)
  const known = answersByKnowledge.get(ready) ?? new Map<FactId, readonly Fact[]>()
  answersByKnowledge.set(ready, known)
  const before = known.get(id)
  if (before !== undefined) return before
  const answers = onePerKind(sampleAnswers(id, current, ready.knowledge), slot, ready)
  known.set(id, answers)
  return answers
}

/** Answers that every criterion about the fact judges alike come to the same: the first of them is enough. */
function onePerKind(answers: readonly Fact[], slot: number, ready: Ready): readonly Fact[] {
  const nobody = { on: null, treatmentStart: null, facts: {}, requests: [], measurements: {} }
  const patient: Patient = patientOf(nobody, ready.knowledge, ready.blank)
  const about = (ready.reaches.ofFacts[slot] ?? []).filter((predicate) => predicate.slot === slot)
  const kinds = new Map<string, Fact>()
  for (const answer of answers) {
    setFact(patient, slot, answer)
    const kind = about.map(({ judge }) => judge(patient)).join(' ')
    if (!kinds.has(kind)) kinds.set(kind, answer)
  }
  return [...kinds.values()]
}
