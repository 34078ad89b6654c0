import type { Criterion, DecisionRow, Knowledge } from '@dosis/domain'
import { type CodeBook, makeCodeBook } from '../compiled/code-book.ts'
import { criterionCompiler } from '../compiled/compile-criteria.ts'
import type { Compiler } from '../compiled/compiler.ts'
import type { Decision } from '../compiled/decision.ts'
import { decisionsBehind, type Reaches, reachesOf } from '../compiled/reach.ts'
import { type Blank, blankPatient } from '../compiled/patient.ts'
import type { Predicate } from '../compiled/predicate.ts'
import { makeSlots, type Slots } from '../compiled/slots.ts'
import { criteriaOfCites } from './cited.ts'
import { type TableDecision, tableDecision } from './decide.ts'
import { exerciseDecision, type FormDecision, readyForm } from './exercise.ts'
import { readyRecommendation, type RecommendationDecision, recommendationDecision } from './recommendations.ts'
import { redFlagRows } from './red-flags.ts'
import type { ReadyRow } from './rows.ts'
import { type TriageDecision, triageDecision } from './triage.ts'

/** The decision tables in the order in which later ones read earlier ones; triage comes after the first of them. */
const tablesFirst = [
  'risk-groups',
  'vertebral-fracture-stage',
  'osteo-guideline',
  'hfref-evidence',
  'runwalk-evidence',
  'cardiac-strength-advice',
  'population-statements',
] as const
/** After these come the recommendations, and the forms of exercise. */
const tablesNext = ['triage-statements', 'start-criteria', 'therapy-indication', 'referral'] as const
const tablesLast = ['stop', 'instruments', 'evaluation', 'reimbursement', 'evidence', 'notices'] as const
type TableId = (typeof tablesFirst)[number] | (typeof tablesNext)[number] | (typeof tablesLast)[number]

/** They only cite: no other answer to a question makes them worth taking again. */
const citesOnly: ReadonlySet<string> = new Set(['population-statements', 'triage-statements', 'evidence', 'notices'])

/** Knowledge made ready to conclude from, once for all patients. */
export interface Ready {
  readonly knowledge: Knowledge
  readonly slots: Slots
  readonly codes: CodeBook
  readonly blank: Blank
  readonly tables: Readonly<Record<TableId, TableDecision>>
  readonly triage: TriageDecision
  readonly recommendations: readonly RecommendationDecision[]
  readonly forms: readonly FormDecision[]
  readonly redFlagRows: readonly ReadyRow<DecisionRow>[]
  /** All decisions in the order in which they are taken. */
  readonly order: readonly Decision[]
  /** Those among them that an answer to a question can change. */
  readonly tried: readonly Decision[]
  readonly reaches: Reaches
  /** Those whose outcome is a reason to ask for a fact, as the answer lists them. */
  readonly asking: readonly Decision[]
  /** By the place of a decision: its place in `asking`; none for one that is no reason to ask. */
  readonly placesInAsking: readonly (number | undefined)[]
  /** The decision when to evaluate, and those that it rests on. */
  readonly forSchedule: readonly Decision[]
  /** By a criterion of a constraint on doses, or of the target that it gives. */
  readonly constraints: ReadonlyMap<Criterion, Predicate>
}

const readyByKnowledge = new WeakMap<Knowledge, Ready>()

/**
 * Makes knowledge ready; done once for each knowledge, which must not change afterwards.
 * @throws {RangeError} when a decision table is missing, or a criterion names what knowledge does not have
 */
export function readyKnowledge(knowledge: Knowledge): Ready {
  const before = readyByKnowledge.get(knowledge)
  if (before !== undefined) return before
  const ready = makeReady(knowledge)
  readyByKnowledge.set(knowledge, ready)
  return ready
}

function makeReady(knowledge: Knowledge): Ready {
  const recommended = Object.keys(knowledge.recommendations).sort()
  const exercised = Object.keys(knowledge.forms).sort()
  const ids: readonly string[] = [
    ...tablesFirst,
    'triage',
    ...tablesNext,
    ...recommended.map(recommendationDecision),
    ...exercised.map(exerciseDecision),
    ...tablesLast,
  ]
  const places = new Map(ids.map((id, place) => [id, place]))
  const byId = new Map<string, Decision>()
  const slots = makeSlots()
  const criteria = criterionCompiler(knowledge, slots, {
    indexOf: (id) => places.get(id) ?? null,
    find: (id) => byId.get(id),
  })
  const compiler: Compiler = {
    knowledge,
    slots,
    codes: makeCodeBook(),
    compile: criteria.compile,
    placeOf: (id) => places.get(id) ?? -1,
  }

  const tables = Object.fromEntries(
    [...tablesFirst, ...tablesNext, ...tablesLast].map((id) => [id, tableDecision(id, compiler)]),
  ) as Readonly<Record<TableId, TableDecision>>
  const triage = triageDecision(compiler)
  const recommendations = pick(knowledge.recommendations, recommended).map((one) => readyRecommendation(one, compiler))
  const forms = pick(knowledge.forms, exercised).map((one) => readyForm(one, compiler))
  const constraints = new Map(
    Object.values(knowledge.constraints)
      .flatMap(({ when, target }) => [when, target?.never, target?.notAloneWhen])
      .flatMap((criterion) => (criterion === undefined ? [] : [[criterion, compiler.compile(criterion)] as const])),
  )
  const flagged = redFlagRows(compiler)

  for (const decision of [...Object.values(tables), triage, ...recommendations, ...forms]) {
    byId.set(decision.id, decision)
  }
  const order = [...byId.values()].sort((left, right) => left.index - right.index)
  const tried = order.filter(({ id }) => !citesOnly.has(id))
  const asking = [...decisionsThatAsk(tables, triage), ...recommendations, ...forms]
  const placesInAsking = order.map((decision) => {
    const place = asking.indexOf(decision)
    return place === -1 ? undefined : place
  })
  return {
    knowledge,
    slots,
    codes: compiler.codes,
    blank: blankPatient(slots, criteria.count(), order.length),
    tables,
    triage,
    recommendations,
    forms,
    redFlagRows: flagged,
    order,
    tried,
    reaches: reachesOf(tried, { slots: slots.ids.length, predicates: criteria.count(), places: order.length }),
    asking,
    placesInAsking,
    forSchedule: decisionsForSchedule(tables, order),
    constraints,
  }
}

function pick<Of>(all: Readonly<Record<string, Of>>, ids: readonly string[]): Of[] {
  return ids.flatMap((id) => all[id] ?? [])
}

/** The outcomes of the other tables are only shown beside another decision. */
function decisionsThatAsk(tables: Ready['tables'], triage: TriageDecision): readonly Decision[] {
  return [
    tables['vertebral-fracture-stage'],
    tables['osteo-guideline'],
    tables['hfref-evidence'],
    tables['runwalk-evidence'],
    tables['cardiac-strength-advice'],
    triage,
    tables['therapy-indication'],
    tables.referral,
    tables.stop,
    tables.instruments,
    tables.evaluation,
    tables.reimbursement,
  ]
}

/** The schedule also reads whether the course is closed. */
function decisionsForSchedule({ evaluation, stop }: Ready['tables'], order: readonly Decision[]): readonly Decision[] {
  const cites = [...evaluation.rows.map((row) => row.cites), evaluation.also].flatMap(criteriaOfCites)
  const behind = new Set(decisionsBehind([...evaluation.predicates, ...stop.predicates, ...cites], order))
  return order.filter((decision) => decision === evaluation || decision === stop || behind.has(decision))
}
