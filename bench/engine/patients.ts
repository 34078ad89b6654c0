import {
  addDays,
  type AssessmentInput,
  conditionFact,
  type Fact,
  type FactDefinition,
  type FactId,
  type Fracture,
  type IsoDate,
  type Knowledge,
} from '@dosis/domain'

const today: IsoDate = '2026-05-04'
const absent: Fact = { state: 'absent' }
const known = (value: Extract<Fact, { state: 'known' }>['value']): Fact => ({ state: 'known', value })

/**
 * Patients without end, each the same for its number on every machine: over every fact, condition and kind of request of
 * the knowledge, at and around every number that a rule compares with. One fact in twelve is not known.
 */
export function patientMaker(knowledge: Knowledge): (number: number) => AssessmentInput {
  const thresholds = thresholdsOf(knowledge)
  const words = Object.values(knowledge.requests).flatMap((kind) => kind.words.slice(0, 2))
  const conditions = [...Object.keys(knowledge.conditions), 'sarcopenia'].map(conditionFact)
  const asked = Object.values(knowledge.facts)
    .filter(({ id }) => !id.startsWith('training-'))
    .map((definition) => [definition.id, answersTo(definition, thresholds.get(definition.id) ?? [])] as const)
  return (number) => {
    const random = chances(number)
    const facts: [FactId, Fact][] = []
    for (const [id, answers] of asked) {
      if (random() > 1 / 12) facts.push([id, opening(id, random) ?? pick(answers, random)(random)])
    }
    for (const id of conditions) if (random() > 1 / 12) facts.push([id, random() < 0.2 ? known(true) : absent])
    return { on: today, facts: Object.fromEntries(facts), ...courseOf(random, words) }
  }
}

type Chance = () => number
type Answer = (random: Chance) => Fact

/** What opens a group of rules is answered more often, so that patients reach the rules behind it. */
function opening(id: FactId, random: Chance): Fact | null {
  if (id === 'bone-health-plays-a-role' && random() < 0.6) return known(true)
  return id === 'screening' && random() < 0.5 ? known('pluis') : null
}

function courseOf(random: Chance, words: readonly string[]): Omit<AssessmentInput, 'on' | 'facts'> {
  const daysAgo = pick([null, null, 0, 1, 42, 83, 84, 85, 200, -7], random)
  const trainingLog = {
    level: 1 + Math.floor(random() * 13),
    weeksOnLevel: pick([0, 1, 2], random),
    repetitionsPerSession: pick([9, 10, 11], random),
    sessionsThisWeek: pick([1, 2, 3], random),
  }
  return {
    treatmentStart: daysAgo === null ? null : addDays(today, -daysAgo),
    requests: words.filter(() => random() < 0.5),
    measurements: pick([{}, {}, { NPRS: { start: 6, now: 4 } }, { BBS: { start: 34, now: 40 } }], random),
    ...(random() < 0.5 ? { trainingLog } : {}),
  }
}

function answersTo({ answer, canBeAbsent }: FactDefinition, thresholds: readonly number[]): readonly Answer[] {
  const same = (fact: Fact): Answer => {
    return () => fact
  }
  const none = canBeAbsent ? [same(absent)] : []
  switch (answer.kind) {
    case 'yes_no':
      return [...none, same(known(true)), same(known(false))]
    case 'choice':
      return [...none, ...answer.options.map(({ code }) => same(known(code)))]
    case 'choices': {
      const codes = answer.options.map(({ code }) => code)
      return [...none, (random) => known(codes.filter(() => random() < 0.3))]
    }
    case 'quantity': {
      const { minimum, maximum, step } = answer
      const near = thresholds.flatMap((number) => [number - step, number, number + step])
      const any: Answer = (random) => known(Math.round(minimum + random() * (maximum - minimum)))
      const inside = near.filter((number) => number >= minimum && number <= maximum)
      return [...none, any, any, ...inside.map((number) => same(known(Number(number.toFixed(6)))))]
    }
    case 'fractures':
      return [...none, fractures]
    case 'text':
      return [same(known('words'))]
  }
}

/** Up to three, at, just before and just after every bound of the phases; with a day, with weeks, and with neither. */
const fractures: Answer = (random) => {
  const part = (): boolean | null => pick([true, true, false, null], random)
  const one = (): Fracture => ({
    site: pick(['vertebra', 'vertebra', 'hip', 'wrist'], random),
    ...pick<Pick<Fracture, 'on' | 'weeksAgo'>>(
      [
        { weeksAgo: pick([0, 5, 6, 7, 11, 12, 13, 30, 103, 104, 105], random) },
        { on: addDays(today, -pick([0, 41, 42, 43, 83, 84, 85, 400], random)) },
        {},
      ],
      random,
    ),
    lowTrauma: part(),
    stable: part(),
    symptomatic: part(),
    imaging: part(),
    operated: part(),
  })
  return known(Array.from({ length: Math.floor(random() * 4) }, one))
}

function pick<Of>(of: readonly Of[], random: Chance): Of {
  return of[Math.floor(random() * of.length)] as Of
}

/** Mulberry32: numbers from 0 to 1 that look random and are always the same. */
function chances(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Every number that a criterion anywhere in the knowledge compares a fact with. */
function thresholdsOf({ definitions, decisions, recommendations, forms, constraints }: Knowledge) {
  const found = new Map<FactId, number[]>()
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { fact, atLeast, atMost, above, below } = value as Record<string, unknown>
    if (typeof fact === 'string') {
      const numbers = [atLeast, atMost, above, below].filter((bound) => typeof bound === 'number')
      found.set(fact, [...(found.get(fact) ?? []), ...numbers])
    }
    for (const item of Object.values(value)) collect(item)
  }
  collect([definitions, decisions, recommendations, forms, constraints])
  return found
}
