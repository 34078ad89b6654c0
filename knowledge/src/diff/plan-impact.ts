import {
  type AssessmentInput,
  type DoseKey,
  doseKeys,
  type DoseLimit,
  type ExerciseOutcome,
  type Knowledge,
  type Plan,
  type PlanPreferences,
  type Prescription,
  type RuleId,
  type StatementId,
  type Text,
} from '@dosis/domain'
import { assess, plan as draft } from '@dosis/engine'
import { type Impact, type ImpactKind, impactKinds, impactsOn, type NamedPatient } from './patient-impact.ts'
import { ruleIn } from './rule-in.ts'
import { takenBack } from './taken-back.ts'

/** What a change of the knowledge does to what was confirmed itself; each of these makes the plan wait. */
export const planImpactKinds = ['plan_form', 'plan_ceiling', 'withdrawn_rule', 'withdrawn_statement'] as const

/** One thing that comes out otherwise for a patient whose plan was confirmed under the older knowledge. */
export interface PlanImpact extends Omit<Impact, 'kind'> {
  readonly kind: (typeof planImpactKinds)[number] | ImpactKind
  /** The plan must not go on before a professional has looked. */
  readonly blocks: boolean
  /** The name of a rule that the newer knowledge no longer has. */
  readonly names?: Text
}

/** A plan as it was confirmed, with what the therapist wanted then. */
export interface ConfirmedUnder {
  readonly plan: Plan
  readonly preferences: PlanPreferences
}

/**
 * What newer knowledge says of a patient whose plan was confirmed under older knowledge: first what the plan itself
 * may no longer be, then what else comes out otherwise. The plan is only looked at, never changed.
 */
export function planImpacts(
  input: AssessmentInput,
  confirmed: ConfirmedUnder,
  before: Knowledge,
  after: Knowledge,
): PlanImpact[] {
  const conclusions = [before, after].map((knowledge) => concludeUnder(knowledge, input, confirmed.preferences))
  const [was, is] = conclusions as [Conclusions, Conclusions]
  const rest = impactsOn(input, before, after).map((impact) => ({ ...impact, blocks: isNewStop(impact, was, is) }))
  const ofPlan = [
    ...formsNoLongerAllowed(confirmed.plan, was, is),
    ...ceilingsNowLower(confirmed.plan, was, is),
    ...withdrawnRules(confirmed.plan, before, after),
    ...withdrawnStatements(confirmed.plan, before, after),
  ]
  const said = new Set(ofPlan.map(({ kind, form }) => (kind === 'plan_form' ? form : undefined)))
  const named = new Set(ofPlan.map(({ kind, about }) => (kind === 'withdrawn_statement' ? about : undefined)))
  const isNew = ({ kind, form, about }: PlanImpact) =>
    (kind !== 'no_longer_allowed' || !said.has(form)) && (kind !== 'withdrawn_statement' || !named.has(about))
  return [...ofPlan, ...rest.filter(isNew)]
}

/** A patient of a practice, with the plan that runs. */
export interface StoredPatient extends NamedPatient {
  readonly confirmed: ConfirmedUnder | null
}

export interface StoredPatientImpact {
  readonly patient: string
  readonly impacts: readonly PlanImpact[]
}

/** Who of a practice is affected and how: plans that would wait first, then the worst, then by id. */
export function storedPatientImpacts(
  patients: readonly StoredPatient[],
  before: Knowledge,
  after: Knowledge,
): StoredPatientImpact[] {
  return patients
    .map(({ id, input, confirmed }) => ({
      patient: id,
      impacts:
        confirmed === null
          ? impactsOn(input, before, after).map((impact) => ({ ...impact, blocks: false }))
          : planImpacts(input, confirmed, before, after),
    }))
    .filter(({ impacts }) => impacts.length > 0)
    .sort((left, right) => worst(left) - worst(right) || (left.patient < right.patient ? -1 : 1))
}

const fromWorst: readonly PlanImpact['kind'][] = [...planImpactKinds, ...impactKinds]

function worst({ impacts }: StoredPatientImpact): number {
  return Math.min(...impacts.map(({ kind, blocks }) => fromWorst.indexOf(kind) + (blocks ? 0 : fromWorst.length)))
}

