import {
  addDays,
  type AssessmentInput,
  conditionFact,
  type Fact,
  type FactDefinition,
  type FactId,
  type Facts,
  type Fracture,
  type IsoDate,
  type Knowledge,
} from '@dosis/domain'
import fc from 'fast-check'

/** The day on which every generated patient is assessed. */
export const today: IsoDate = '2026-05-04'

export const known = (value: Extract<Fact, { state: 'known' }>['value']): Fact => ({ state: 'known', value })
export const absent: Fact = { state: 'absent' }

/** Facts of the conditions that the knowledge describes, and of one that it does not. */
export function conditionFactsOf(knowledge: Knowledge): FactId[] {
  return [...Object.keys(knowledge.conditions).map(conditionFact), conditionFact('sarcopenia')]
}

/**
 * Patients over every fact, condition and kind of request of the knowledge. Numbers that a rule compares with, and their
 * neighbours, come up far more often than by chance; so do answers that open a group of rules. One fact in twelve is not
 * known: few enough to reach verdicts, many enough to miss something in most patients.
 */
export function patientsOf(knowledge: Knowledge): fc.Arbitrary<AssessmentInput> {
  const words = Object.values(knowledge.requests).flatMap((kind) => kind.words.slice(0, 2))
  return fc
    .record({
      treatmentStart: fc.constantFrom(
        null,
        null,
        ...[0, 1, 42, 83, 84, 85, 200, -7].map((days) => addDays(today, -days)),
      ),
      facts: factsOf(knowledge),
      requests: fc.subarray(words),
      measurements: fc.constantFrom({}, {}, { NPRS: { start: 6, now: 4 } }, { BBS: { start: 34, now: 40 } }),
      log: fc.option(trainingLogs, { nil: undefined }),
    })
    .map(({ log, ...input }) => ({ on: today, ...input, ...(log === undefined ? {} : { trainingLog: log }) }))
}

const trainingLogs = fc.record({
  level: fc.integer({ min: 1, max: 13 }),
  weeksOnLevel: fc.constantFrom(0, 1, 2),
  repetitionsPerSession: fc.constantFrom(9, 10, 11),
  sessionsThisWeek: fc.constantFrom(1, 2, 3),
})

/** What opens a group of rules is answered more often, so that patients reach the rules behind it. */
const openings: Readonly<Record<FactId, fc.Arbitrary<Fact>>> = {
  'bone-health-plays-a-role': fc.constantFrom(known(true), known(true), known(false)),
  screening: fc.constantFrom(
    known('pluis'),
    known('pluis'),
    known('pluis'),
    known('niet-pluis'),
    known('doubt-diagnosis'),
  ),
}

function factsOf(knowledge: Knowledge): fc.Arbitrary<Facts> {
  const thresholds = thresholdsOf(knowledge)
  const asked = Object.values(knowledge.facts).filter(({ id }) => !id.startsWith('training-'))
  return fc
    .record({
      ...Object.fromEntries(
        asked.map((fact) => [
          fact.id,
          mostlyKnown(openings[fact.id] ?? answersTo(fact, thresholds.get(fact.id) ?? [])),
        ]),
      ),
      ...Object.fromEntries(
        conditionFactsOf(knowledge).map((id) => [
          id,
          mostlyKnown(fc.constantFrom(absent, absent, absent, absent, known(true))),
        ]),
      ),
    })
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, fact]) => fact !== null)) as Facts)
}

function mostlyKnown(fact: fc.Arbitrary<Fact>): fc.Arbitrary<Fact | null> {
  return fc.oneof({ weight: 11, arbitrary: fact }, { weight: 1, arbitrary: fc.constant(null) })
}

function answersTo({ answer, canBeAbsent }: FactDefinition, thresholds: readonly number[]): fc.Arbitrary<Fact> {
  const states = canBeAbsent ? [fc.constant(absent)] : []
  switch (answer.kind) {
    case 'yes_no':
      return fc.oneof(...states, fc.boolean().map(known))
    case 'choice':
      return fc.oneof(...states, fc.constantFrom(...answer.options.map(({ code }) => known(code))))
    case 'choices':
      return fc.oneof(...states, fc.subarray(answer.options.map(({ code }) => code)).map(known))
    case 'quantity': {
      const { minimum, maximum, step } = answer
      const inside = thresholds
        .flatMap((number) => [number - step, number, number + step])
        .map((number) => Number(number.toFixed(6)))
        .filter((number) => number >= minimum && number <= maximum)
      const near = inside.length === 0 ? [] : [{ weight: 4, arbitrary: fc.constantFrom(...inside).map(known) }]
      const any = fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) }).map(known)
      return fc.oneof(...near, { weight: 2, arbitrary: any }, ...states.map((arbitrary) => ({ weight: 1, arbitrary })))
    }
    case 'fractures':
      return fc.oneof(...states, fractures)
    case 'text':
      return fc.constant(known('words'))
  }
}

/** At, just before and just after every bound of the phases of a fracture; with a day, with weeks, and with neither. */
const fractures = fc
  .array(
    fc.record({
      site: fc.constantFrom('vertebra', 'vertebra', 'hip', 'wrist'),
      when: fc.oneof(
        fc.constantFrom(0, 5, 6, 7, 11, 12, 13, 30, 103, 104, 105).map((weeksAgo) => ({ weeksAgo })),
        fc.constantFrom(0, 41, 42, 43, 83, 84, 85, 400, -3).map((days) => ({ on: addDays(today, -days) })),
        fc.constant({}),
      ),
      parts: fc.record({
        lowTrauma: fc.constantFrom(true, false, null),
        stable: fc.constantFrom(true, true, false, null),
        symptomatic: fc.constantFrom(true, false, null),
        imaging: fc.constantFrom(true, false, null),
        operated: fc.constantFrom(true, false, null),
      }),
    }),
    { maxLength: 3 },
  )
  .map((all) => known(all.map(({ site, when, parts }): Fracture => ({ site, ...when, ...parts }))))

/** Every number that a criterion anywhere in the knowledge compares a fact with. */
function thresholdsOf({
  definitions,
  decisions,
  recommendations,
  forms,
  constraints,
}: Knowledge): ReadonlyMap<FactId, readonly number[]> {
  const found = new Map<FactId, number[]>()
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { fact, ...rest } = value as { readonly fact?: unknown }
    if (typeof fact === 'string') {
      const numbers = Object.values(rest).filter((part) => typeof part === 'number')
      found.set(fact, [...(found.get(fact) ?? []), ...numbers])
    }
    for (const part of Object.values(value)) collect(part)
  }
  collect([definitions, decisions, recommendations, forms, constraints])
  return found
}
