import {
  type Assessment,
  type AssessmentInput,
  conditionFact,
  type FactId,
  type IsoDate,
  type Knowledge,
  type StatementId,
} from '@dosis/domain'
import { type Context, contextOf } from '../criteria/context.ts'
import { inOrder, mergeCited } from './cited.ts'
import { type Conclusion, decide } from './decide.ts'
import { evaluationSchedule } from './evaluation-schedule.ts'
import { evidence } from './evidence.ts'
import { exercise } from './exercise.ts'
import { indication } from './indication.ts'
import { instruments } from './instruments.ts'
import { interpretation } from './interpretation.ts'
import { population } from './population.ts'
import { recommendations } from './recommendations.ts'
import { redFlags } from './red-flags.ts'
import { referral } from './referral.ts'
import { reimbursement } from './reimbursement.ts'
import { stop } from './stop.ts'
import { triage } from './triage.ts'
import { weighedConditions } from './weighed-conditions.ts'

/** One decision as it came out, with what it could become when open rules are judged. */
export interface DecisionTaken {
  readonly decision: string
  readonly outcome: string
  readonly open: readonly { readonly outcome: string; readonly missing: readonly FactId[] }[]
}

/** All that follows from what is known, before the question what is still needed. */
export interface Concluded<Day extends IsoDate | null = IsoDate | null> {
  readonly assessment: Omit<Assessment<Day>, 'stillNeeded'>
  readonly decisions: readonly DecisionTaken[]
  readonly context: Context
}

/** What comes out of every decision, when it is only tried. */
export function outcomesOf(context: Context): readonly Pick<DecisionTaken, 'decision' | 'outcome'>[] {
  return takeDecisions(context).decisions
}

/** Takes every decision about one patient, in the order in which later ones read earlier ones. */
function takeDecisions(context: Context) {
  const whom = population(context)
  const level = triage(context)
  const indicated = indication(context)
  const referred = referral(context)
  const recommended = recommendations(context)
  const forms = exercise(context)
  const stopped = stop(context)
  const measures = instruments(context)
  const schedule = evaluationSchedule(context)
  const paid = reimbursement(context)
  const tables: readonly Conclusion[] = [
    ...whom.conclusions,
    level.conclusion,
    indicated.conclusion,
    referred.conclusion,
    stopped.conclusion,
    measures.conclusion,
    schedule.conclusion,
    paid.conclusion,
  ]
  const decisions = [...tables.map(takenByTable), ...recommended.map(taken), ...forms.map(taken)]
  return { whom, level, indicated, referred, recommended, forms, stopped, measures, schedule, paid, tables, decisions }
}

/** Concludes all that follows from what is known. */
export function conclude<Day extends IsoDate | null>(
  input: AssessmentInput<Day>,
  knowledge: Knowledge,
): Concluded<Day> {
  const context = contextOf(input, knowledge)
  const { whom, level, indicated, referred, recommended, forms, stopped, measures, schedule, paid, ...taken } =
    takeDecisions(context)
  const estimates = evidence(context)
  const interpreted = interpretation(context)
  const warned = decide('notices', context)

  const tables = [...taken.tables, estimates.conclusion, warned]
  const cited = mergeCited([...tables, ...recommended, ...forms].map((one) => one.cited))
  const mustShow = inOrder([...cited.mustShow, ...warned.outcomes])
  const listed = recommended.flatMap(({ outcome }) => (outcome === null ? [] : [outcome]))

  const assessment: Concluded<Day>['assessment'] = {
    on: input.on,
    knowledgeVersion: knowledge.version,
    redFlags: redFlags(context),
    unsupportedConditions: unsupportedConditions(context),
    population: whom.block,
    triage: level.block,
    therapyIndication: indicated.block,
    referral: referred.block,
    recommendations: listed,
    exercise: forms.flatMap(({ outcome }) => (outcome === null ? [] : [outcome])),
    instruments: measures.block,
    interpretation: interpreted,
    evaluation: schedule.block,
    stop: stopped.block,
    reimbursement: paid.block,
    evidence: estimates.block,
    silent: cited.silent,
    mustShow,
    factIds: inOrder([
      ...cited.factIds,
      ...interpreted.flatMap(({ factIds }) => factIds),
      ...estimates.block.map(({ id }) => id),
      ...statementsIn(mustShow),
      ...listed.map(({ id }) => id).filter((id) => Object.hasOwn(knowledge.statements, id)),
    ]),
  }
  return { assessment, decisions: taken.decisions, context }
}

/** The statements that warnings point at: `contested:INC-X-03` points at INC-X-03. */
function statementsIn(mustShow: readonly string[]): StatementId[] {
  return mustShow.flatMap((code) => code.split(':').slice(1))
}

/** Conditions of the patient that no rule has weighed, in the order of their names. */
function unsupportedConditions({ facts, knowledge }: Context): string[] {
  const prefix = conditionFact('')
  const weighed = weighedConditions(knowledge)
  return Object.entries(facts)
    .filter(([id, fact]) => id.startsWith(prefix) && fact.state === 'known' && fact.value === true)
    .map(([id]) => id.slice(prefix.length))
    .filter((condition) => !weighed.has(condition))
    .sort()
}

function takenByTable({ table, outcomes, open, missing }: Conclusion): DecisionTaken {
  const rows = open.map(({ row, judgement }) => ({ outcome: row.outcome, missing: judgement.missing }))
  return {
    decision: table,
    outcome: inOrder(outcomes).join(' + '),
    open: rows.length === 0 && missing.length > 0 ? [{ outcome: 'applies', missing }] : rows,
  }
}

function taken({
  decision,
  outcome,
  open,
}: {
  readonly decision: string
  readonly outcome: { readonly verdict: string; readonly unmet?: readonly string[] } | null
  readonly open: DecisionTaken['open']
}): DecisionTaken {
  return { decision, outcome: outcome?.verdict ?? 'not_listed', open }
}