interface Conclusions {
  readonly redFlags: readonly RuleId[]
  readonly stop: string
  readonly verdicts: ReadonlyMap<string, ExerciseOutcome>
  readonly plan: Plan
}

function concludeUnder(knowledge: Knowledge, input: AssessmentInput, preferences: PlanPreferences): Conclusions {
  const { redFlags, stop, exercise } = assess(input, knowledge, { withoutStillNeeded: true })
  return {
    redFlags: redFlags.map(({ rule }) => rule),
    stop: stop.verdict,
    verdicts: new Map(exercise.map((outcome) => [outcome.form, outcome])),
    plan: draft({ assessment: input, preferences: stillKnown(preferences, knowledge) }, knowledge),
  }
}

/** Wishes of then that this knowledge can still name. */
function stillKnown({ forms, exercises, programmes, doses, ...rest }: PlanPreferences, knowledge: Knowledge) {
  const named = <Value>(record: Readonly<Record<string, Value>>, known: object) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => Object.hasOwn(known, id)))
  return {
    ...rest,
    ...(forms === undefined ? {} : { forms: forms.filter((form) => Object.hasOwn(knowledge.forms, form)) }),
    ...(doses === undefined ? {} : { doses: named(doses, knowledge.forms) }),
    ...(programmes === undefined ? {} : { programmes: named(programmes, knowledge.progressions) }),
    ...(exercises === undefined
      ? {}
      : {
          exercises: Object.fromEntries(
            Object.entries(named(exercises, knowledge.forms)).map(([form, ids]) => [
              form,
              ids.filter((id) => Object.hasOwn(knowledge.exercises, id)),
            ]),
          ),
        }),
  } satisfies PlanPreferences
}

/** A sign of danger that the older knowledge did not see, or advice to stop that it did not give. */
function isNewStop({ kind }: Impact, was: Conclusions, is: Conclusions): boolean {
  if (kind !== 'stop') return false
  const isNewAdvice = is.stop !== was.stop && (is.stop === 'close' || is.stop === 'hold_until_gp')
  return isNewAdvice || is.redFlags.some((rule) => !was.redFlags.includes(rule))
}

function formsOf({ form, forms }: Prescription): readonly string[] {
  return forms ?? [form]
}

function isOpen(outcome: ExerciseOutcome | undefined): boolean {
  return outcome?.verdict === 'allowed' || outcome?.verdict === 'allowed_with_conditions'
}

const notListed = 'not_listed'

function formsNoLongerAllowed({ prescriptions }: Plan, was: Conclusions, is: Conclusions): PlanImpact[] {
  return [...new Set(prescriptions.flatMap(formsOf))].flatMap((form): PlanImpact[] => {
    const [left, right] = [was.verdicts.get(form), is.verdicts.get(form)]
    const isForbidden = right?.verdict === 'not_allowed' && left?.verdict !== 'not_allowed'
    if (!isForbidden && !(isOpen(left) && !isOpen(right))) return []
    const [before, after] = [left?.verdict ?? notListed, right?.verdict ?? notListed]
    return [{ kind: 'plan_form', about: form, form, before, after, why: right?.why ?? [], blocks: true }]
  })
}

function ceilingsNowLower({ prescriptions }: Plan, was: Conclusions, is: Conclusions): PlanImpact[] {
  return prescriptions.flatMap((prescription) =>
    doseKeys.flatMap((key): PlanImpact[] => {
      const most = highestOf(prescription, key)
      const ceiling = hardCeiling(is.plan, prescription, key)
      if (most === null || ceiling === undefined || most <= ceiling.value) return []
      const earlier = hardCeiling(was.plan, prescription, key)
      // The older knowledge held it down as far: facts changed since, not the knowledge.
      if (earlier !== undefined && earlier.value <= ceiling.value) return []
      const { form } = prescription
      const why = [{ rule: ceiling.rule, truth: 'yes' as const, facts: [], factIds: ceiling.factIds }]
      const [before, after] = [String(most), String(ceiling.value)]
      return [{ kind: 'plan_ceiling', about: `${form}, ${key}`, form, key, before, after, why, blocks: true }]
    }),
  )
}

