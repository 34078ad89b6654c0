import type {
  Assessment,
  Criterion,
  EvaluationSchedule,
  ExerciseForm,
  ExerciseOutcome,
  ExercisePermission,
  Facts,
  Knowledge,
  LeftOut,
  Plan,
  PlanBlock,
  PlanInput,
  PlanPreferences,
  ReferralAction,
  RuleId,
  StatementId,
  WantedFact,
} from '@dosis/domain'
import { doseKeys } from '@dosis/domain'
import { assessmentOf } from '../assessment/assess.ts'
import { type Concluded, conclude } from '../assessment/conclude.ts'
import { scheduleInCourse } from '../assessment/schedule-in-course.ts'
import { judgementOf } from '../compiled/predicate.ts'
import type { Judgement } from '../criteria/judgement.ts'
import { generalProgression } from '../progression/progress.ts'
import { compare } from '../progression/session-logs.ts'
import type { JudgeCriterion } from './applying-constraints.ts'
import { uniqueIds } from './draft-dose.ts'
import type { Candidate } from './candidate.ts'
import { type Drafted, draftPrescription } from './draft-prescription.ts'
import { heldExercises } from './held-exercises.ts'
import { crossedTogether } from './crossed-together.ts'
import { sessionKind } from './session-kind.ts'
import { substituteForm } from './substitute-form.ts'
import { exercisePermissions } from './permission/exercise-permissions.ts'
import { unmetRequirements } from './unmet-requirements.ts'
import { spreadOverWeek } from './weekdays.ts'

export interface PlanSources {
  readonly assessment: Assessment
  /** The schedule of a course that starts on the first day of the plan. */
  readonly schedule: EvaluationSchedule
  readonly preferences: PlanPreferences
  readonly knowledge: Knowledge
  readonly judge: JudgeCriterion
  /** The facts that count, for targets of intensity; none when left out. */
  readonly facts?: Facts
  /** Level at which the patient trains now, in a course that runs; 1 for a new one. */
  readonly levelNow?: number
}

/**
 * Drafts a plan for one patient: what may be prescribed by the rules, dosed within every limit that applies, with the
 * therapist's and the patient's choices where the rules leave room, and with all that stands in the way of confirming it.
 */
export function plan(input: PlanInput, knowledge: Knowledge): Plan {
  const concluded = conclude(input.assessment, knowledge)
  return planFromAssessment({
    assessment: assessmentOf(concluded),
    schedule: scheduleOf(input, concluded),
    preferences: input.preferences,
    knowledge,
    judge: (criterion) => judgeConstraint(criterion, concluded),
    levelNow: input.assessment.trainingLog?.level ?? 1,
    facts: concluded.input.facts,
  })
}

/** For every exercise of the library whether this patient may do it, and why; the preferences say which equipment there is. */
export function permissions(input: PlanInput, knowledge: Knowledge): readonly ExercisePermission[] {
  const concluded = conclude(input.assessment, knowledge)
  return exercisePermissions({
    outcomes: concluded.assessment.exercise,
    knowledge,
    judge: (criterion) => judgeConstraint(criterion, concluded),
    preferences: input.preferences,
  })
}

/** @throws {RangeError} for a criterion that belongs to no constraint of the knowledge */
function judgeConstraint(criterion: Criterion, { ready, patient }: Concluded): Judgement {
  const predicate = ready.constraints.get(criterion)
  if (predicate === undefined) throw new RangeError('plan: needs a criterion of a constraint of the knowledge')
  return judgementOf(predicate, patient)
}

/** When to evaluate: counted from the start of the course, which is the first day of the plan when none runs yet. */
function scheduleOf({ assessment, preferences }: PlanInput, concluded: Concluded): EvaluationSchedule {
  const startsOn = preferences.startsOn ?? assessment.on
  return scheduleInCourse(concluded, {
    on: startsOn > assessment.on ? startsOn : assessment.on,
    treatmentStart: assessment.treatmentStart ?? startsOn,
  })
}

