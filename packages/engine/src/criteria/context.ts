import type { AssessmentInput, Fact, FactId, Facts, IsoDate, Knowledge, Measured } from '@dosis/domain'
import type { Judgement } from './judgement.ts'

/** What an earlier decision concluded; `missing` are the facts that it waits for when it could not conclude. */
export interface Decided {
  readonly outcomes: readonly string[]
  readonly isUndecided: boolean
  readonly missing: readonly FactId[]
}

type AnyInput = AssessmentInput<IsoDate | null>

/** All that a criterion may look at. Later decisions read earlier ones through `decided`. */
export interface Context {
  /** `null`: the day is not known. */
  readonly on: IsoDate | null
  readonly treatmentStart: IsoDate | null
  readonly facts: Facts
  /** In lower case. */
  readonly requests: readonly string[]
  /** By id of instrument. */
  readonly measurements: ReadonlyMap<string, Measured>
  readonly knowledge: Knowledge
  readonly decided: Map<string, Decided>
  /** Kinds of request are looked up once. */
  readonly asked: Map<string, boolean>
  /** False while answers are tried: only what comes out counts, not why. */
  readonly explains: boolean
  /** Definitions are judged once. */
  readonly judged: Map<string, Judgement>
}

const unknown: Fact = { state: 'unknown' }
const absent: Fact = { state: 'absent' }

/** Makes the context of one patient on one day, before anything is decided. */
export function contextOf(input: AnyInput, knowledge: Knowledge): Context {
  return {
    on: input.on,
    treatmentStart: input.treatmentStart,
    facts: { ...inOneOrder(input.facts), ...trainingFacts(input) },
    requests: input.requests.map((request) => request.toLowerCase()),
    measurements: measurementsById(input, knowledge),
    knowledge,
    decided: new Map(),
    asked: new Map(),
    judged: new Map(),
    explains: true,
  }
}

/** The same patient with another answer to one question, to see what would come out. */
export function withAnswer(context: Context, id: FactId, answer: Fact): Context {
  const facts = { ...context.facts, [id]: answer }
  return { ...context, facts, decided: new Map(), judged: new Map(), explains: false }
}

/** The fact as known; one that nobody recorded is unknown. */
export function factOf(context: Context, id: FactId): Fact {
  return (Object.hasOwn(context.facts, id) ? context.facts[id] : undefined) ?? unknown
}

/** Choices are a set: the order in which they were made says nothing. */
function inOneOrder(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).map(([id, fact]) => [id, hasCodes(fact) ? sorted(fact) : fact]))
}

type Known = Extract<Fact, { state: 'known' }>

function hasCodes(fact: Fact): fact is Known & { readonly value: readonly string[] } {
  return fact.state === 'known' && Array.isArray(fact.value) && fact.value.every((code) => typeof code === 'string')
}

function sorted(fact: Known & { readonly value: readonly string[] }): Fact {
  return { ...fact, value: [...new Set(fact.value)].sort() }
}

/** Scores come under the id of an instrument, its label, or a key of its own (`FESI16`); those of no instrument are left out. */
function measurementsById({ measurements }: AnyInput, { instruments }: Knowledge): ReadonlyMap<string, Measured> {
  const scores = new Map(Object.entries(measurements).map(([name, measured]) => [normalName(name), measured]))
  const found = new Map<string, Measured>()
  if (scores.size === 0) return found
  for (const { id, label, inputKeys = [] } of Object.values(instruments)) {
    const measured = [id, label, ...inputKeys]
      .map((name) => scores.get(normalName(name)))
      .find((score) => score !== undefined)
    if (measured !== undefined) found.set(id, measured)
  }
  return found
}

/** `FES-I 16`, `FESI16` and `fes-i-16` are the same instrument. */
export function normalName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** A programme without a log has no level, which is no reason to ask for one. */
function trainingFacts({ trainingLog }: AnyInput): Facts {
  const known = (value: number | undefined): Fact => (value === undefined ? absent : { state: 'known', value })
  return {
    'training-level': known(trainingLog?.level),
    'training-weeks-on-level': known(trainingLog?.weeksOnLevel),
    'training-repetitions-per-session': known(trainingLog?.repetitionsPerSession),
    'training-sessions-this-week': known(trainingLog?.sessionsThisWeek),
  }
}
