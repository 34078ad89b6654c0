import {
  type Criterion,
  type Dose,
  type DoseConstraint,
  type ExpiredFact,
  type FactId,
  type Facts,
  type IntensityRule,
  type IntensityTarget,
  intensityBases,
  intensityScales,
  type Knowledge,
  type TargetAbsence,
} from '@dosis/domain'
import { compare } from '../../progression/session-logs.ts'
import type { JudgeCriterion } from '../applying-constraints.ts'
import { type Derived, deriveTarget } from './derive-target.ts'

/** What the targets of one prescription follow from. */
export interface TargetSources {
  readonly forms: readonly string[]
  readonly exercises: readonly string[]
  readonly dose: Dose
  readonly facts: Facts
  readonly expired: readonly ExpiredFact[]
  readonly knowledge: Knowledge
  readonly judge: JudgeCriterion
}

type TargetConstraint = DoseConstraint & { readonly target: IntensityRule }

/**
 * The intensity of a prescription in every scale that a source allows for this patient: measured thresholds first, then a
 * measured maximum, then effort and talk test, a formula last. A target that is not given says why.
 */
export function intensityTargets(sources: TargetSources): readonly IntensityTarget[] {
  const concerned = targetsOf(sources.knowledge).filter(
    ({ forms, target: { exercise } }) =>
      forms.some((form) => sources.forms.includes(form)) &&
      (exercise === undefined || sources.exercises.includes(exercise)),
  )
  const given = concerned.flatMap((constraint) => {
    const applies = permission(constraint.when, 'yes', sources)
    if (applies === 'no') return []
    return [{ constraint, target: targetOf(constraint, applies === 'yes' ? null : applies, sources) }]
  })
  const hasEffort =
    typeof sources.dose.rpeBorg?.value === 'number' ||
    given.some(({ target }) => target.basis === 'effort' && target.absent === null)
  return given.map(({ constraint, target }) => beside(target, constraint.target, hasEffort, sources)).sort(bestFirst)
}

const targetsByKnowledge = new WeakMap<Knowledge, readonly TargetConstraint[]>()

/** The rules that give a target and may decide, found once for each knowledge. */
function targetsOf(knowledge: Knowledge): readonly TargetConstraint[] {
  const before = targetsByKnowledge.get(knowledge)
  if (before !== undefined) return before
  const found = Object.values(knowledge.constraints).filter(
    (constraint): constraint is TargetConstraint =>
      constraint.target !== undefined && constraint.review.state === 'active',
  )
  targetsByKnowledge.set(knowledge, found)
  return found
}

/** Whether a criterion comes out as `wanted`; while it is not known, what it waits for. */
function permission(
  criterion: Criterion,
  wanted: 'yes' | 'no',
  { judge, expired }: TargetSources,
): 'yes' | 'no' | TargetAbsence {
  const { truth, missing } = judge(criterion)
  if (truth === 'unknown') return notKnown(missing, expired)
  return truth === wanted ? 'yes' : 'no'
}

function notKnown(facts: readonly FactId[], expired: readonly ExpiredFact[]): TargetAbsence {
  const isExpired = expired.some(({ fact }) => facts.includes(fact))
  return { reason: isExpired ? 'expired' : 'not_known', facts: [...new Set(facts)].sort(compare) }
}

function targetOf(
  { id, target: rule, factIds }: TargetConstraint,
  open: TargetAbsence | null,
  sources: TargetSources,
): IntensityTarget {
  const computed = deriveTarget(rule.method, sources.dose, sources.facts)
  const inTheWay = open === null ? (forbidden(rule, sources) ?? outsideStart(rule, sources.dose)) : { absent: open }
  const derived = inTheWay ?? computed
  const isGiven = !('absent' in derived)
  return {
    rule: id,
    basis: rule.basis,
    scale: rule.scale,
    exercise: rule.exercise ?? null,
    holdsFor: rule.startWithin === undefined ? 'whole' : 'start',
    from: isGiven ? (derived.range?.from ?? null) : null,
    upTo: isGiven ? (derived.range?.upTo ?? null) : null,
    talk: isGiven ? derived.talk : null,
    absent: isGiven ? null : withAllUnknown(derived.absent, computed, sources.expired),
    measurements: isGiven ? derived.measurements : [],
    factIds,
  }
}

interface NotGiven {
  readonly absent: TargetAbsence
}

/** Never for this patient, or not known whether: both give no target. */
function forbidden({ never }: IntensityRule, sources: TargetSources): NotGiven | null {
  if (never === undefined) return null
  const isFree = permission(never, 'no', sources)
  if (isFree === 'yes') return null
  if (isFree !== 'no') return { absent: isFree }
  const facts = sources.judge(never).facts.map(({ fact }) => fact)
  return { absent: { reason: 'never_for_this_patient', facts: [...new Set(facts)].sort(compare) } }
}

/** The source speaks of starts in a range; of another start it says nothing. */
function outsideStart({ startWithin }: IntensityRule, dose: Dose): NotGiven | null {
  if (startWithin === undefined) return null
  const start = dose[startWithin.key]?.value ?? null
  if (start === null) return { absent: { reason: 'dose_open', facts: [] } }
  const isWithin = start >= startWithin.from && start <= startWithin.upTo
  return isWithin ? null : { absent: { reason: 'outside_what_the_source_says', facts: [] } }
}

/** What is not known yet is asked at once: what allows the target, and what it is computed from. */
function withAllUnknown(absence: TargetAbsence, computed: Derived, expired: readonly ExpiredFact[]): TargetAbsence {
  if (absence.reason !== 'not_known' && absence.reason !== 'expired') return absence
  const measured = 'absent' in computed && computed.absent.reason === 'not_known' ? computed.absent.facts : []
  return notKnown([...absence.facts, ...measured], expired)
}

/** Takes away a target that may not be the only guide while no target of effort stands beside it. */
function beside(
  target: IntensityTarget,
  { notAloneWhen }: IntensityRule,
  hasEffort: boolean,
  sources: TargetSources,
): IntensityTarget {
  if (target.absent !== null || hasEffort || notAloneWhen === undefined) return target
  if (permission(notAloneWhen, 'no', sources) === 'yes') return target
  const absent = { reason: 'not_as_only_guide', facts: [] } as const
  return { ...target, from: null, upTo: null, talk: null, measurements: [], absent }
}

function bestFirst(left: IntensityTarget, right: IntensityTarget): number {
  const byBasis = intensityBases.indexOf(left.basis) - intensityBases.indexOf(right.basis)
  const byScale = intensityScales.indexOf(left.scale) - intensityScales.indexOf(right.scale)
  return byBasis || byScale || compare(left.rule, right.rule)
}