/** Drafts the plan from an assessment. It never crosses a limit by itself and leaves open what the sources leave open. */
export function planFromAssessment(sources: PlanSources): Plan {
  const { assessment, schedule, preferences, knowledge } = sources
  const expired = assessment.expired ?? []
  const held = heldExercises(assessment.exercise, knowledge)
  const { candidates, leftOut } = selectForms(assessment.exercise, preferences, knowledge, held)
  const groups = groupForms(candidates, knowledge)
  const drafted = groups.map((group) =>
    draftPrescription(group, {
      ...sources,
      levelNow: sources.levelNow ?? 1,
      isOnly: groups.length === 1,
      facts: sources.facts ?? {},
      expired,
      held,
      outcomes: assessment.exercise,
    }),
  )
  const wanted = wantedFacts(drafted)
  const unmet = unmetRequirements(
    drafted.flatMap(({ constraints }) => constraints),
    new Set(drafted.flatMap(({ prescription }) => prescription.forms ?? [])),
    assessment.exercise,
  )
  const sessions = drafted.flatMap(({ session }) => session ?? [])
  const days = [...new Set(sessions.flatMap(({ weekdays }) => weekdays ?? []))].sort((left, right) => left - right)
  return {
    on: assessment.on,
    knowledgeVersion: knowledge.version,
    startsOn: preferences.startsOn ?? assessment.on,
    weekdays: days.length > 0 ? days : spreadOverWeek(7, preferences.weekdays),
    goals: preferences.goals ?? [],
    prescriptions: drafted.map(({ prescription }) => prescription),
    sessions,
    leftOut,
    open: drafted.flatMap(({ prescription }) =>
      doseKeys
        .filter((key) => prescription.dose[key] !== undefined && prescription.dose[key].value === null)
        .map((key) => ({ prescription: prescription.id, key })),
    ),
    blocked: uniqueBlocks([
      ...blocksOfAssessment(assessment, drafted),
      ...drafted.flatMap(({ blocked }) => blocked),
      ...crossedTogether(drafted.map(({ prescription }) => prescription)),
    ]),
    ...(unmet.length === 0 ? {} : { unmet }),
    ...(wanted.length === 0 ? {} : { wanted }),
    ...(expired.length === 0 ? {} : { expired }),
    evaluation: schedule,
    stopRules: stopRulesOf(drafted, knowledge),
    mustShow: assessment.mustShow,
    factIds: withIds(assessment.factIds, [...schedule.factIds, ...drafted.flatMap(({ factIds }) => factIds)]),
  }
}

/** @param ids each once and in order, as what comes back */
function withIds(ids: readonly StatementId[], others: readonly StatementId[]): readonly StatementId[] {
  let all: StatementId[] | null = null
  for (const id of others) {
    const place = placeOf(all ?? ids, id)
    if ((all ?? ids)[place] !== id) (all ??= [...ids]).splice(place, 0, id)
  }
  return all ?? ids
}

/** Where the id is, or where it belongs. */
function placeOf(ids: readonly StatementId[], id: StatementId): number {
  let [from, to] = [0, ids.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    const one = ids[middle] as StatementId
    if (one < id) from = middle + 1
    else to = middle
  }
  return from
}

/** Each fact that could add something, with the rules that wait for it, in the order of the names. */
function wantedFacts(drafted: readonly Drafted[]): readonly WantedFact[] {
  const all = drafted.flatMap(({ wanted }) => wanted)
  return uniqueIds(all.map(({ fact }) => fact)).map((fact) => ({
    fact,
    rules: uniqueIds(all.filter((one) => one.fact === fact).map(({ rule }) => rule)),
  }))
}

/** The verdict that holds back every exercise of a form; null when one is left, or when the form names none. */
function heldBy({ exercises }: ExerciseForm, held: ReadonlyMap<string, ExerciseOutcome>): ExerciseOutcome | null {
  return exercises.every((exercise) => held.has(exercise)) ? (held.get(exercises[0] ?? '') ?? null) : null
}

/** Verdicts with which a form may be in a draft. A conflict waits for a clinician's choice, which is not made here. */
const draftable: ReadonlySet<string> = new Set(['allowed', 'allowed_with_conditions'])

