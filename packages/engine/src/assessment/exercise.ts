import {
  canonicalJson,
  type ExerciseForm,
  type ExerciseOutcome,
  type ExerciseRow,
  type FactId,
  type Reason,
} from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { judge } from '../criteria/judge.ts'
import type { Judgement } from '../criteria/judgement.ts'
import { boundsOfRow } from './bounds-of-row.ts'
import { type Cited, citedBy, nothingCited } from './cited.ts'
import { record } from './decide.ts'
import { type JudgedRow, missingOf, reasonOf, takeFirst } from './rows.ts'

/** A form of exercise as it came out, with what it cites and which facts could still change it. */
export interface ExerciseConclusion {
  readonly decision: string
  readonly outcome: ExerciseOutcome | null
  readonly open: readonly { readonly outcome: string; readonly missing: readonly FactId[] }[]
  readonly cited: Cited
}

/** The forms of exercise that this patient and request call for, each with its verdict, in the order of their ids. */
export function exercise(context: Context): ExerciseConclusion[] {
  return Object.keys(context.knowledge.forms)
    .sort()
    .map((id) => concludeAbout(context.knowledge.forms[id] as ExerciseForm, context))
}

/** How a later table names the decision about a form. */
export function exerciseDecision(form: string): string {
  return `exercise-${form}`
}

function concludeAbout(form: ExerciseForm, context: Context): ExerciseConclusion {
  const decision = exerciseDecision(form.id)
  const listed = form.review.state === 'active' ? judge(form.listedWhen, context) : null
  if (listed === null || listed.truth === 'no') {
    record(context, decision, { outcomes: ['not_listed'], isUndecided: false, missing: [] })
    return { decision, outcome: null, open: [], cited: nothingCited }
  }
  const concluded = listed.truth === 'unknown' ? notListedYet(form, listed) : verdictOf(form, context)
  const isUndecided = concluded.outcome?.verdict === 'unknown'
  record(context, decision, {
    outcomes: [concluded.outcome?.verdict ?? 'unknown'],
    isUndecided,
    missing: concluded.outcome?.missing ?? [],
  })
  return { decision, ...concluded }
}

type Concluded = Omit<ExerciseConclusion, 'decision'>

function notListedYet(form: ExerciseForm, { missing, facts }: Judgement): Concluded {
  const why: Reason[] = [{ rule: form.id, truth: 'unknown', facts, factIds: [] }]
  return { outcome: ask(form, missing, why), open: [{ outcome: 'listed', missing }], cited: nothingCited }
}

function verdictOf(form: ExerciseForm, context: Context): Concluded {
  const { decides, open } = takeFirst(form.rows, form.id, context, isSame)
  if (open.length > 0) {
    return {
      outcome: ask(form, missingOf(open), [...open, ...(decides === null ? [] : [decides])].map(reasonOf)),
      open: open.map((one) => ({ outcome: one.row.verdict, missing: missingOf([one]) })),
      cited: nothingCited,
    }
  }
  if (decides === null) throw new RangeError(`exercise: needs a last row that always answers in ${form.id}`)
  return decided(form, decides, context)
}

/** Two rows come to the same when verdict, bounds and status are equal. */
function isSame(left: ExerciseRow, right: ExerciseRow): boolean {
  return (
    left.verdict === right.verdict &&
    left.status === right.status &&
    canonicalJson(left.bounds) === canonicalJson(right.bounds)
  )
}

function decided(form: ExerciseForm, { row, rule, judgement }: JudgedRow<ExerciseRow>, context: Context): Concluded {
  const cited = citedBy([row], context)
  return {
    outcome: {
      form: form.id,
      verdict: row.verdict,
      bounds: boundsOfRow(row.bounds, context),
      status: row.status,
      rule,
      missing: [],
      factIds: cited.factIds,
      why: [reasonOf({ row, rule, judgement })],
    },
    open: [],
    cited,
  }
}

/** Waits: a rule that must be judged first lacks a fact. Unknown is never no. */
function ask(form: ExerciseForm, missing: readonly FactId[], why: readonly Reason[]): ExerciseOutcome {
  return {
    form: form.id,
    verdict: 'unknown',
    bounds: {},
    status: 'none',
    rule: form.id,
    missing: [...missing].sort(),
    factIds: [],
    why,
  }
}
