import type {
  DoseConstraint,
  Exercise,
  FactId,
  PlanBlock,
  Prescription,
  ProgrammeChoice,
  RuleId,
  SessionTemplate,
  StatementId,
} from '@dosis/domain'
import { type ApplyingConstraint, applyingConstraints, wantedByConstraints } from './applying-constraints.ts'
import type { Candidate } from './candidate.ts'
import { crossedLimits } from './change-dose.ts'
import { chooseExercises } from './choose-exercises.ts'
import { completeDose } from './complete-dose.ts'
import type { DraftContext } from './draft-context.ts'
import { doseConflicts } from './dose-conflicts.ts'
import { intensityTargets } from './intensity/intensity-targets.ts'
import { crossedLoads, loadsOf, orderOf, prescribedProgramme, withExerciseLevel } from './prescribed-programme.ts'
import { programmeOf } from './programme-levels.ts'
import { crossedRest, daysWithRest, restRuleOf } from './rest-days.ts'
import { neededKeys } from './session-kind.ts'
import { type Contents, sessionTemplate } from './session-template.ts'
import { substituteForm } from './substitute-form.ts'
import { spreadOverWeek } from './weekdays.ts'

export interface Drafted {
  readonly prescription: Prescription
  readonly session: SessionTemplate | null
  readonly blocked: readonly PlanBlock[]
  /** The rules that hold for it. */
  readonly constraints: readonly DoseConstraint[]
  /** Facts that could add a precaution or a target. */
  readonly wanted: readonly { readonly fact: FactId; readonly rule: RuleId }[]
  readonly factIds: readonly StatementId[]
}

/** Drafts one prescription for forms that ask for the same training; the first gives its name. */
export function draftPrescription(group: readonly Candidate[], context: DraftContext): Drafted {
  const [primary] = group as [Candidate, ...Candidate[]]
  const id = primary.form.id
  const forms = group.map(({ form }) => form)
  const constraints = applyingConstraints(forms, context.knowledge, context.judge)
  const programme = programmeOf(primary, id, context)
  const drafted = completeDose(group, constraints, programme.drafted, context)
  const exercises = chooseExercises(group, constraints, context.knowledge, context.preferences, context.held)
  const choice = context.preferences.steps?.[id] ?? {}
  const prescribed = prescribedProgramme(primary.progression, choice, drafted, exercises)
  const levelFactIds = primary.progression?.advance?.factIds ?? []
  const dose =
    prescribed?.exercises === undefined
      ? drafted
      : withExerciseLevel(drafted, prescribed.exercises, primary.progression?.id ?? id, levelFactIds)
  const loads = loadsOf(choice, exercises)
  const targets = intensityTargets({
    ...context,
    forms: forms.map((form) => form.id),
    exercises: exercises.map((exercise) => exercise.id),
    dose,
  })
  const conflicts = doseConflicts(dose, substituteForm(id, context.outcomes, context.knowledge)?.form ?? null)
  const prescription: Prescription = {
    id,
    form: id,
    forms: forms.map((form) => form.id),
    modality: primary.form.modality as Prescription['modality'],
    exercises: exercises.map((exercise) => exercise.id),
    verdict: group.some(({ outcome }) => outcome.verdict === 'allowed_with_conditions')
      ? 'allowed_with_conditions'
      : 'allowed',
    status: primary.outcome.status,
    dose,
    bounds: primary.outcome.bounds,
    adaptations: [
      ...new Set([
        ...group.flatMap(({ row }) => row.adaptations),
        ...constraints.filter(isAdaptation).map(({ constraint }) => constraint.id),
      ]),
    ],
    progression: primary.progression?.id ?? null,
    ...(programme.levels === null ? {} : { levels: programme.levels }),
    ...(targets.length === 0 ? {} : { targets }),
    ...(conflicts.length === 0 ? {} : { conflicts }),
    ...(Object.keys(loads).length === 0 ? {} : { loads }),
    ...(prescribed === null ? {} : { programme: prescribed }),
    ...(choice.painLimit === undefined ? {} : { painLimit: { ...choice.painLimit, factIds: [] } }),
    why: [...group.flatMap(({ outcome }) => outcome.why), ...constraints.map(({ why }) => why)],
  }
  const perWeek = dose.sessionsPerWeek?.value ?? null
  const breathingCue = constraints.some(({ constraint }) => constraint.breathingCue)
  const weekdays = perWeek === null ? [] : daysOf(perWeek, primary, context)
  const session =
    perWeek === null
      ? null
      : sessionTemplate(
          prescription,
          primary.kind,
          weekdays,
          exercises,
          breathingCue,
          contentsOf(primary, choice, exercises),
        )
  return {
    prescription,
    session,
    blocked: [
      ...programme.blocked,
      ...crossedLimits(id, dose),
      ...crossedLoads(prescription),
      ...crossedRest(prescription, primary.progression, weekdays),
      ...missingFacts(constraints),
      ...preventing(constraints),
      ...neededKeys(primary.kind, dose)
        .filter((key) => (dose[key]?.value ?? null) === null)
        .map((key) => ({ kind: 'open_dose', prescription: id, key }) as const),
    ],
    constraints: constraints.map(({ constraint }) => constraint),
    wanted: [
      ...wantedByConstraints(forms, context.knowledge, context.judge),
      ...targets.flatMap(({ rule, absent }) =>
        absent?.reason === 'not_known' || absent?.reason === 'expired'
          ? absent.facts.map((fact) => ({ fact, rule }))
          : [],
      ),
    ],
    factIds: [
      ...group.flatMap(({ outcome }) => outcome.factIds),
      ...targets.filter(({ absent }) => absent === null).flatMap((target) => target.factIds),
      ...constraints.flatMap(({ constraint }) => constraint.factIds),
    ],
  }
}

