import type { DoseKey, PlanBlock, PlanPreferences, Progression, RunWalkParameters } from '@dosis/domain'
import { runWalkLevels, runWalkProblems } from '../progression/run-walk-levels.ts'
import type { Candidate, Level } from './candidate.ts'
import type { DraftContext } from './draft-context.ts'

/** The levels that hold for this plan, and why they may not be confirmed. */
export interface Programme {
  readonly levels: readonly Level[] | null
  /** The levels before the therapist set seconds of one of them by hand. */
  readonly drafted: readonly Level[] | null
  readonly blocked: readonly PlanBlock[]
}

/**
 * The levels of a programme. Constants that a therapist changed make new ones within the bounds of the programme; with
 * constants from which none can be made the levels of the knowledge stay, and the plan may not be confirmed.
 */
export function programmeOf(
  { progression, form }: Candidate,
  prescription: string,
  { preferences, levelNow }: Pick<DraftContext, 'preferences' | 'levelNow'>,
): Programme {
  if (progression === null || progression.levels.length === 0) return { levels: null, drafted: null, blocked: [] }
  const programme = withConstants(progression, prescription, preferences)
  const { level, runSeconds, walkSeconds } = preferences.doses?.[form.id] ?? {}
  const own = { runSeconds: runSeconds?.value, walkSeconds: walkSeconds?.value }
  return {
    blocked: programme.blocked,
    drafted: programme.levels,
    levels: withOwnSeconds(programme, level?.value ?? levelNow, own),
  }
}

/** Seconds that the therapist set for the first level of the plan stand in the levels as well: both show the same. */
function withOwnSeconds(
  { levels, parameters }: WithLevels,
  at: number,
  own: { readonly runSeconds: number | undefined; readonly walkSeconds: number | undefined },
): readonly Level[] {
  if (own.runSeconds === undefined && own.walkSeconds === undefined) return levels
  return levels.map((level, index) => {
    if (index !== at - 1) return level
    const runSeconds = own.runSeconds ?? level.runSeconds ?? 0
    const walkSeconds = own.walkSeconds ?? level.walkSeconds ?? 0
    const fitting = Math.floor(((parameters?.sessionMinutesAtMost ?? 0) * 60) / Math.max(1, runSeconds + walkSeconds))
    const repetitions = parameters === undefined ? level.repetitions : Math.min(level.repetitions ?? fitting, fitting)
    return { ...level, runSeconds, walkSeconds, ...(repetitions === undefined ? {} : { repetitions }) }
  })
}

interface WithLevels {
  readonly levels: readonly Level[]
  /** The constants behind the levels; undefined where the knowledge wrote the levels alone. */
  readonly parameters: RunWalkParameters | undefined
  readonly blocked: readonly PlanBlock[]
}

function withConstants(progression: Progression, prescription: string, preferences: PlanPreferences): WithLevels {
  const own = progression.parameters
  const changed = preferences.programmes?.[progression.id]
  const unchanged = { levels: progression.levels, parameters: own }
  if (own === undefined || changed === undefined) return { ...unchanged, blocked: [] }
  const wanted = { ...own, ...changed }
  const limit = crossedParameter(wanted, own, progression)
  if (limit !== null) return { ...unchanged, blocked: [{ kind: 'hard_limit', prescription, ...limit }] }
  return { levels: toDoseLevels(wanted), parameters: wanted, blocked: [] }
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
