import type {
  DoseConstraint,
  FactId,
  PlanBlock,
  Prescription,
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
import { programmeOf } from './programme-levels.ts'
import { neededKeys } from './session-kind.ts'
import { sessionTemplate } from './session-template.ts'
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
  const dose = completeDose(group, constraints, programme.drafted, context)
  const exercises = chooseExercises(group, constraints, context.knowledge, context.preferences, context.held)
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
    why: [...group.flatMap(({ outcome }) => outcome.why), ...constraints.map(({ why }) => why)],
  }
  const perWeek = dose.sessionsPerWeek?.value ?? null
  const breathingCue = constraints.some(({ constraint }) => constraint.breathingCue)
  const session =
    perWeek === null
      ? null
      : sessionTemplate(
          prescription,
          primary.kind,
          spreadOverWeek(perWeek, context.preferences.weekdays),
          exercises,
          breathingCue,
        )
  return {
    prescription,
    session,
    blocked: [
      ...programme.blocked,
      ...crossedLimits(id, dose),
      ...missingFacts(constraints),
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

function isAdaptation({ constraint }: ApplyingConstraint): boolean {
  const { adaptation, breathingCue, avoidsIsometric, highestImpact } = constraint
  return adaptation !== null || breathingCue || avoidsIsometric === true || highestImpact !== undefined
}

function missingFacts(constraints: readonly ApplyingConstraint[]): readonly PlanBlock[] {
  const waiting = constraints.filter(({ constraint }) => constraint.whenUnknown !== 'hold')
  return waiting.flatMap(({ missing }) => missing).map((fact) => ({ kind: 'missing_fact', fact }) as const)
}
