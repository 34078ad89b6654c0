import {
  conditionFact,
  type Fact,
  type FactId,
  type Facts,
  type FactUse,
  type Fracture,
  type Knowledge,
  type Measured,
  type Truth,
} from '@dosis/domain'
import {
  type AnyInput,
  type Course,
  inOneOrder,
  measurementsById,
  trainingFacts,
  unknown,
} from '../criteria/context.ts'
import { weeksSinceFracture } from '../criteria/fracture-matches.ts'
import { fracturesFact, fracturesIn } from '../criteria/fractures.ts'
import { factUse, type Judgement } from '../criteria/judgement.ts'
import { weeksOfCourse } from '../criteria/weeks-since-start.ts'
import { askedKinds } from './asked-kinds.ts'
import type { Slots } from './slots.ts'

/** What a decision came to, in the words that later decisions read. */
export interface Taken {
  readonly outcomes: readonly string[]
  /** It waits for facts. */
  readonly isUndecided: boolean
}

/** One patient on one day, with all that was judged of them so far. Made for one answer and changed while it is made. */
export interface Patient extends Course {
  /** The kinds of request that were asked for. */
  readonly asked: ReadonlySet<string>
  /** By id of instrument. */
  readonly measurements: ReadonlyMap<string, Measured>
  readonly slots: Slots
  /** By slot; `setFact` changes them. */
  readonly facts: Fact[]
  /** Conditions that the patient has, whether or not a criterion looks at them. */
  readonly conditions: readonly string[]
  /** With the weeks since each, counted once; `null` = not known whether there are any. */
  fractures: readonly Fracture[] | null
  /** Weeks since the course started, counted once; see `weeksOfCourse`. */
  weeksInCourse: number | null | undefined
  /** By slot: the facts as reasons show them. */
  readonly seen: (FactUse | undefined)[]
  /** By predicate; see `judgedAs`. */
  readonly truths: Uint8Array
  /** By predicate. */
  readonly judgements: (Judgement | undefined)[]
  /** By decision. */
  readonly taken: (Taken | undefined)[]
}

/** Truths take a byte each, and 0 for what was not judged. */
export type JudgedAs = 0 | 1 | 2 | 3

export function judgedAs(truth: Truth): JudgedAs {
  return truth === 'yes' ? 1 : truth === 'no' ? 2 : 3
}

/** A patient of whom nothing is known and nothing was judged, to start from. */
export interface Blank {
  readonly slots: Slots
  readonly facts: readonly Fact[]
  readonly unseen: readonly undefined[]
  readonly unjudged: readonly undefined[]
  readonly untaken: readonly undefined[]
}

/**
 * @param predicates how many there are; all criteria of the knowledge are compiled
 * @param decisions how many will be taken
 */
export function blankPatient(slots: Slots, predicates: number, decisions = 0): Blank {
  const nothing = (length: number) => Array.from({ length }, () => undefined)
  return {
    slots,
    facts: slots.ids.map(() => unknown),
    unseen: nothing(slots.ids.length),
    unjudged: nothing(predicates),
    untaken: nothing(decisions),
  }
}

/** Makes the patient ready to be judged; facts that no criterion of the knowledge looks at are left out. */
export function patientOf(input: AnyInput, knowledge: Knowledge, blank: Blank): Patient {
  const conditions: string[] = []
  const patient: Patient = {
    on: input.on,
    treatmentStart: input.treatmentStart,
    asked: askedKinds(
      input.requests.map((request) => request.toLowerCase()),
      knowledge,
    ),
    measurements: measurementsById(input, knowledge),
    slots: blank.slots,
    facts: blank.facts.slice(),
    conditions,
    fractures: null,
    weeksInCourse: undefined,
    seen: blank.unseen.slice(),
    truths: new Uint8Array(blank.unjudged.length),
    judgements: blank.unjudged.slice(),
    taken: blank.untaken.slice(),
  }
  setFacts(patient, input.facts, conditions)
  setFacts(patient, trainingFacts(input), [])
  return patient
}

const prefix = conditionFact('')

/** @param conditions those that the patient has are added here */
function setFacts(patient: Patient, facts: Facts, conditions: string[]): void {
  const [ids, all] = [Object.keys(facts), Object.values(facts)]
  for (let at = 0; at < ids.length; at++) {
    const [id, fact] = [ids[at] as FactId, all[at] as Fact]
    const slot = patient.slots.find(id)
    if (slot !== undefined) setFact(patient, slot, fact.state === 'known' ? inOneOrder(fact) : fact)
    if (fact.state === 'known' && fact.value === true && id.startsWith(prefix)) conditions.push(id.slice(prefix.length))
  }
}

/** The same patient in a course that starts or runs on other days; nothing of it has been judged. */
export function inCourse(patient: Patient, { on, treatmentStart }: Course, { unjudged, untaken }: Blank): Patient {
  const truths = new Uint8Array(unjudged.length)
  const nothing = { truths, judgements: unjudged.slice(), taken: untaken.slice() }
  const moved: Patient = { ...patient, on, treatmentStart, weeksInCourse: undefined, ...nothing }
  const slot = patient.slots.find(fracturesFact)
  if (slot !== undefined) setFact(moved, slot, factAt(patient, slot))
  return moved
}

export function factAt({ facts }: Patient, slot: number): Fact {
  return facts[slot] ?? unknown
}

/** Changes what is known. What was judged before by this fact must be forgotten by the caller. */
export function setFact(patient: Patient, slot: number, fact: Fact): void {
  patient.facts[slot] = fact
  if (patient.slots.ids[slot] === fracturesFact) patient.fractures = withWeeks(fact, patient)
}

export function factAsSeen(patient: Patient, slot: number): FactUse {
  const before = patient.seen[slot]
  if (before !== undefined) return before
  const use = factUse(patient.slots.ids[slot] ?? '', factAt(patient, slot))
  patient.seen[slot] = use
  return use
}

/** Weeks since the course started; `null` for none. */
export function weeksInCourse(patient: Patient): number | null {
  if (patient.weeksInCourse === undefined) patient.weeksInCourse = weeksOfCourse(patient)
  return patient.weeksInCourse
}

function withWeeks(fact: Fact, { on: today }: Course): readonly Fracture[] | null {
  const fractures = fracturesIn(fact)
  return fractures === null
    ? null
    : fractures.map((fracture) => ({ ...fracture, on: null, weeksAgo: weeksSinceFracture(fracture, today) }))
}
