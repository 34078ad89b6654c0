import {
  type Bounds,
  canonicalJson,
  type Criterion,
  conditionFact,
  type Fact,
  type Knowledge,
  type Truth,
} from '@dosis/domain'
import { factCounts } from '../criteria/fact-count.ts'
import { factInBounds } from '../criteria/fact-in-bounds.ts'
import { factIncludes } from '../criteria/fact-includes.ts'
import { factIsKnown } from '../criteria/fact-is-known.ts'
import { factIs } from '../criteria/fact-is.ts'
import { someFractures } from '../criteria/fracture.ts'
import { fracturesFact } from '../criteria/fractures.ts'
import { latestFracture } from '../criteria/latest-fracture.ts'
import { isMeasured } from '../criteria/measured.ts'
import { hasStarted } from '../criteria/treatment-started.ts'
import { startedWithin } from '../criteria/weeks-since-start.ts'
import { aboutDecision, type ReadDecision } from './about-decision.ts'
import { aboutFact } from './about-fact.ts'
import { allOf } from './all.ts'
import { anyOf } from './any.ts'
import { notOf } from './not.ts'
import { factAt, weeksInCourse } from './patient.ts'
import type { Predicate } from './predicate.ts'
import type { Slots } from './slots.ts'
import { withoutFacts } from './without-facts.ts'

/** Where criteria find the decisions that they read. */
export interface DecisionBook {
  /** The place of a decision in the order in which they are taken; `null` when there is none of the name. */
  readonly indexOf: (id: string) => number | null
  readonly find: (id: string) => ReadDecision | undefined
}

export type CompileCriterion = (criterion: Criterion) => Predicate

export interface CriterionCompiler {
  readonly compile: CompileCriterion
  /** How many predicates were made so far. */
  readonly count: () => number
}

/**
 * Makes criteria ready to be judged; equal ones become one predicate, a definition that of its criterion.
 * @returns `compile`, which throws a RangeError for a definition or kind of request that knowledge does not have
 */
export function criterionCompiler(knowledge: Knowledge, slots: Slots, decisions: DecisionBook): CriterionCompiler {
  const byKey = new Map<string, Predicate>()
  const byDefinition = new Map<string, Predicate>()

  const once = (key: string, make: (index: number) => Predicate): Predicate => {
    const before = byKey.get(key)
    if (before !== undefined) return before
    const made = make(byKey.size)
    byKey.set(key, made)
    return made
  }
  const group = (kind: string, criteria: readonly Criterion[], make: typeof allOf): Predicate => {
    const parts = criteria.map(compile)
    return once(`${kind} ${parts.map(({ index }) => index).join()}`, (index) => make(index, parts))
  }
  const definition = (id: string): Predicate => {
    const before = byDefinition.get(id)
    if (before !== undefined) return before
    const defined = knowledge.definitions[id]
    if (defined === undefined) throw new RangeError(`judge: needs a definition of the knowledge, got ${id}`)
    const predicate = compile(defined.when)
    byDefinition.set(id, predicate)
    return predicate
  }

  function compile(criterion: Criterion): Predicate {
    if ('all' in criterion) return group('all', criterion.all, allOf)
    if ('any' in criterion) return group('any', criterion.any, anyOf)
    if ('not' in criterion) {
      const part = compile(criterion.not)
      return once(`not ${part.index}`, (index) => notOf(index, part))
    }
    if ('definition' in criterion) return definition(criterion.definition)
    if ('condition' in criterion) return compile({ fact: conditionFact(criterion.condition), is: true })
    return once(canonicalJson(criterion), (index) => leafOf(criterion, index))
  }

  function leafOf(criterion: Leaf, index: number): Predicate {
    if ('decided' in criterion) {
      return aboutDecision(index, criterion, decisions.indexOf(criterion.decided), decisions.find)
    }
    if ('request' in criterion) {
      const { request } = criterion
      if (knowledge.requests[request] === undefined)
        throw new RangeError(`judge: needs a kind of request of the knowledge, got ${request}`)
      return withoutFacts(index, ({ asked }) => asked.has(request))
    }
    if ('treatmentStarted' in criterion) {
      return withoutFacts(index, (patient) => hasStarted(patient, criterion.treatmentStarted))
    }
    if ('weeksSinceStart' in criterion) {
      return withoutFacts(index, (patient) => startedWithin(patient, weeksInCourse(patient), criterion.weeksSinceStart))
    }
    if ('measured' in criterion) {
      return withoutFacts(index, ({ measurements }) => isMeasured(measurements, criterion.measured))
    }
    if ('fracture' in criterion || 'latestFracture' in criterion) {
      const judge = 'fracture' in criterion ? someFractures(criterion) : latestFracture(criterion)
      return aboutFact(index, slots.take(fracturesFact), ({ fractures, on }) => judge(fractures, on))
    }
    const slot = slots.take(criterion.fact)
    const compare = comparisonOf(criterion)
    return aboutFact(index, slot, (patient) => compare(factAt(patient, slot)))
  }

  return { compile, count: () => byKey.size }
}

type Composed =
  | { all: unknown }
  | { any: unknown }
  | { not: unknown }
  | { definition: unknown }
  | { condition: unknown }
type Leaf = Exclude<Criterion, Composed>
type AboutOneFact = Extract<Leaf, { fact: string }>

function comparisonOf(criterion: AboutOneFact): (fact: Fact) => Truth {
  if ('is' in criterion) return (fact) => factIs(fact, criterion.is)
  if ('includesAny' in criterion) return (fact) => factIncludes(fact, criterion.includesAny)
  if ('countAtLeast' in criterion) return (fact) => factCounts(fact, criterion.countAtLeast)
  if ('isKnown' in criterion) return (fact) => factIsKnown(fact, criterion.isKnown)
  const bounds: Bounds = criterion
  return (fact) => factInBounds(fact, bounds)
}