function daysOf(perWeek: number, { progression }: Candidate, { preferences }: DraftContext): readonly number[] {
  const days = spreadOverWeek(perWeek, preferences.weekdays)
  const rule = restRuleOf(progression)
  return rule === null ? days : daysWithRest(days, preferences.weekdays, rule.when.restDaysBelow)
}

/** The two contents that take turns, where the programme knows them and the therapist chose them. */
function contentsOf(
  { progression }: Candidate,
  { alternate }: ProgrammeChoice,
  exercises: readonly Exercise[],
): Contents | null {
  if (alternate === undefined || progression?.alternates === undefined) return null
  const a = orderOf(alternate.a, exercises)
  const b = orderOf(alternate.b, exercises)
  // B without exercises of its own is a week of rest; B of which none may be done is not.
  if (a.length === 0 || (b.length === 0 && alternate.b.length > 0)) return null
  return { every: b.length === 0 ? 'week' : alternate.every, a, b }
}

function isAdaptation({ constraint }: ApplyingConstraint): boolean {
  const { adaptation, breathingCue, avoidsIsometric, highestImpact } = constraint
  return adaptation !== null || breathingCue || avoidsIsometric === true || highestImpact !== undefined
}

/** Somebody for whom no plans are made. While that is not known, the missing fact holds the plan back. */
function preventing(constraints: readonly ApplyingConstraint[]): readonly PlanBlock[] {
  return constraints
    .filter(({ constraint, missing }) => constraint.preventsPlan === true && missing.length === 0)
    .map(({ constraint }) => ({ kind: 'not_for_whom', rule: constraint.id }) as const)
}

function missingFacts(constraints: readonly ApplyingConstraint[]): readonly PlanBlock[] {
  const waiting = constraints.filter(({ constraint }) => constraint.whenUnknown !== 'hold')
  return waiting.flatMap(({ missing }) => missing).map((fact) => ({ kind: 'missing_fact', fact }) as const)
}
