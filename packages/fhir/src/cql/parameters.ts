import type { AssessmentInput, Fact, FactDefinition, Fracture, IsoDate, Knowledge } from '@dosis/domain'
import { conditionFacts } from './library.ts'
import { absentElement } from './names.ts'

/** What the library asks of one patient; a missing element is not known. Days are written `YYYY-MM-DD`. */
export interface CqlParameters {
  readonly Today: IsoDate | null
  readonly TreatmentStart: IsoDate | null
  readonly Requests: readonly string[]
  readonly Measured: readonly string[]
  readonly Facts: Readonly<Record<string, unknown>>
}

/** Puts the facts of one patient into the parameters of the library. `measured` are the ids of instruments with a score. */
export function cqlParameters(
  input: AssessmentInput<IsoDate | null>,
  knowledge: Knowledge,
  measured: readonly string[],
): CqlParameters {
  const training = trainingElements(input)
  const facts = Object.values(knowledge.facts).flatMap((definition) =>
    elementsOf(definition, input.facts[definition.id] ?? { state: 'unknown' }),
  )
  const conditions = conditionFacts(knowledge).flatMap((id) => booleanElement(id, input.facts[id]))
  return {
    Today: input.on,
    TreatmentStart: input.treatmentStart,
    Requests: input.requests,
    Measured: measured,
    Facts: { ...Object.fromEntries([...facts, ...conditions]), ...training },
  }
}

type Element = readonly [string, unknown]

function elementsOf({ id, answer }: FactDefinition, fact: Fact): Element[] {
  if (answer.kind === 'yes_no') return booleanElement(id, fact)
  if (answer.kind === 'choices' || answer.kind === 'fractures') {
    if (fact.state === 'absent') return [[id, []]]
    if (fact.state !== 'known' || !Array.isArray(fact.value)) return []
    return [[id, answer.kind === 'choices' ? fact.value : (fact.value as readonly Fracture[]).map(fractureElement)]]
  }
  if (fact.state === 'absent') return [[absentElement(id), true]]
  return fact.state === 'known' ? [[id, fact.value]] : []
}

/** Asked and absent is no. */
function booleanElement(id: string, fact: Fact | undefined): Element[] {
  if (fact === undefined || fact.state === 'unknown') return []
  return [[id, fact.state === 'known' && fact.value === true]]
}

function fractureElement(fracture: Fracture): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fracture).filter(([, value]) => value !== null && value !== undefined))
}

/** A programme without a log has no level: asked and absent. */
function trainingElements({ trainingLog }: AssessmentInput<IsoDate | null>): Readonly<Record<string, unknown>> {
  const values: readonly (readonly [string, number | undefined])[] = [
    ['training-level', trainingLog?.level],
    ['training-weeks-on-level', trainingLog?.weeksOnLevel],
    ['training-repetitions-per-session', trainingLog?.repetitionsPerSession],
    ['training-sessions-this-week', trainingLog?.sessionsThisWeek],
  ]
  return Object.fromEntries(
    values.map(([id, value]) => (value === undefined ? [absentElement(id), true] : [id, value])),
  )
}
