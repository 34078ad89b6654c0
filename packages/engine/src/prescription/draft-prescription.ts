import type {
  Dose,
  DoseKey,
  Exercise,
  ExerciseForm,
  ExerciseOutcome,
  ExerciseRow,
  Knowledge,
  PlanBlock,
  PlanPreferences,
  Prescription,
  Progression,
  RunWalkParameters,
  SessionTemplate,
  StatementId,
} from '@dosis/domain'
import { runWalkLevels, runWalkProblems } from '../progression/run-walk-levels.ts'
import { type ApplyingConstraint, applyingConstraints, type JudgeCriterion } from './applying-constraints.ts'
import { changeDose, crossedLimits, type DoseChange, silentNumber } from './change-dose.ts'
import { draftDose } from './draft-dose.ts'
import { neededKeys, type SessionKind } from './session-kind.ts'
import { sessionTemplate } from './session-template.ts'
import { spreadOverWeek } from './weekdays.ts'

/** A form that may be prescribed, with its verdict and the row that gives the dose. */
export interface Candidate {
  readonly outcome: ExerciseOutcome
  readonly form: ExerciseForm
  readonly row: ExerciseRow
  readonly progression: Progression | null
  readonly kind: SessionKind
}

export interface Drafted {
  readonly prescription: Prescription
  readonly session: SessionTemplate | null
  readonly blocked: readonly PlanBlock[]
  readonly factIds: readonly StatementId[]
}

