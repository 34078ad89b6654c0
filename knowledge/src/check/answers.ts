import type { Criterion, FactDefinition, FractureFilter, Knowledge, Review } from '@dosis/domain'
import { conditionFact } from '@dosis/domain'
import type { KnowledgeKind } from '@dosis/domain/schemas'
import { criteriaIn } from '../criteria-in.ts'
import { didYouMean } from '../nearest-word.ts'
import { criteriaOf, factsOfMethod } from '../references.ts'
import { thresholdsOf } from './assignments.ts'
import { entriesOf } from './entries.ts'
import type { Found } from './finding.ts'
import { outcomesOf } from './outcomes.ts'

/** Finds criteria that ask for an answer that no question can give, or an outcome that no table has. */
export function checkAnswers(knowledge: Knowledge): Found[] {
  return entriesOf(knowledge).flatMap(({ kind, id, value }) =>
    criteriaOf(value).flatMap(({ criterion, path }) =>
      criteriaIn(criterion, path).flatMap((part) => impossible({ kind, id }, part.path, part.criterion, knowledge)),
    ),
  )
}

function impossible(
  of: { readonly kind: KnowledgeKind; readonly id: string },
  path: readonly PropertyKey[],
  criterion: Criterion,
  knowledge: Knowledge,
): Found[] {
  const found = (message: string | null): Found[] =>
    message === null ? [] : [{ kind: 'impossible-answer', in: of, path, message }]
  if ('decided' in criterion) return unknownOutcomes(of, path, criterion, knowledge)
  if ('fracture' in criterion) return found(unknownSite(criterion.fracture, knowledge))
  if ('latestFracture' in criterion) {
    const { of: which, is } = criterion.latestFracture
    return found(unknownSite(which, knowledge) ?? unknownSite(is, knowledge))
  }
  if (!('fact' in criterion)) return []
  const definition = knowledge.facts[criterion.fact]
  return definition === undefined ? [] : found(problemOf(criterion, definition))
}

function unknownOutcomes(
  of: Found['in'],
  path: readonly PropertyKey[],
  { decided, isAnyOf }: Extract<Criterion, { decided: unknown }>,
  knowledge: Knowledge,
): Found[] {
  const possible = outcomesOf(decided, knowledge)
  if (possible === undefined) return []
  return isAnyOf
    .filter((outcome) => !possible.includes(outcome))
    .map((outcome) => ({
      kind: 'unknown-outcome',
      in: of,
      path: [...path, 'isAnyOf'],
      message: `"${decided}" never comes out as "${outcome}"${didYouMean(outcome, possible)}`,
    }))
}

function unknownSite({ site, notSite }: FractureFilter, { facts }: Knowledge): string | null {
  const answer = facts['fractures']?.answer
  if (answer?.kind !== 'fractures') return null
  const codes = answer.sites.map(({ code }) => code)
  const wrong = [site, notSite].find((code) => code !== undefined && !codes.includes(code))
  return wrong === undefined ? null : `no site of "fractures" is "${wrong}"${didYouMean(wrong, codes)}`
}

function problemOf(criterion: Extract<Criterion, { fact: unknown }>, { id, answer }: FactDefinition): string | null {
  if ('isKnown' in criterion) return null
  const codes = answer.kind === 'choice' || answer.kind === 'choices' ? answer.options.map(({ code }) => code) : []
  if ('includesAny' in criterion) {
    if (answer.kind !== 'choices') return `"${id}" is not a question with several choices`
    const wrong = criterion.includesAny.find((code) => !codes.includes(code))
    return wrong === undefined ? null : `no choice of "${id}" is "${wrong}"${didYouMean(wrong, codes)}`
  }
  if ('countAtLeast' in criterion) {
    if (answer.kind !== 'choices') return `"${id}" is not a question with several choices`
    return criterion.countAtLeast <= codes.length ? null : `"${id}" has ${codes.length} choices`
  }
  if ('is' in criterion) return problemOfValue(criterion.is, id, answer, codes)
  if (answer.kind !== 'quantity') return `"${id}" is not a quantity`
  const outside = thresholdsOf(criterion).find((number) => number < answer.minimum || number > answer.maximum)
  return outside === undefined ? null : `"${id}" runs from ${answer.minimum} to ${answer.maximum}, not to ${outside}`
}

function problemOfValue(
  is: boolean | string | number,
  id: string,
  answer: FactDefinition['answer'],
  codes: readonly string[],
): string | null {
  if (is === false) return null
  if (answer.kind === 'yes_no') return typeof is === 'boolean' ? null : `"${id}" is answered with yes or no`
  if (answer.kind === 'quantity') return typeof is === 'number' ? null : `"${id}" is a quantity`
  if (answer.kind === 'text') return typeof is === 'string' ? null : `"${id}" is answered in words`
  if (answer.kind !== 'choice') return `"${id}" has several values: use includesAny`
  return typeof is === 'string' && codes.includes(is)
    ? null
    : `no choice of "${id}" is "${is}"${didYouMean(String(is), codes)}`
}

/**
 * Finds facts and conditions that are asked for and that no rule looks at, unless the fact says that it is only recorded;
 * and facts that say so while an active rule decides by them. That another question waits for a fact is no rule.
 */
export function checkUnusedFacts(knowledge: Knowledge): Found[] {
  const rules = entriesOf(knowledge).filter(({ kind }) => kind !== 'facts')
  const used = factsUsedBy(rules)
  const decides = factsUsedBy(rules.filter(({ value }) => !isAwaitingReview(value)))
  const measured = Object.values(knowledge.constraints).flatMap(({ target }) =>
    target === undefined ? [] : factsOfMethod(target.method).map(({ fact }) => fact),
  )
  const isUsed = (id: string, by: ReadonlySet<string>) => by.has(id) || measured.includes(id)
  const facts = Object.values(knowledge.facts).flatMap(({ id, records = false }) => {
    if (records) {
      if (!isUsed(id, decides)) return []
      const message = 'a rule decides by this fact, so it is not only recorded'
      return [{ kind: 'unused-fact' as const, in: { kind: 'facts' as const, id }, path: ['records'], message }]
    }
    return isUsed(id, used) ? [] : [unused({ kind: 'facts', id }, 'no rule looks at this fact')]
  })
  const conditions = Object.values(knowledge.conditions).flatMap(({ id, records = false }): Found[] => {
    const of = { kind: 'conditions' as const, id }
    if (!records) {
      return used.has(conditionFact(id)) ? [] : [unused(of, 'no rule looks at this condition, yet it counts as known')]
    }
    if (!decides.has(conditionFact(id))) return []
    const message = 'a rule decides by this condition, so it is not only recorded'
    return [{ kind: 'unused-fact', in: of, path: ['records'], message }]
  })
  return [...facts, ...conditions]
}

function factsUsedBy(entries: ReturnType<typeof entriesOf>): Set<string> {
  return new Set(
    entries
      .flatMap(({ value }) => criteriaOf(value))
      .flatMap(({ criterion, path }) => criteriaIn(criterion, path))
      .flatMap(({ criterion }) => factsOf(criterion)),
  )
}

function isAwaitingReview(value: unknown): boolean {
  return (value as { readonly review?: Review }).review?.state === 'awaiting_review'
}

function unused(of: Found['in'], message: string): Found {
  return { level: 'warning', kind: 'unused-fact', in: of, path: [], message }
}

function factsOf(criterion: Criterion): string[] {
  if ('fact' in criterion) return [criterion.fact]
  if ('condition' in criterion) return [conditionFact(criterion.condition)]
  return 'fracture' in criterion || 'latestFracture' in criterion ? ['fractures'] : []
}
