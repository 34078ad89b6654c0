import { type Assessment, type AssessmentInput, type IsoDate, type Knowledge } from '@dosis/domain'
import { type Patient, patientOf } from '../compiled/patient.ts'
import { takenOf } from '../compiled/decision.ts'
import { type Cited, type Cites, codesOf } from './cited.ts'
import { citedByTable } from './decide.ts'
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
import { triage } from './triage.ts'
import { weighedConditions } from './weighed-conditions.ts'
import { stillValid } from '../validity/still-valid.ts'

/** All that follows from what is known, before the question what is still needed. */
export interface Concluded<Day extends IsoDate | null = IsoDate | null> {
  readonly assessment: Omit<Assessment<Day>, 'stillNeeded'>
  /** What was stated, without the facts that no longer count. */
  readonly input: AssessmentInput<Day>
  readonly ready: Ready
  readonly patient: Patient
}

/** Concludes all that follows from what is known and still counts. */
export function conclude<Day extends IsoDate | null>(
  stated: AssessmentInput<Day>,
  knowledge: Knowledge,
): Concluded<Day> {
  const { input, expired } = stillValid(stated, knowledge)
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
  const warned = citedByTable(ready.tables.notices, patient)
  const listed = recommended.flatMap(({ outcome }) => outcome ?? [])

  const cited: Cites[] = []
  const addAll = (more: Cited): void => {
    for (let at = 0; at < more.length; at++) cited.push(more[at] as Cites)
  }
  addAll(warned)
  for (const { cited: more } of [whom, level, indicated, referred, stopped, measures, schedule, paid, estimates])
    addAll(more)
  for (const { cited: more } of recommended) addAll(more)
  for (const { cited: more } of forms) addAll(more)
  cited.push({ ...nothing, mustShow: takenOf(ready.tables.notices, patient).outcomes.map(ready.codes.numberOf) })
  const mustShow = codesOf(cited, 'mustShow', ready.codes)
  const others = [
    ...interpreted.flatMap(({ factIds }) => factIds),
    ...estimates.block.map(({ id }) => id),
    ...mustShow.flatMap(statementsInWarning),
    ...listed.map(({ id }) => id).filter((id) => Object.hasOwn(knowledge.statements, id)),
  ]
  const open = interpreted.flatMap(({ silent = [] }) => silent)
  cited.push({ ...nothing, factIds: others.map(ready.codes.numberOf), silent: open.map(ready.codes.numberOf) })

  const assessment: Concluded<Day>['assessment'] = {
    on: input.on,
    knowledgeVersion: knowledge.version,
    redFlags: redFlags(ready, patient),
    unsupportedConditions: unsupportedConditions(patient, knowledge),
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
    silent: codesOf(cited, 'silent', ready.codes),
    mustShow,
    factIds: codesOf(cited, 'factIds', ready.codes),
    ...(expired.length === 0 ? {} : { expired }),
  }
  return { assessment, input, ready, patient }
}

const nothing: Cites = { factIds: [], silent: [], mustShow: [] }

/** The statements that a warning points at: `contested:INC-X-03` points at INC-X-03. */
function statementsInWarning(code: string): readonly string[] {
  return code.includes(':') ? code.split(':').slice(1) : []
}

/** Conditions of the patient that no rule has weighed, in the order of their names. */
function unsupportedConditions({ conditions }: Patient, knowledge: Knowledge): string[] {
  const weighed = weighedConditions(knowledge)
  return conditions.filter((condition) => !weighed.has(condition)).sort()
}
