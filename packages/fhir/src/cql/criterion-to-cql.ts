import { type Bounds, type Criterion, conditionFact, type FactId, type Knowledge } from '@dosis/domain'
import { boundsToCql } from './bounds-to-cql.ts'
import { decimal, identifier, join, listOf, literal } from './cql-text.ts'
import { fractureToCql, latestFractureToCql } from './fracture-to-cql.ts'
import { absentElement, definitionName, outcomeName } from './names.ts'

/** What the translation of a criterion must know: kinds of facts, words of requests, which decisions take every row. */
export type CqlContext = Pick<Knowledge, 'facts' | 'requests' | 'decisions'>

/**
 * Writes a criterion as an expression of CQL with the same truth: true, false, or null for unknown. CQL has the same
 * three-valued logic (Kleene), so conjunction, disjunction and negation carry over as they are.
 * @throws {RangeError} for a kind of request that knowledge does not have
 */
export function criterionToCql(criterion: Criterion, context: CqlContext): string {
  const inside = (part: Criterion) => criterionToCql(part, context)
  if ('all' in criterion) return join(criterion.all.map(inside), 'and', 'true')
  if ('any' in criterion) return join(criterion.any.map(inside), 'or', 'false')
  if ('not' in criterion) return `(not ${inside(criterion.not)})`
  if ('condition' in criterion) return factElement(conditionFact(criterion.condition))
  if ('definition' in criterion) return identifier(definitionName(criterion.definition))
  if ('decided' in criterion) return decidedToCql(criterion.decided, criterion.isAnyOf, context)
  if ('request' in criterion) return requestToCql(criterion.request, context)
  if ('fracture' in criterion) return fractureToCql(criterion.fracture, criterion.count ?? 1)
  if ('latestFracture' in criterion) return latestFractureToCql(criterion.latestFracture)
  if ('treatmentStarted' in criterion) return criterion.treatmentStarted ? started : `(not ${started})`
  if ('weeksSinceStart' in criterion) return weeksSinceStartToCql(criterion.weeksSinceStart)
  if ('measured' in criterion) return `exists (Measured M where M = ${literal(criterion.measured)})`
  if ('is' in criterion) return isToCql(criterion.fact, criterion.is, context)
  if ('includesAny' in criterion) return includesToCql(criterion.fact, criterion.includesAny)
  if ('countAtLeast' in criterion) return countToCql(criterion.fact, criterion.countAtLeast)
  if ('isKnown' in criterion) return isKnownToCql(criterion.fact, criterion.isKnown, context)
  return unlessAbsent(criterion.fact, boundsToCql(factElement(criterion.fact), criterion))
}

export function factElement(fact: FactId): string {
  return `Facts.${identifier(fact)}`
}

/** A quantity or choice that was asked and is not there lies nowhere and equals nothing. */
function unlessAbsent(fact: FactId, expression: string): string {
  return `(if ${factElement(absentElement(fact))} is true then false else ${expression})`
}

/** Whether the fact is a Boolean in `Facts`; one that is asked and absent is then false. */
export function isBoolean(fact: FactId, { facts }: Pick<CqlContext, 'facts'>): boolean {
  return facts[fact] === undefined || facts[fact].answer.kind === 'yes_no'
}

function isToCql(fact: FactId, is: boolean | string | number, context: CqlContext): string {
  if (typeof is === 'boolean') {
    if (!isBoolean(fact, context)) {
      return is
        ? `(if ${isKnownToCql(fact, true, context)} then false else null as Boolean)`
        : `(if ${factElement(absentElement(fact))} is true then true else if ${factElement(fact)} is not null then false else null as Boolean)`
    }
    return is ? factElement(fact) : `(not ${factElement(fact)})`
  }
  return unlessAbsent(fact, `${factElement(fact)} = ${typeof is === 'number' ? decimal(is) : literal(is)}`)
}

/** A fact with several choices is a list; asked and absent is an empty one. */
function includesToCql(fact: FactId, codes: readonly string[]): string {
  const list = factElement(fact)
  return `(if ${list} is null then null else exists (${list} C where C in ${listOf(codes.map(literal))}))`
}

function countToCql(fact: FactId, atLeast: number): string {
  const list = factElement(fact)
  return `(if ${list} is null then null else Count(distinct ${list}) >= ${atLeast})`
}

function isKnownToCql(fact: FactId, isKnown: boolean, { facts }: CqlContext): string {
  const kind = facts[fact]?.answer.kind
  const hasAbsent = kind === 'quantity' || kind === 'choice' || kind === 'text'
  const known = hasAbsent
    ? `(${factElement(fact)} is not null or ${factElement(absentElement(fact))} is true)`
    : `(${factElement(fact)} is not null)`
  return isKnown ? known : `(not ${known})`
}

/** Nobody is held to have asked: a request is true or false, never null. */
function requestToCql(id: string, { requests }: CqlContext): string {
  const kind = requests[id]
  if (kind === undefined) throw new RangeError(`criterionToCql: needs a kind of request of the knowledge, got ${id}`)
  const tests = [
    `Lower(R) = ${literal(id)}`,
    ...kind.words.map((word) => `PositionOf(${literal(word)}, Lower(R)) >= 0`),
  ]
  return `exists (Requests R where ${tests.join(' or ')})`
}

const started = '(if TreatmentStart is null then false else TreatmentStart <= Today)'

/** Compared in days, since CQL rounds a Decimal to eight digits and a week is seven days exactly. */
function weeksSinceStartToCql(bounds: Bounds): string {
  const days = 'ToDecimal(difference in days between TreatmentStart and Today)'
  const within = boundsToCql(days, bounds, 7)
  return `(case when TreatmentStart is null then false when TreatmentStart > Today then false else ${within} end)`
}

/** An earlier decision came out as one of these; null while it waits for facts. */
function decidedToCql(decision: string, isAnyOf: readonly string[], { decisions }: CqlContext): string {
  const outcome = identifier(outcomeName(decision))
  const wanted = listOf(isAnyOf.map(literal))
  const table = decisions[decision]
  if (table?.takes === 'every' && decision !== 'triage') {
    const undecided = table.onUnknown === 'ask' ? `exists (${outcome} O where O = 'unknown')` : 'false'
    return `(case when exists (${outcome} O where O in ${wanted}) then true when ${undecided} then null else false end)`
  }
  return `(case when ${outcome} in ${wanted} then true when ${outcome} = 'unknown' then null else false end)`
}
