import {
  canonicalJson,
  type Criterion,
  type DecisionTable,
  type ExerciseForm,
  type ExerciseRow,
  type Recommendation,
} from '@dosis/domain'
import { type Define, identifier, listOf, literal } from './cql-text.ts'
import { type CqlContext, criterionToCql } from './criterion-to-cql.ts'
import {
  appliesName,
  conditionName,
  exerciseDecision,
  listedName,
  outcomeName,
  recommendationDecision,
  rowName,
} from './names.ts'

/** A row with the text of what it comes to. */
interface Row {
  readonly id: string
  readonly when?: Criterion
  readonly comesTo: string
}

/** A decision table: whether it applies, each of its rows, and what comes out. */
export function decisionToCql(table: DecisionTable, context: CqlContext): Define[] {
  const outcome = outcomeName(table.id)
  const rows = table.rows.map(({ outcome: comesTo, ...row }) => ({ ...row, comesTo }))
  const defines = [
    { name: appliesName(table.id), expression: criterionOr(table.appliesWhen, context) },
    ...rowDefines(table.id, rows, context),
  ]
  if (table.review.state !== 'active') return [...defines, { name: outcome, expression: notApplicableOf(table) }]
  const applies = identifier(appliesName(table.id))
  const asks = table.onUnknown === 'ask'
  const taken = takesAList(table)
    ? everyRow(table, rows)
    : table.id === 'triage'
      ? highest(table)
      : first(table.id, rows, asks)
  const waits = takesAList(table) ? "{ 'unknown' }" : "'unknown'"
  return [
    ...defines,
    {
      name: outcome,
      expression: [
        `case when ${applies} is false then ${notApplicableOf(table)}`,
        ...(asks ? [`when ${applies} is null then ${waits}`] : []),
        `else ${taken} end`,
      ].join('\n    '),
    },
  ]
}

function takesAList({ takes, id }: DecisionTable): boolean {
  return takes === 'every' && id !== 'triage'
}

function notApplicableOf(table: DecisionTable): string {
  return takesAList(table) ? "{ 'not_applicable' }" : "'not_applicable'"
}

/** A form of exercise: whether it is listed, its rows, and its verdict. */
export function formToCql(form: ExerciseForm, context: CqlContext): Define[] {
  const kinds = new Map<string, string>()
  const rows = form.rows.map((row) => ({ ...row, comesTo: kindOf(row, kinds) }))
  const verdicts = new Map(form.rows.map((row) => [kindOf(row, kinds), row.verdict]))
  const kind = `case ${first(form.id, rows, true)} ${[...verdicts].map(([name, verdict]) => `when ${literal(name)} then ${literal(verdict)}`).join(' ')} else 'unknown' end`
  return [
    { name: listedName(form.id), expression: criterionToCql(form.listedWhen, context) },
    ...rowDefines(form.id, rows, context),
    { name: outcomeName(exerciseDecision(form.id)), expression: whenListed(form, kind) },
  ]
}

/** Rows that come to the same have one name: verdict, bounds and status are equal. */
function kindOf({ verdict, bounds, status }: ExerciseRow, kinds: Map<string, string>): string {
  const key = canonicalJson([verdict, bounds, status])
  const name = kinds.get(key) ?? `kind ${kinds.size + 1}`
  kinds.set(key, name)
  return name
}

/** A recommendation: whether it is listed, its rows before and after the conditions, each condition, and its verdict. */
export function recommendationToCql(recommendation: Recommendation, context: CqlContext): Define[] {
  const { id, before, conditions, met } = recommendation
  const rowsBefore = before.map(({ verdict, ...row }) => ({ ...row, comesTo: verdict }))
  const rowsMet = met.map(({ verdict, ...row }) => ({ ...row, comesTo: verdict }))
  const names = conditions.map((condition) => identifier(conditionName(condition.id)))
  const afterConditions = [
    'case',
    ...names.map((name) => `when ${name} is false then 'conditions_not_met'`),
    ...names.map((name) => `when ${name} is null then 'unknown'`),
    `else ${first(id, rowsMet, true)} end`,
  ]
  const after = names.length === 0 ? first(id, rowsMet, true) : afterConditions.join('\n    ')
  return [
    { name: listedName(id), expression: criterionToCql(recommendation.listedWhen, context) },
    ...rowDefines(id, [...rowsBefore, ...rowsMet], context),
    ...conditions.map(({ id: condition, when }) => ({
      name: conditionName(condition),
      expression: criterionToCql(when, context),
    })),
    {
      name: outcomeName(recommendationDecision(id)),
      expression: whenListed(recommendation, first(id, rowsBefore, true, after)),
    },
  ]
}

function whenListed({ id, review }: Pick<ExerciseForm, 'id' | 'review'>, verdict: string): string {
  if (review.state !== 'active') return "'not_listed'"
  const listed = identifier(listedName(id))
  return `case when ${listed} is false then 'not_listed'\n    when ${listed} is null then 'unknown'\n    else ${verdict} end`
}

function rowDefines(owner: string, rows: readonly Row[], context: CqlContext): Define[] {
  return rows.map(({ id, when }) => ({ name: rowName(owner, id), expression: criterionOr(when, context) }))
}

function criterionOr(when: Criterion | undefined, context: CqlContext): string {
  return when === undefined ? 'true' : criterionToCql(when, context)
}

/**
 * What the first row that holds comes to. Where the table asks, a row before it that cannot be judged makes it
 * 'unknown', unless that row would come to the same. When no row holds: `otherwise`, or 'unknown' while one may.
 */
function first(owner: string, rows: readonly Row[], asks: boolean, otherwise = "'unknown'"): string {
  const name = ({ id }: Row) => identifier(rowName(owner, id))
  const branches = rows.map((row, at) => {
    const earlier = rows.slice(0, at).filter(({ comesTo }) => comesTo !== row.comesTo)
    const isOpen = earlier.map((one) => `${name(one)} is null`).join(' or ')
    const comesTo = literal(row.comesTo)
    const result = asks && earlier.length > 0 ? `(if ${isOpen} then 'unknown' else ${comesTo})` : comesTo
    return `when ${name(row)} is true then ${result}`
  })
  const mayHold = rows.map((row) => `${name(row)} is null`).join(' or ')
  const last = rows.length === 0 ? otherwise : `(if ${mayHold} then 'unknown' else ${otherwise})`
  return rows.length === 0 ? last : `case ${branches.join('\n    ')}\n    else ${last} end`
}

/** What every row that holds comes to; 'unknown' stands beside them while a row waits and the table asks. */
function everyRow({ id, onUnknown, rows: own }: DecisionTable, rows: readonly Row[]): string {
  const lists = rows.map(({ id: row, comesTo }) => {
    const name = identifier(rowName(id, row))
    const waits = onUnknown === 'ask' ? ` when ${name} is null then { 'unknown' }` : ''
    return `(case when ${name} is true then ${listOf([literal(comesTo)])}${waits} else List<String>{} end)`
  })
  return own.length === 0 ? 'List<String>{}' : lists.join(' union ')
}

/** The level of care is the highest that a row calls for; a row that cannot be judged does not raise it. */
function highest({ id, outcomes, rows }: DecisionTable): string {
  const branches = outcomes.flatMap((level) => {
    const of = rows.filter(({ outcome }) => outcome === level)
    const holds = of.map((row) => `${identifier(rowName(id, row.id))} is true`).join(' or ')
    return of.length === 0 ? [] : [`when ${holds} then ${literal(level)}`]
  })
  return `case ${branches.join('\n    ')}\n    else 'silent' end`
}