export interface DraftContext {
  readonly knowledge: Knowledge
  readonly preferences: PlanPreferences
  readonly judge: JudgeCriterion
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
  const programme = programmeOf(primary, id, context.preferences)
  const dose = finishDose(group, constraints, programme.levels, context.preferences)
  const exercises = chooseExercises(group, constraints, context)
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

type Level = NonNullable<Prescription['levels']>[number]
interface Programme {
  readonly levels: readonly Level[] | null
  readonly blocked: readonly PlanBlock[]
}

/**
 * The levels of a programme. Constants that a therapist changed make new ones within the bounds of the programme; with
 * constants from which none can be made the levels of the knowledge stay, and the plan may not be confirmed.
 */
function programmeOf({ progression }: Candidate, prescription: string, preferences: PlanPreferences): Programme {
  if (progression === null || progression.levels.length === 0) return { levels: null, blocked: [] }
  const own = progression.parameters
  const changed = preferences.programmes?.[progression.id]
  if (own === undefined || changed === undefined) return { levels: progression.levels, blocked: [] }
  const wanted = { ...own, ...changed }
  const limit = crossedParameter(wanted, own, progression)
  if (limit !== null) {
    return { levels: progression.levels, blocked: [{ kind: 'hard_limit', prescription, ...limit }] }
  }
  return { levels: toDoseLevels(wanted), blocked: [] }
}

/** Levels as the knowledge writes them: seconds and repetitions by key of the dose. */
export function toDoseLevels(parameters: RunWalkParameters): readonly Level[] {
  return runWalkLevels(parameters).map(({ runSeconds, walkSeconds, repetitions }) => ({
    runSeconds,
    walkSeconds,
    repetitions,
  }))
}

/** The bounds that the source prints hold for changed constants too; walking is the therapist's own. */
function crossedParameter(wanted: RunWalkParameters, own: RunWalkParameters, progression: Progression) {
  const factIds = progression.advance?.factIds ?? []
  const limit = (key: DoseKey, value: number) =>
    ({ key, limit: { value, kind: 'hard', rule: progression.id, factIds } }) as const
  if (wanted.levels > own.levels) return limit('level', own.levels)
  if (wanted.runSecondsLast > own.runSecondsLast) return limit('runSeconds', own.runSecondsLast)
  if (wanted.repetitionsAtMost !== own.repetitionsAtMost) return limit('repetitions', own.repetitionsAtMost)
  if (wanted.sessionMinutesAtMost > own.sessionMinutesAtMost)
    return limit('minutesPerSession', own.sessionMinutesAtMost)
  return runWalkProblems(wanted).length > 0 ? limit('walkSeconds', own.walkSecondsLast) : null
}

/** The drafted dose with the numbers of the level, of the therapist and those that follow from others. */
function finishDose(
  group: readonly Candidate[],
  constraints: readonly ApplyingConstraint[],
  levels: readonly Level[] | null,
  preferences: PlanPreferences,
): Dose {
  const rows = group.map(({ outcome, row }) => ({ rule: outcome.rule, dose: row.dose }))
  const drafted = draftDose(
    rows,
    constraints.map(({ constraint }) => constraint),
  )
  const changes: Partial<Record<DoseKey, DoseChange>> = Object.assign(
    {},
    ...[...group].reverse().map(({ form }) => preferences.doses?.[form.id] ?? {}),
  )
  const [primary] = group as [Candidate, ...Candidate[]]
  const withLevel = levels === null ? drafted : withLevelNumbers(drafted, levels, primary, changes)
  const changed = withDerivedTempo(withChosenDays(changeDose(withLevel, changes), changes, preferences), changes)
  const complete = withMinutes(changed, changes, draftDose(rows, []).sessionsPerWeek?.value ?? null)
  const needed = neededKeys(primary.kind, complete).filter((key) => complete[key] === undefined)
  return changeDose({ ...complete, ...Object.fromEntries(needed.map((key) => [key, silentNumber])) }, {})
}

/** Run and walk of the level at which the patient starts: level 1, or the level that the therapist chose. */
function withLevelNumbers(
  dose: Dose,
  levels: readonly Level[],
  { progression }: Candidate,
  changes: Partial<Record<DoseKey, DoseChange>>,
): Dose {
  const rule = progression?.id ?? ''
  const factIds = (key: DoseKey) => progression?.levelFactIds?.[key] ?? []
  const limit = (key: DoseKey, value: number) => [{ value, kind: 'hard', rule, factIds: factIds(key) } as const]
  const level = Math.min(levels.length, Math.max(1, changes.level?.value ?? dose.level?.value ?? 1))
  const step = levels[level - 1] ?? {}
  const longest = Math.max(...levels.map(({ runSeconds }) => runSeconds ?? 0))
  return {
    ...dose,
    level: {
      ...silentNumber,
      value: dose.level?.value ?? 1,
      lowest: limit('level', 1),
      highest: limit('level', levels.length),
      factIds: factIds('level'),
    },
    runSeconds: {
      ...silentNumber,
      value: step.runSeconds ?? null,
      highest: limit('runSeconds', longest),
      factIds: factIds('runSeconds'),
    },
    walkSeconds: { ...silentNumber, value: step.walkSeconds ?? null, factIds: factIds('walkSeconds') },
  }
}

/** Weekdays chosen by the therapist say how often, where the sources do not. */
function withChosenDays(
  dose: Dose,
  changes: Partial<Record<DoseKey, DoseChange>>,
  { weekdays }: PlanPreferences,
): Dose {
  const perWeek = dose.sessionsPerWeek ?? silentNumber
  if (perWeek.value !== null || changes.sessionsPerWeek !== undefined || (weekdays ?? []).length === 0) return dose
  const value = new Set(weekdays).size
  return { ...dose, sessionsPerWeek: { ...perWeek, value, changed: { from: null, reason: 'weekdays' } } }
}

/** Seconds down, hold and up together are the seconds of a repetition, so that a limit on the whole holds for the parts. */
function withDerivedTempo(dose: Dose, changes: Partial<Record<DoseKey, DoseChange>>): Dose {
  const { secondsPerRepetition: whole, secondsDown: down, secondsUp: up } = dose
  if (whole === undefined || typeof down?.value !== 'number' || typeof up?.value !== 'number') return dose
  const sum = down.value + up.value + (dose.holdSeconds?.value ?? 0)
  const reason = changes.secondsPerRepetition?.reason ?? changes.secondsDown?.reason ?? changes.secondsUp?.reason ?? ''
  return {
    ...dose,
    secondsPerRepetition: { ...whole, value: sum, upTo: null, changed: { from: whole.value, reason } },
  }
}

/**
 * Minutes a session that follow from minutes a week, spread over the sessions; never above what a week may hold. A limit
 * on the number of sessions does not make the sessions longer: `perWeekByRows` is the number without such limits.
 */
function withMinutes(dose: Dose, changes: Partial<Record<DoseKey, DoseChange>>, perWeekByRows: number | null): Dose {
  const { minutesPerWeek: week, sessionsPerWeek: sessions, minutesPerSession: session } = dose
  // A source that is asked for minutes and gives none is silent; only where none is asked do they follow from the week.
  const isOpen = session === undefined && changes.minutesPerSession === undefined
  if (!isOpen || typeof week?.value !== 'number' || typeof sessions?.value !== 'number' || sessions.value < 1)
    return dose
  const perWeek = sessions.changed === null ? Math.max(sessions.value, perWeekByRows ?? 0) : sessions.value
  const up = Math.ceil(week.value / perWeek)
  const ceiling = Math.min(Number.POSITIVE_INFINITY, ...week.highest.map(({ value }) => value))
  const value = up * perWeek > ceiling ? Math.floor(week.value / perWeek) : up
  const changed = week.changed === null ? null : { from: null, reason: week.changed.reason }
  return { ...dose, minutesPerSession: { ...silentNumber, value, factIds: week.factIds, changed } }
}

/** Exercises of the library that carry the forms out: those chosen, else those for which the patient has all that is needed. */
function chooseExercises(
  group: readonly Candidate[],
  constraints: readonly ApplyingConstraint[],
  { knowledge, preferences }: DraftContext,
): readonly Exercise[] {
  const avoidsIsometric = constraints.some(({ constraint }) => constraint.avoidsIsometric === true)
  const ids = [...new Set(group.flatMap(({ form }) => preferences.exercises?.[form.id] ?? form.exercises))]
  const isChosen = group.some(({ form }) => preferences.exercises?.[form.id] !== undefined)
  return ids
    .flatMap((id) => knowledge.exercises[id] ?? [])
    .filter((exercise) => !(avoidsIsometric && exercise.isometric))
    .filter(({ equipment }) => isChosen || equipment.every((thing) => (preferences.equipment ?? []).includes(thing)))
}