/** The most that was confirmed: the number itself, and what its programme may still reach by its own steps. */
function highestOf({ dose, levels = [], programme }: Prescription, key: DoseKey): number | null {
  const number = dose[key]
  const own = number === undefined ? null : (number.upTo ?? number.value)
  const ofLevels = key === 'level' ? [levels.length] : levels.map((level) => level[key])
  const goals = (programme?.growth ?? []).map((growth) => (growth.key === key ? growth.goal : null))
  const all = [own, ...ofLevels, ...goals].filter((value) => typeof value === 'number' && value > 0)
  return all.length === 0 ? own : Math.max(...(all as number[]))
}

/** The lowest limit that nobody may cross, on this number of any form that the prescription carries out. */
function hardCeiling({ prescriptions }: Plan, confirmed: Prescription, key: DoseKey): DoseLimit | undefined {
  const forms = new Set(formsOf(confirmed))
  return prescriptions
    .filter((prescription) => formsOf(prescription).some((form) => forms.has(form)))
    .flatMap(({ dose }) => dose[key]?.highest ?? [])
    .filter(({ kind }) => kind === 'hard')
    .sort((left, right) => left.value - right.value)[0]
}

/** Rules on which the plan rests, and that were taken back: no longer there, or no longer allowed to decide. */
function withdrawnRules({ prescriptions }: Plan, before: Knowledge, after: Knowledge): PlanImpact[] {
  const about = new Map<RuleId, string>()
  for (const prescription of prescriptions) {
    for (const rule of rulesBehind(prescription)) if (!about.has(rule)) about.set(rule, prescription.form)
  }
  return [...about].flatMap(([rule, form]): PlanImpact[] => {
    const [was, is] = [ruleIn(before, rule), ruleIn(after, rule)]
    if (was === undefined || !was.isActive || is?.isActive === true) return []
    const gone = { kind: 'withdrawn_rule' as const, about: rule, form, names: was.names, blocks: true }
    return [{ ...gone, before: 'active', after: is === undefined ? 'removed' : 'awaiting_review' }]
  })
}

/** What a number, a limit that lost, an adaptation or an intensity in another scale comes from. */
function rulesBehind({ dose, why, adaptations, targets = [], conflicts = [] }: Prescription): readonly RuleId[] {
  const limits = doseKeys.flatMap((key) => [...(dose[key]?.lowest ?? []), ...(dose[key]?.highest ?? [])])
  return [
    ...why.filter(({ truth }) => truth === 'yes').map(({ rule }) => rule),
    ...limits.map(({ rule }) => rule),
    ...conflicts.flatMap(({ floor, ceiling }) => [floor.rule, ceiling.rule]),
    ...adaptations,
    ...targets.map(({ rule }) => rule),
  ]
}

/**
 * Statements on which the plan rests and that were taken back while the rules stayed: no longer there, or no longer read in
 * their source. A statement of a rule that was taken back itself is not named again.
 */
function withdrawnStatements({ prescriptions }: Plan, before: Knowledge, after: Knowledge): PlanImpact[] {
  const about = new Map<StatementId, string>()
  for (const prescription of prescriptions) {
    for (const id of statementsBehind(prescription, before, after)) if (!about.has(id)) about.set(id, prescription.form)
  }
  return [...about].flatMap(([id, form]): PlanImpact[] => {
    const change = takenBack(id, before, after)
    return change === null ? [] : [{ kind: 'withdrawn_statement', about: id, form, ...change, blocks: true }]
  })
}

/** What the numbers, limits, reasons and targets cite, of rules that still decide in both versions. */
function statementsBehind(
  { dose, why, targets = [], conflicts = [] }: Prescription,
  before: Knowledge,
  after: Knowledge,
): readonly StatementId[] {
  const numbers = doseKeys.flatMap((key) => dose[key] ?? [])
  const limits = [
    ...numbers.flatMap(({ lowest, highest, others = [], aims = [] }) => [...lowest, ...highest, ...others, ...aims]),
    ...conflicts.flatMap(({ floor, ceiling }) => [floor, ceiling]),
    ...why.filter(({ truth }) => truth === 'yes'),
    ...targets,
  ]
  const standing = limits.filter(({ rule }) => [before, after].every((knowledge) => ruleIn(knowledge, rule)?.isActive))
  return [...numbers.flatMap(({ factIds }) => factIds), ...standing.flatMap(({ factIds }) => factIds)]
}