/** Forms that say something about exercise without being any, such as advice or a question of dose in general. */
function isExercise(outcome: ExerciseOutcome, knowledge: Knowledge): boolean {
  const form = knowledge.forms[outcome.form]
  return form !== undefined && form.modality !== 'none'
}

function selectForms(
  outcomes: readonly ExerciseOutcome[],
  preferences: PlanPreferences,
  knowledge: Knowledge,
  held: ReadonlyMap<string, ExerciseOutcome>,
): { candidates: readonly Candidate[]; leftOut: readonly LeftOut[] } {
  const real = outcomes.filter((outcome) => isExercise(outcome, knowledge))
  const isWanted = ({ form }: ExerciseOutcome) => preferences.forms === undefined || preferences.forms.includes(form)
  const candidates = real
    .filter((outcome) => draftable.has(outcome.verdict) && isWanted(outcome))
    .flatMap((outcome) => toCandidate(outcome, knowledge) ?? [])
    .filter(({ form }) => heldBy(form, held) === null)
  const taken = new Set(candidates.map(({ form }) => form.id))
  const leftOut = real
    .filter(({ form }) => !taken.has(form))
    .map((outcome) => {
      const form = knowledge.forms[outcome.form]
      const holding = form === undefined || !draftable.has(outcome.verdict) ? null : heldBy(form, held)
      return { ...(holding ?? outcome), form: outcome.form }
    })
    .map(({ form, verdict, rule, factIds }) => {
      const instead = draftable.has(verdict) ? undefined : substituteForm(form, outcomes, knowledge)
      return { form, verdict, rule, factIds, ...(instead === undefined ? {} : { instead }) }
    })
  return { candidates, leftOut }
}

function toCandidate(outcome: ExerciseOutcome, knowledge: Knowledge): Candidate | null {
  const form = knowledge.forms[outcome.form]
  const row = form?.rows.find(({ id }) => outcome.rule === `${form.id}/${id}`)
  if (form === undefined || row === undefined) return null
  const progression = form.progression === null ? null : (knowledge.progressions[form.progression] ?? null)
  const hasLevels = progression !== null && progression.levels.length > 0
  const keys = doseKeys.filter((key) => row.dose[key] !== undefined)
  return { outcome, form, row, progression, kind: sessionKind(form, keys, hasLevels) }
}

/**
 * Forms that ask for the same training of the same person become one prescription, so that two documents cannot each
 * fill the week: limits belong to the person. The document that weighs most gives it its name.
 */
function groupForms(candidates: readonly Candidate[], knowledge: Knowledge): readonly (readonly Candidate[])[] {
  const ordered = [...candidates].sort(
    (left, right) => tierOf(left, knowledge) - tierOf(right, knowledge) || compare(left.form.id, right.form.id),
  )
  const groups = new Map<string, readonly Candidate[]>()
  for (const candidate of ordered)
    groups.set(groupOf(candidate), [...(groups.get(groupOf(candidate)) ?? []), candidate])
  return [...groups.values()]
}

function tierOf({ form }: Candidate, knowledge: Knowledge): number {
  return knowledge.documents[form.document]?.tier ?? Number.MAX_SAFE_INTEGER
}

function groupOf({ kind, form, row, progression }: Candidate): string {
  if (kind === 'levels') return `levels ${progression?.id ?? ''}`
  if (kind === 'strength') return row.dose.holdSeconds === undefined ? 'strength' : 'strength held'
  if (kind === 'continuous') return form.modality === 'breathing' ? 'breathing' : `continuous ${continuousKind(form)}`
  return kind
}

/** Walking as impact and walking as endurance are the same walk. */
function continuousKind({ modality }: Candidate['form']): string {
  return modality === 'impact' ? 'aerobic' : modality
}

/** Referrals that must be answered before anything starts; the others ask, inform or wait for one form. */
const comesBeforeStart: ReadonlySet<ReferralAction> = new Set<ReferralAction>([
  'consult_gp_before_start',
  'inform_patient_and_gp',
  'refer_gp_or_specialist',
  'refer_sports_physician',
  'refer_msrz',
  'medical_clearance_first',
])

