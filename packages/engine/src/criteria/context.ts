import type { AssessmentInput, Fact, FactId, Facts, IsoDate, Knowledge, Measured } from '@dosis/domain'
import type { Judgement } from './judgement.ts'

/** What an earlier decision concluded; `missing` are the facts that it waits for when it could not conclude. */
export interface Decided {
  readonly outcomes: readonly string[]
  readonly isUndecided: boolean
  readonly missing: readonly FactId[]
}

export type AnyInput = AssessmentInput<IsoDate | null>

/** Today and the start of the course; `null`: today is not known, no course has started. */
export interface Course {
  readonly on: IsoDate | null
  readonly treatmentStart: IsoDate | null
}

/** All that a criterion may look at. Later decisions read earlier ones through `decided`. */
export interface Context extends Course {
  readonly facts: Facts
  /** In lower case. */
  readonly requests: readonly string[]
  /** By id of instrument. */
  readonly measurements: ReadonlyMap<string, Measured>
  readonly knowledge: Knowledge
  readonly decided: Map<string, Decided>
  /** Definitions are judged once. */
  readonly judged: Map<string, Judgement>
}

export const unknown: Fact = { state: 'unknown' }
const absent: Fact = { state: 'absent' }

/** Makes the context of one patient on one day, before anything is decided. */
export function contextOf(input: AnyInput, knowledge: Knowledge): Context {
  return {
    on: input.on,
    treatmentStart: input.treatmentStart,
    facts: { ...factsInOneOrder(input.facts), ...trainingFacts(input) },
    requests: input.requests.map((request) => request.toLowerCase()),
    measurements: measurementsById(input, knowledge),
    knowledge,
    decided: new Map(),
    judged: new Map(),
  }
}

/** The fact as known; one that nobody recorded is unknown. */
export function factOf(context: Context, id: FactId): Fact {
  return (Object.hasOwn(context.facts, id) ? context.facts[id] : undefined) ?? unknown
}

/** Choices are a set: the order in which they were made says nothing. */
export function inOneOrder(fact: Fact): Fact {
  return hasCodes(fact) && !isInOrder(fact.value) ? { ...fact, value: [...new Set(fact.value)].sort() } : fact
}

/** Each once, in the order of their UTF-16 code units. */
function isInOrder(codes: readonly string[]): boolean {
  for (let at = 1; at < codes.length; at++) if ((codes[at - 1] as string) >= (codes[at] as string)) return false
  return true
}

function factsInOneOrder(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).map(([id, fact]) => [id, inOneOrder(fact)]))
}

type Known = Extract<Fact, { state: 'known' }>

function hasCodes(fact: Fact): fact is Known & { readonly value: readonly string[] } {
  return fact.state === 'known' && Array.isArray(fact.value) && fact.value.every((code) => typeof code === 'string')
}

interface InstrumentNames {
  readonly ofEach: readonly (readonly [id: string, names: readonly string[]])[]
  /** Names as the knowledge writes them, in normal form. */
  readonly normal: ReadonlyMap<string, string>
}

const namesByKnowledge = new WeakMap<Knowledge, InstrumentNames>()

/** The names under which the score of each instrument may come; read once for each knowledge. */
function namesOfInstruments(knowledge: Knowledge): InstrumentNames {
  const before = namesByKnowledge.get(knowledge)
  if (before !== undefined) return before
  const written = Object.values(knowledge.instruments).map(
    ({ id, label, inputKeys = [] }) => [id, [id, label, ...inputKeys]] as const,
  )
  const names: InstrumentNames = {
    ofEach: written.map(([id, all]) => [id, all.map(normalName)]),
    normal: new Map(written.flatMap(([, all]) => all.map((name) => [name, normalName(name)]))),
  }
  namesByKnowledge.set(knowledge, names)
  return names
}

/** Scores come under the id of an instrument, its label, or a key of its own (`FESI16`); those of no instrument are left out. */
export function measurementsById({ measurements }: AnyInput, knowledge: Knowledge): ReadonlyMap<string, Measured> {
  const found = new Map<string, Measured>()
  const stated = Object.keys(measurements)
  if (stated.length === 0) return found
  const { ofEach, normal } = namesOfInstruments(knowledge)
  const scores = new Map<string, Measured>()
  for (const name of stated) scores.set(normal.get(name) ?? normalName(name), measurements[name] as Measured)
  for (const [id, names] of ofEach) {
    for (const name of names) {
      const measured = scores.get(name)
      if (measured === undefined) continue
      found.set(id, measured)
      break
    }
  }
  return found
}

/** `FES-I 16`, `FESI16` and `fes-i-16` are the same instrument. */
export function normalName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

const noTraining: Facts = Object.fromEntries(
  ['level', 'weeks-on-level', 'repetitions-per-session', 'sessions-this-week'].map((id) => [`training-${id}`, absent]),
)

/** What the training log says counts, whatever is stated. A programme without a log has no level, which is no reason to ask for one. */
export function trainingFacts({ trainingLog }: AnyInput): Facts {
  if (trainingLog === undefined) return noTraining
  const known = (value: number | undefined): Fact => (value === undefined ? absent : { state: 'known', value })
  return {
    'training-level': known(trainingLog?.level),
    'training-weeks-on-level': known(trainingLog?.weeksOnLevel),
    'training-repetitions-per-session': known(trainingLog?.repetitionsPerSession),
    'training-sessions-this-week': known(trainingLog?.sessionsThisWeek),
  }
}
