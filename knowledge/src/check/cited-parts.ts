import type { Criterion, InstrumentForm, Knowledge, Review, StatementId } from '@dosis/domain'
import type { KnowledgeKind } from '@dosis/domain/schemas'
import { criteriaIn } from '../criteria-in.ts'

/** A part of a rule that decides, limits or warns, with the statements that it rests on and the review it falls under. */
export interface CitedPart {
  readonly in: { readonly kind: KnowledgeKind; readonly id: string }
  readonly path: readonly PropertyKey[]
  readonly factIds: readonly StatementId[]
  readonly review: Review
  /** False where a part may stand without a source of its own, because its rule cites one or it concludes nothing. */
  readonly needsSource: boolean
}

/** Outcomes that conclude nothing, and so need no source. */
const nothingConcluded = ['unknown', 'not_applicable', 'not_listed', 'none', 'silent', 'out_of_scope']

/** Every part of every rule that needs a source. */
export function citedParts(knowledge: Knowledge): CitedPart[] {
  return [
    ...inDecisions(knowledge),
    ...inRecommendations(knowledge),
    ...inForms(knowledge),
    ...inConstraints(knowledge),
    ...inInstruments(knowledge),
    ...inProgressions(knowledge),
    ...inSymptoms(knowledge),
  ]
}

function inDecisions(knowledge: Knowledge): CitedPart[] {
  return Object.values(knowledge.decisions).flatMap(({ id, rows, review, also = [] }) => {
    const isCitedAsAWhole = also.some(({ factIds }) => factIds.length > 0)
    return rows.map((row, index) => ({
      in: { kind: 'decisions' as const, id },
      path: ['rows', index],
      factIds: [...citedByRow(row), ...listedBy(row, knowledge), ...citedByDefinitions(row.when, knowledge)],
      review,
      needsSource: !isCitedAsAWhole && !nothingConcluded.includes(row.outcome) && !isWarning(row.outcome, knowledge),
    }))
  })
}

/** A row that only shows a warning says nothing of its own. */
function isWarning(outcome: string, { notices }: Knowledge): boolean {
  return Object.hasOwn(notices, outcome.split(':')[0] ?? outcome)
}

/** A row that lists estimates rests on them. */
function listedBy({ list = [] }: { readonly list?: readonly string[] }, { evidence }: Knowledge): StatementId[] {
  return list.filter((id) => Object.hasOwn(evidence, id))
}

/** A row that repeats a definition rests on what the definition cites. */
function citedByDefinitions(when: Criterion | undefined, { definitions }: Knowledge): StatementId[] {
  if (when === undefined) return []
  return criteriaIn(when, []).flatMap(({ criterion }) =>
    'definition' in criterion ? (definitions[criterion.definition]?.factIds ?? []) : [],
  )
}

function inRecommendations({ recommendations }: Knowledge): CitedPart[] {
  return Object.values(recommendations).flatMap(({ id, before, met, review }) =>
    (['before', 'met'] as const).flatMap((part) =>
      (part === 'before' ? before : met).map((row, index) => ({
        in: { kind: 'recommendations' as const, id },
        path: [part, index],
        factIds: citedByRow(row),
        review,
        needsSource: !nothingConcluded.includes(row.verdict),
      })),
    ),
  )
}

function inForms({ forms }: Knowledge): CitedPart[] {
  return Object.values(forms).flatMap(({ id, rows, review }) =>
    rows.flatMap((row, index) => {
      const of = { kind: 'forms' as const, id }
      const whole = {
        in: of,
        path: ['rows', index],
        factIds: citedByRow(row),
        review,
        needsSource: !nothingConcluded.includes(row.verdict),
      }
      const numbers = Object.entries(row.dose).map(([key, { factIds, start, lowest, highest }]) => ({
        in: of,
        path: ['rows', index, 'dose', key],
        factIds,
        review,
        needsSource: [start, lowest, highest].some((number) => number !== null && number !== undefined),
      }))
      return [whole, ...numbers]
    }),
  )
}

function inConstraints({ constraints }: Knowledge): CitedPart[] {
  return Object.values(constraints).map(({ id, factIds, review }) => ({
    in: { kind: 'constraints', id },
    path: [],
    factIds,
    review,
    needsSource: true,
  }))
}

const active: Review = { state: 'active', reviewedBy: null, reviewedOn: null }

function inInstruments({ instruments }: Knowledge): CitedPart[] {
  return Object.values(instruments).flatMap(({ id, factIds, thresholds, form }) => {
    const of = { kind: 'instruments' as const, id }
    return [
      { in: of, path: [], factIds, review: active, needsSource: true },
      ...thresholds.map((threshold, index) => ({
        in: of,
        path: ['thresholds', index],
        factIds: threshold.factIds,
        review: threshold.review ?? active,
        needsSource: true,
      })),
      ...(form === undefined ? [] : inForm(of, form)),
    ]
  })
}

function inForm(of: CitedPart['in'], { factIds, cutOffs = [], references = [] }: InstrumentForm): CitedPart[] {
  const cites = (path: readonly PropertyKey[], factIds: readonly StatementId[], review: Review): CitedPart => ({
    in: of,
    path: ['form', ...path],
    factIds,
    review,
    needsSource: true,
  })
  return [
    cites([], factIds, active),
    ...cutOffs.map(({ factIds, review }, index) => cites(['cutOffs', index], factIds, review)),
    ...references.map(({ factIds, review }, index) => cites(['references', index], factIds, review)),
  ]
}

function inProgressions({ progressions }: Knowledge): CitedPart[] {
  return Object.values(progressions).flatMap(({ id, advance, rules, moves, alternates, guard, review }) => {
    const of = { kind: 'progressions' as const, id }
    const step =
      advance === null ? [] : [{ in: of, path: ['advance'], factIds: advance.factIds, review, needsSource: true }]
    const cites = (path: readonly PropertyKey[], factIds: readonly StatementId[], by = review): CitedPart => ({
      in: of,
      path,
      factIds,
      review: by,
      needsSource: true,
    })
    const numbers = moves?.kind === 'growth' ? moves.numbers : []
    return [
      ...step,
      ...numbers.map(({ factIds }, index) => cites(['moves', 'numbers', index], factIds)),
      ...(moves === undefined || moves.kind === 'growth' ? [] : [cites(['moves'], moves.factIds)]),
      ...(alternates === undefined ? [] : [cites(['alternates'], alternates.factIds)]),
      ...(guard === undefined ? [] : [cites(['guard'], guard.factIds, guard.review)]),
      ...rules.map((rule, index) => ({
        in: of,
        path: ['rules', index],
        factIds: rule.factIds,
        review: rule.review,
        needsSource: true,
      })),
    ]
  })
}

function inSymptoms({ symptoms }: Knowledge): CitedPart[] {
  return Object.values(symptoms).map(({ id, factIds, review }) => ({
    in: { kind: 'symptoms', id },
    path: [],
    factIds,
    review,
    needsSource: true,
  }))
}

function citedByRow(row: {
  readonly factIds: readonly StatementId[]
  readonly also?: readonly { readonly factIds: readonly StatementId[] }[]
}): StatementId[] {
  return [...row.factIds, ...(row.also ?? []).flatMap(({ factIds }) => factIds)]
}