function blocksOfAssessment(assessment: Assessment, drafted: readonly Drafted[]): readonly PlanBlock[] {
  const { referral, redFlags, stop, stillNeeded } = assessment
  const referrals: RuleId[] = redFlags.map(({ rule }) => rule)
  if (comesBeforeStart.has(referral.action))
    referrals.push(...(referral.reasons.length > 0 ? referral.reasons : [`referral/${referral.action}`]))
  if (stop.verdict === 'hold_until_gp') referrals.push('stop/hold_until_gp')
  const prescribed = new Set(drafted.flatMap(({ prescription }) => prescription.forms ?? []))
  const missing = stillNeeded.filter(
    ({ safety, influences }) =>
      safety &&
      influences.some(({ decision }) => !decision.startsWith('exercise') || prescribed.has(lastPart(decision))),
  )
  return [
    ...referrals.map((rule) => ({ kind: 'referral', rule }) as const),
    ...[...referral.missing, ...missing.map(({ fact }) => fact)].map(
      (fact) => ({ kind: 'missing_fact', fact }) as const,
    ),
    ...(drafted.length === 0 ? [{ kind: 'nothing_to_prescribe' } as const] : []),
  ]
}

function lastPart(decision: string): string {
  return decision.slice(decision.indexOf('-') + 1)
}

function uniqueBlocks(blocks: readonly PlanBlock[]): readonly PlanBlock[] {
  if (blocks.length < 2) return blocks
  const kept = new Map<string, PlanBlock>()
  for (const block of blocks) kept.set(nameOf(block), block)
  return [...kept.values()]
}

/** Equal for equal blocks. */
function nameOf(block: PlanBlock): string {
  switch (block.kind) {
    case 'referral':
    case 'not_for_whom':
      return `${block.kind} ${block.rule}`
    case 'missing_fact':
      return `${block.kind} ${block.fact}`
    case 'open_dose':
      return `${block.kind} ${block.prescription} ${block.key}`
    case 'hard_limit':
    case 'reason_needed':
    case 'nothing_to_prescribe':
      return JSON.stringify(block)
  }
}

interface StopRules {
  readonly all: readonly RuleId[]
  /** Rules that hold only where an adaptation asks something before each session. */
  readonly conditional: readonly { readonly rule: RuleId; readonly withAdaptation: string }[]
}

/** Rules for whom something is asked before each session hold only where it is asked. */
function stopRulesOf(drafted: readonly Drafted[], knowledge: Knowledge): readonly RuleId[] {
  const { all, conditional } = stopRules(knowledge)
  const elsewhere = conditional.filter(
    ({ withAdaptation }) => !drafted.some(({ prescription }) => prescription.adaptations.includes(withAdaptation)),
  )
  return elsewhere.length === 0 ? all : all.filter((id) => !elsewhere.some(({ rule }) => rule === id))
}

const stopRulesByKnowledge = new WeakMap<Knowledge, StopRules>()

/** What ends a session or the training, whatever the plan; found once for each knowledge. */
function stopRules(knowledge: Knowledge): StopRules {
  const before = stopRulesByKnowledge.get(knowledge)
  if (before !== undefined) return before
  const conditional = (knowledge.progressions[generalProgression]?.rules ?? []).flatMap(({ id, withAdaptation }) =>
    withAdaptation === undefined ? [] : [{ rule: `${generalProgression}/${id}`, withAdaptation }],
  )
  const found = { all: findStopRules(knowledge), conditional }
  stopRulesByKnowledge.set(knowledge, found)
  return found
}

/** Symptoms, and rules of harm that nobody has looked at. */
function findStopRules({ symptoms, progressions }: Knowledge): readonly RuleId[] {
  const ofSymptoms = Object.values(symptoms)
    .filter((symptom) => symptom.class === 'stop' && symptom.review.state === 'active')
    .map(({ id }) => id)
  const ofProgress = (progressions[generalProgression]?.rules ?? [])
    .filter(({ action, review }) => action === 'stop' && review.state === 'active')
    .map(({ id }) => `${generalProgression}/${id}`)
  return [...ofSymptoms, ...ofProgress].sort(compare)
}
