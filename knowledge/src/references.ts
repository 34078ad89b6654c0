import {
  type Criterion,
  conditionFact,
  type DoseConstraint,
  type FactId,
  type FactValidity,
  type IntensityMethod,
  type IntensityRule,
  type Knowledge,
} from '@dosis/domain'
import type { KnowledgeKind } from '@dosis/domain/schemas'
import { criteriaIn } from './criteria-in.ts'

/** What an id must be: one thing of a kind, anything that can be cited, or anything that is decided. */
export type Target = KnowledgeKind | 'citable' | 'decidable'

/** An id written inside one thing, with what it must be the id of. */
export interface Reference {
  readonly path: readonly PropertyKey[]
  readonly target: Target
  readonly to: string
}

const criterionKeys = ['when', 'listedWhen', 'appliesWhen', 'askWhen', 'never', 'notAloneWhen']

/** Lists every criterion at the top of a key such as `when`, with its place. */
export function criteriaOf(
  value: unknown,
  path: readonly PropertyKey[] = [],
): { criterion: Criterion; path: readonly PropertyKey[] }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => criteriaOf(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => {
    if (criterionKeys.includes(key) && isCriterion(item)) return [{ criterion: item, path: [...path, key] }]
    return criteriaOf(item, [...path, key])
  })
}

/** What a criterion can be about; the `when` of a rule of progression is about a course and is none of these. */
const kindsOfCriterion = [
  'all',
  'any',
  'not',
  'fact',
  'condition',
  'fracture',
  'latestFracture',
  'definition',
  'decided',
  'request',
  'treatmentStarted',
  'weeksSinceStart',
  'measured',
]

function isCriterion(value: unknown): value is Criterion {
  return typeof value === 'object' && value !== null && kindsOfCriterion.some((kind) => kind in value)
}

/** Lists every id that one thing of `kind` writes of others. */
export function referencesOf(kind: KnowledgeKind, value: unknown): Reference[] {
  const inCriteria = criteriaOf(value).flatMap(({ criterion, path }) =>
    criteriaIn(criterion, path).flatMap(({ criterion, path }) => referencesOfCriterion(criterion, path)),
  )
  return [...inCriteria, ...referencesByKey(value, []), ...referencesByKind(kind, value)]
}

function referencesOfCriterion(criterion: Criterion, path: readonly PropertyKey[]): Reference[] {
  if ('fact' in criterion) return [{ path: [...path, 'fact'], target: 'facts', to: criterion.fact }]
  if ('condition' in criterion) return [{ path: [...path, 'condition'], target: 'conditions', to: criterion.condition }]
  if ('definition' in criterion)
    return [{ path: [...path, 'definition'], target: 'definitions', to: criterion.definition }]
  if ('decided' in criterion) return [{ path: [...path, 'decided'], target: 'decidable', to: criterion.decided }]
  if ('request' in criterion) return [{ path: [...path, 'request'], target: 'requests', to: criterion.request }]
  if ('measured' in criterion) return [{ path: [...path, 'measured'], target: 'instruments', to: criterion.measured }]
  return []
}

/** Keys that mean the same in every kind. */
const targetOfKey: Readonly<Record<string, Target>> = {
  factIds: 'citable',
  silent: 'openQuestions',
  adaptations: 'constraints',
}

function referencesByKey(value: unknown, path: readonly PropertyKey[]): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesByKey(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]): Reference[] => {
    const place = [...path, key]
    const target = targetOfKey[key]
    if (target !== undefined) return listed(item, target, place)
    if (key === 'mustShow') return listed(item, 'notices', place).flatMap(ofNotice)
    return referencesByKey(item, place)
  })
}

/** A warning is `code`, or `code:statement`. */
function ofNotice({ path, to }: Reference): Reference[] {
  const [code = '', statement] = to.split(':')
  const notice: Reference = { path, target: 'notices', to: code }
  return statement === undefined ? [notice] : [notice, { path, target: 'citable', to: statement }]
}

