import {
  canonicalJson,
  type DoseBounds,
  type ExerciseForm,
  type ExerciseOutcome,
  type ExerciseRow,
  type FactId,
  type Reason,
} from '@dosis/domain'
import type { Compiler } from '../compiled/compiler.ts'
import { type Decision, type OpenRule, takenOf } from '../compiled/decision.ts'
import { factAt, type Patient, type Taken } from '../compiled/patient.ts'
import { judgementOf, type Predicate, truthOf } from '../compiled/predicate.ts'
import { boundsOfRow, factsInBounds } from './bounds-of-row.ts'
import { type Cited, citedBy, codesOf } from './cited.ts'
import type { Ready } from './ready-knowledge.ts'
import { criteriaOfRows, missingOf, type ReadyRow, readyRows, reasonOf, takeFirst } from './rows.ts'

/** A form of exercise as it came out, with what it cites. */
export interface ExerciseConclusion {
  readonly outcome: ExerciseOutcome | null
  readonly cited: Cited
}

/** How far a form came: to the row that decides, or to rows that wait for facts. */
type TakenForm = Taken &
  (
    | { readonly came: 'not_listed' }
    | { readonly came: 'maybe_listed' }
    | { readonly came: 'verdict'; readonly row: ReadyRow<ExerciseRow> }
    | {
        readonly came: 'waits'
        readonly open: readonly ReadyRow<ExerciseRow>[]
        readonly decides: ReadyRow<ExerciseRow> | null
      }
  )

/** A form of exercise made ready. */
export interface FormDecision extends Decision<TakenForm> {
  readonly form: ExerciseForm
  /** Not waiting for a clinician's review. */
  readonly isActive: boolean
  readonly listed: Predicate
  readonly rows: readonly ReadyRow<ExerciseRow>[]
  /** By row: its verdict with nothing open before it, the same for everybody. */
  readonly verdicts: readonly TakenForm[]
  /** The bounds of a row for this patient. */
  readonly boundsOf: (row: ExerciseRow, patient: Patient) => DoseBounds
}

/** How a later table names the decision about a form. */
export function exerciseDecision(form: string): string {
  return `exercise-${form}`
}

export function readyForm(form: ExerciseForm, compiler: Compiler): FormDecision {
  const listed = compiler.compile(form.listedWhen)
  const rows = readyRows(form.rows, form.id, compiler, verdictInWords)
  const decision: FormDecision = {
    id: exerciseDecision(form.id),
    index: compiler.placeOf(exerciseDecision(form.id)),
    predicates: [listed, ...criteriaOfRows(rows)],
    take: (patient) => takeForm(decision, patient),
    missing: (patient) => missingOfForm(decision, patient),
    open: (patient) => openOf(decision, patient),
    form,
    isActive: form.review.state === 'active',
    listed,
    rows,
    verdicts: rows.map(verdictOf),
    boundsOf: boundsReader(form.rows, compiler),
  }
  return decision
}

/** Two rows come to the same when verdict, bounds and status are equal. */
function verdictInWords({ verdict, status, bounds }: ExerciseRow): string {
  return canonicalJson([verdict, status, bounds])
}

/** Bounds without a number of the patient are the same for everybody. */
function boundsReader(rows: readonly ExerciseRow[], { slots }: Compiler): FormDecision['boundsOf'] {
  const slotOf = new Map<FactId, number>()
  const personal = new Set<ExerciseRow>()
  for (const row of rows) {
    for (const fact of factsInBounds(row.bounds)) {
      slotOf.set(fact, slots.take(fact))
      personal.add(row)
    }
  }
  return (row, patient) =>
    personal.has(row) ? boundsOfRow(row.bounds, (fact) => factAt(patient, slotOf.get(fact) ?? -1)) : row.bounds
}

const notListed: TakenForm = { came: 'not_listed', outcomes: ['not_listed'], isUndecided: false }
const none: readonly never[] = []
const unknown = { outcomes: ['unknown'], isUndecided: true } as const
const maybeListed: TakenForm = { came: 'maybe_listed', ...unknown }

function verdictOf(row: ReadyRow<ExerciseRow>): TakenForm {
  const { verdict } = row.row
  return { came: 'verdict', row, outcomes: [verdict], isUndecided: verdict === 'unknown' }
}

function takeForm({ form, isActive, listed, rows, verdicts }: FormDecision, patient: Patient): TakenForm {
  const isListed = isActive ? truthOf(listed, patient) : 'no'
  if (isListed === 'no') return notListed
  if (isListed === 'unknown') return maybeListed
  const { decides, open } = takeFirst(rows, patient)
  if (open.length > 0) return { came: 'waits', open, decides, ...unknown }
  const settled = decides === null ? undefined : verdicts[decides.at]
  if (settled === undefined) throw new RangeError(`exercise: needs a last row that always answers in ${form.id}`)
  return settled
}

/** In the order of their names. */
function missingOfForm(decision: FormDecision, patient: Patient): readonly FactId[] {
  const taken = takenOf(decision, patient)
  if (taken.came === 'maybe_listed') return [...judgementOf(decision.listed, patient).missing].sort()
  return taken.came === 'waits' ? missingOf(taken.open, patient) : []
}

function openOf(decision: FormDecision, patient: Patient): readonly OpenRule[] {
  const taken = takenOf(decision, patient)
  if (taken.came === 'maybe_listed') {
    return [{ outcome: 'listed', missing: judgementOf(decision.listed, patient).missing }]
  }
  if (taken.came !== 'waits') return none
  return taken.open.map((row) => ({ outcome: row.row.verdict, missing: missingOf([row], patient) }))
}

const nothing: ExerciseConclusion = { outcome: null, cited: [] }

/** The forms of exercise that this patient and request call for, each with its verdict, in the order of their ids. */
export function exercise(ready: Ready, patient: Patient): ExerciseConclusion[] {
  return ready.forms.map((decision) => concludeAbout(decision, patient, ready))
}

function concludeAbout(decision: FormDecision, patient: Patient, { codes }: Ready): ExerciseConclusion {
  const taken = takenOf(decision, patient)
  if (taken.came === 'not_listed') return nothing
  if (taken.came !== 'verdict') return { outcome: ask(decision, patient), cited: [] }
  const { row, rule, cites } = taken.row
  const cited = citedBy([cites], patient)
  const outcome: ExerciseOutcome = {
    form: decision.form.id,
    verdict: row.verdict,
    bounds: decision.boundsOf(row, patient),
    status: row.status,
    rule,
    missing: [],
    factIds: codesOf(cited, 'factIds', codes),
    why: [reasonOf(taken.row, patient)],
  }
  return { outcome, cited }
}

/** Waits: a rule that must be judged first lacks a fact. Unknown is never no. */
function ask(decision: FormDecision, patient: Patient): ExerciseOutcome {
  return {
    form: decision.form.id,
    verdict: 'unknown',
    bounds: {},
    status: 'none',
    rule: decision.form.id,
    missing: decision.missing(patient),
    factIds: [],
    why: whyItWaits(decision, patient),
  }
}

function whyItWaits(decision: FormDecision, patient: Patient): readonly Reason[] {
  const taken = takenOf(decision, patient)
  if (taken.came === 'waits') {
    const rows = taken.decides === null ? taken.open : [...taken.open, taken.decides]
    return rows.map((row) => reasonOf(row, patient))
  }
  const { facts } = judgementOf(decision.listed, patient)
  return [{ rule: decision.form.id, truth: 'unknown', facts, factIds: [] }]
}
