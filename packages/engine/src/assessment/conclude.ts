import {
  type Assessment,
  type AssessmentInput,
  conditionFact,
  type Facts,
  type IsoDate,
  type Knowledge,
} from '@dosis/domain'
import { type Patient, patientOf } from '../compiled/patient.ts'
import { takenOf } from '../compiled/decision.ts'
import type { Cited } from './cited.ts'
import { concludeTable } from './conclude-table.ts'
import { evaluationSchedule } from './evaluation-schedule.ts'
import { evidence } from './evidence.ts'
import { exercise } from './exercise.ts'
import { indication } from './indication.ts'
import { instruments } from './instruments.ts'
import { interpretation } from './interpretation.ts'
import { population } from './population.ts'
import { type Ready, readyKnowledge } from './ready-knowledge.ts'
import { recommendations } from './recommendations.ts'
import { redFlags } from './red-flags.ts'
import { referral } from './referral.ts'
import { reimbursement } from './reimbursement.ts'
import { stop } from './stop.ts'
import { takeDecisions } from './take-decisions.ts'
import type { DecisionTaken } from './taken-decision.ts'
import { triage } from './triage.ts'
import { weighedConditions } from './weighed-conditions.ts'

/** All that follows from what is known, before the question what is still needed. */
export interface Concluded<Day extends IsoDate | null = IsoDate | null> {
  readonly assessment: Omit<Assessment<Day>, 'stillNeeded'>
  readonly decisions: readonly DecisionTaken[]
  readonly ready: Ready
  readonly patient: Patient
}

/** Concludes all that follows from what is known. */
export function conclude<Day extends IsoDate | null>(
  input: AssessmentInput<Day>,
  knowledge: Knowledge,
): Concluded<Day> {
  const ready = readyKnowledge(knowledge)
  const patient = patientOf(input, knowledge, ready.blank)
  takeDecisions(ready.order, patient)

  const whom = population(ready, patient)
  const level = triage(ready, patient)
  const indicated = indication(ready, patient)
  const referred = referral(ready, patient)
  const recommended = recommendations(ready, patient)
  const forms = exercise(ready, patient)
  const stopped = stop(ready, patient)
  const measures = instruments(ready, patient)
  const schedule = evaluationSchedule(ready, patient)
  const paid = reimbursement(ready, patient)
  const estimates = evidence(ready, patient)
  const interpreted = interpretation(patient, knowledge)
  const warned = concludeTable(ready.tables.notices, patient, ready)
  const listed = recommended.flatMap(({ outcome }) => outcome ?? [])

  const before = [...whom.conclusions, level, indicated, referred.conclusion]
  const after = [stopped.conclusion, measures.conclusion, schedule.conclusion, paid.conclusion]
  const cited = [...before, ...recommended, ...forms, ...after, estimates.conclusion, warned].flatMap(
    (one) => one.cited,
  )
  const mustShow = warningsOf(cited, takenOf(ready.tables.notices, patient).outcomes, ready)

  const assessment: Concluded<Day>['assessment'] = {
    on: input.on,
    knowledgeVersion: knowledge.version,
    redFlags: redFlags(ready, patient),
    unsupportedConditions: unsupportedConditions(input.facts, knowledge),
    population: whom.block,
    triage: level.block,
    therapyIndication: indicated.block,
    referral: referred.block,
    recommendations: listed,
    exercise: forms.flatMap(({ outcome }) => outcome ?? []),
    instruments: measures.block,
    interpretation: interpreted,
    evaluation: schedule.block,
    stop: stopped.block,
    reimbursement: paid.block,
    evidence: estimates.block,
    silent: ready.codes.inOrder(cited.map(({ silent }) => silent)),
    mustShow,
    factIds: statementsOf(cited, ready, [
      ...interpreted.flatMap(({ factIds }) => factIds),
      ...estimates.block.map(({ id }) => id),
      ...mustShow.flatMap(statementsInWarning),
      ...listed.map(({ id }) => id).filter((id) => Object.hasOwn(knowledge.statements, id)),
    ]),
  }
  const decisions = [
    ...[...before, ...after].map(({ taken }) => taken),
    ...[...recommended, ...forms].map(({ decision, outcome, open }) => ({
      decision,
      outcome: outcome?.verdict ?? 'not_listed',
      open,
    })),
  ]
  return { assessment, decisions, ready, patient }
}

/** What is cited as a warning, and what the table of warnings says. */
function warningsOf(cited: Cited, warned: readonly string[], { codes }: Ready): string[] {
  return codes.inOrder([...cited.map(({ mustShow }) => mustShow), warned.map(codes.numberOf)])
}

function statementsOf(cited: Cited, { codes }: Ready, others: readonly string[]): string[] {
  return codes.inOrder([...cited.map(({ factIds }) => factIds), others.map(codes.numberOf)])
}

/** The statements that a warning points at: `contested:INC-X-03` points at INC-X-03. */
function statementsInWarning(code: string): readonly string[] {
  return code.includes(':') ? code.split(':').slice(1) : []
}

/** Conditions of the patient that no rule has weighed, in the order of their names. */
function unsupportedConditions(facts: Facts, knowledge: Knowledge): string[] {
  const prefix = conditionFact('')
  const weighed = weighedConditions(knowledge)
  return Object.entries(facts)
    .filter(([id, fact]) => id.startsWith(prefix) && fact.state === 'known' && fact.value === true)
    .map(([id]) => id.slice(prefix.length))
    .filter((condition) => !weighed.has(condition))
    .sort()
}