/** Keys that mean something in one kind only. */
function referencesByKind(kind: KnowledgeKind, value: unknown): Reference[] {
  const thing = value as Record<string, unknown>
  const document = listed(thing.document, 'documents', ['document'])
  switch (kind) {
    case 'forms':
      return [
        ...document,
        ...listed(thing.exercises, 'exercises', ['exercises']),
        ...listed(thing.alternatives, 'exercises', ['alternatives']),
        ...listed(thing.progression, 'progressions', ['progression']),
        ...((thing.substitutes ?? []) as { form: string }[]).flatMap(({ form }, index) =>
          listed(form, 'forms', ['substitutes', index, 'form']),
        ),
      ]
    case 'facts':
      return listed((thing.validWhile as FactValidity | undefined)?.unchanged, 'facts', ['validWhile', 'unchanged'])
    case 'decisions':
      return decisionReferences(thing)
    case 'constraints':
      return [
        ...listed((thing.requires as DoseConstraint['requires'])?.anyForm, 'forms', ['requires', 'anyForm']),

        ...listed(thing.forms, 'forms', ['forms']),
        ...targetReferences(thing.target as IntensityRule | undefined),
      ]
    case 'exercises':
      return [...listed(thing.easier, 'exercises', ['easier']), ...listed(thing.harder, 'exercises', ['harder'])]
    case 'recommendations':
      return [
        ...document,
        ...(thing.conditions as { id: string }[]).map(
          ({ id }, index): Reference => ({ path: ['conditions', index, 'id'], target: 'citable', to: id }),
        ),
      ]
    case 'contradictions':
      return (thing.places as { document: string }[]).map(
        ({ document }, index): Reference => ({
          path: ['places', index, 'document'],
          target: 'documents',
          to: document,
        }),
      )
    case 'evidence':
      return [
        ...document,
        ...listed(thing.contested, 'contradictions', ['contested']),
        ...(thing.variants as { contradiction: string | null }[]).flatMap(({ contradiction }, index) =>
          listed(contradiction, 'contradictions', ['variants', index, 'contradiction']),
        ),
      ]
    default:
      return document
  }
}

/** The measurements and the exercise of a target. */
function targetReferences(target: IntensityRule | undefined): Reference[] {
  if (target === undefined) return []
  return [
    ...listed(target.exercise, 'exercises', ['target', 'exercise']),
    ...factsOfMethod(target.method).flatMap(({ key, fact }) => listed(fact, 'facts', ['target', 'method', key])),
  ]
}

/** The facts that a method computes with, by the key that names them. */
export function factsOfMethod(method: IntensityMethod): readonly { readonly key: string; readonly fact: FactId }[] {
  const keys = ['of', 'load', 'repetitions', 'resting', 'peak', 'first', 'second', 'secondPercent', 'age']
  return Object.entries(method).flatMap(([key, fact]) => (keys.includes(key) ? [{ key, fact: fact as FactId }] : []))
}

/** What the document says of itself; and two tables speak of things with ids: `evidence` lists estimates, `notices` comes out as warnings. */
function decisionReferences({ id, rows, standing }: Record<string, unknown>): Reference[] {
  const spoken = (rows as { outcome: string; list?: string[] }[]).flatMap(({ outcome, list }, index) => {
    if (id === 'evidence') return listed(list, 'evidence', ['rows', index, 'list'])
    return id === 'notices' ? listed(outcome, 'notices', ['rows', index, 'outcome']).flatMap(ofNotice) : []
  })
  return [...listed(standing, 'citable', ['standing']), ...spoken]
}

/** One id or a list of them; nothing for null and for a key that is left out. */
function listed(value: unknown, target: Target, path: readonly PropertyKey[]): Reference[] {
  if (typeof value === 'string') return [{ path, target, to: value }]
  if (!Array.isArray(value)) return []
  return value.map((to: string, index) => ({ path: [...path, index], target, to }))
}

/** What a target is called in a message. */
export const nameOfTarget: Readonly<Record<Target, string>> = {
  citable: 'statement',
  conditions: 'condition',
  constraints: 'constraint',
  contradictions: 'contradiction',
  decidable: 'decision',
  decisions: 'decision',
  definitions: 'definition',
  documents: 'guideline',
  evidence: 'estimate',
  exercises: 'exercise',
  facts: 'fact',
  forms: 'form',
  instruments: 'instrument',
  notices: 'notice',
  openQuestions: 'open question',
  progressions: 'progression',
  recommendations: 'recommendation',
  requests: 'request',
  statements: 'statement',
  symptoms: 'symptom',
}

/** The decision that the outcome of a recommendation counts as: `recommendation-rec-ost-c2`. */
export function recommendationDecision(id: string): string {
  return `recommendation-${id.toLowerCase()}`
}

/** The decision that the verdict on a form counts as: `exercise-high_impact`. */
export function exerciseDecision(form: string): string {
  return `exercise-${form}`
}

/** Every id that exists, by target. */
export function knownIds(knowledge: Knowledge): Readonly<Record<Target, ReadonlySet<string>>> {
  const { version: _, ...kinds } = knowledge
  const ids = Object.fromEntries(Object.entries(kinds).map(([kind, things]) => [kind, new Set(Object.keys(things))]))
  const { facts, conditions, statements, contradictions, evidence, decisions, recommendations } = knowledge
  return {
    ...(ids as unknown as Record<KnowledgeKind, ReadonlySet<string>>),
    facts: new Set([...Object.keys(facts), ...Object.keys(conditions).map(conditionFact)]),
    citable: new Set([...Object.keys(statements), ...Object.keys(contradictions), ...Object.keys(evidence)]),
    decidable: new Set([
      ...Object.keys(decisions),
      ...Object.keys(recommendations).map(recommendationDecision),
      ...Object.keys(knowledge.forms).map(exerciseDecision),
    ]),
  }
}
