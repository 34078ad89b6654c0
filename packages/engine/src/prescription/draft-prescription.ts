import type { PlanBlock, Prescription, SessionTemplate, StatementId } from '@dosis/domain'
import { type ApplyingConstraint, applyingConstraints } from './applying-constraints.ts'
import type { Candidate } from './candidate.ts'
import { crossedLimits } from './change-dose.ts'
import { chooseExercises } from './choose-exercises.ts'
import { completeDose } from './complete-dose.ts'
import type { DraftContext } from './draft-context.ts'
import { programmeOf } from './programme-levels.ts'
import { neededKeys } from './session-kind.ts'
import { sessionTemplate } from './session-template.ts'
import { spreadOverWeek } from './weekdays.ts'

export interface Drafted {
  readonly prescription: Prescription
  readonly session: SessionTemplate | null
  readonly blocked: readonly PlanBlock[]
  readonly factIds: readonly StatementId[]
}

/** Drafts one prescription for forms that ask for the same training; the first gives its name. */
export function draftPrescription(group: readonly Candidate[], context: DraftContext): Drafted {
  const [primary] = group as [Candidate, ...Candidate[]]
  const id = primary.form.id
  const constraints = applyingConstraints(
    group.map(({ form }) => form),
    context.knowledge,
    context.judge,
  )
  const programme = programmeOf(primary, id, context)
  const dose = completeDose(group, constraints, programme.drafted, context)
  const exercises = chooseExercises(group, constraints, context.knowledge, context.preferences)
  const prescription: Prescription = {
    id,
    form: id,
    forms: group.map(({ form }) => form.id),
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
    factIds: [
      ...group.flatMap(({ outcome }) => outcome.factIds),
      ...constraints.flatMap(({ constraint }) => constraint.factIds),
    ],
  }
}

function isAdaptation({ constraint }: ApplyingConstraint): boolean {
  return constraint.adaptation !== null || constraint.breathingCue || constraint.avoidsIsometric === true
}

function missingFacts(constraints: readonly ApplyingConstraint[]): readonly PlanBlock[] {
  return constraints.flatMap(({ missing }) => missing).map((fact) => ({ kind: 'missing_fact', fact }) as const)
}
