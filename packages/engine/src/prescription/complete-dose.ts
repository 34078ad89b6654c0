import type { Dose, DoseKey, PlanPreferences } from '@dosis/domain'
import type { ApplyingConstraint } from './applying-constraints.ts'
import type { Candidate, Level } from './candidate.ts'
import { changeDose, type DoseChange, silentNumber } from './change-dose.ts'
import type { DraftContext } from './draft-context.ts'
import { draftDose } from './draft-dose.ts'
import { neededKeys } from './session-kind.ts'

/** The drafted dose with the numbers of the level, of the therapist and those that follow from others. */
export function completeDose(
  group: readonly Candidate[],
  constraints: readonly ApplyingConstraint[],
  levels: readonly Level[] | null,
  { preferences, isOnly, levelNow }: Pick<DraftContext, 'preferences' | 'isOnly' | 'levelNow'>,
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
  const withLevel =
    levels === null ? drafted : withLevelNumbers(drafted, levels, primary, changes.level?.value ?? null, levelNow)
  const own = changeDose(withLevel, changes)
  const changed = withDerivedTempo(isOnly ? withChosenDays(own, preferences) : own, changes)
  const complete = withMinutes(changed, () => draftDose(rows, []).sessionsPerWeek?.value ?? null)
  const needed = neededKeys(primary.kind, complete).filter((key) => complete[key] === undefined)
  return changeDose({ ...complete, ...Object.fromEntries(needed.map((key) => [key, silentNumber])) }, {})
}

/** Run and walk of the level at which the plan starts: where the patient trains now, or what the therapist chose. */
function withLevelNumbers(
  dose: Dose,
  levels: readonly Level[],
  { progression }: Candidate,
  chosen: number | null,
  now: number,
): Dose {
  const rule = progression?.id ?? ''
  const factIds = (key: DoseKey) => progression?.levelFactIds?.[key] ?? []
  const limit = (key: DoseKey, value: number) => [{ value, kind: 'hard', rule, factIds: factIds(key) } as const]
  const within = (level: number) => Math.min(levels.length, Math.max(1, level))
  const level = within(chosen ?? now)
  const step = levels[level - 1] ?? {}
  const longest = Math.max(...levels.map(({ runSeconds }) => runSeconds ?? 0))
  return {
    ...dose,
    level: {
      ...silentNumber,
      value: within(now),
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
function withChosenDays(dose: Dose, { weekdays }: PlanPreferences): Dose {
  const perWeek = dose.sessionsPerWeek ?? silentNumber
  if (perWeek.value !== null || weekdays === undefined || weekdays.length === 0) return dose
  const value = new Set(weekdays).size
  return { ...dose, sessionsPerWeek: { ...perWeek, value, changed: { from: null, reason: 'weekdays' } } }
}

/** Seconds down, hold and up together are the seconds of a repetition, so that a limit on the whole holds for the parts. */
function withDerivedTempo(dose: Dose, changes: Partial<Record<DoseKey, DoseChange>>): Dose {
  const { secondsPerRepetition: whole, secondsDown: down, secondsUp: up } = dose
  if (whole === undefined || typeof down?.value !== 'number' || typeof up?.value !== 'number') return dose
  const sum = down.value + up.value + (dose.holdSeconds?.value ?? 0)
  const reason = changes.secondsPerRepetition?.reason ?? changes.secondsDown?.reason ?? changes.secondsUp?.reason ?? ''
  const from = whole.changed === null ? whole.value : whole.changed.from
  return { ...dose, secondsPerRepetition: { ...whole, value: sum, upTo: null, changed: { from, reason } } }
}

/**
 * Minutes a session that follow from minutes a week, spread over the sessions; never above what a week may hold. A limit
 * on the number of sessions does not make the sessions longer: `perWeekByRows` tells the number without such limits.
 */
function withMinutes(dose: Dose, perWeekByRows: () => number | null): Dose {
  const { minutesPerWeek: week, sessionsPerWeek: sessions, minutesPerSession: session } = dose
  // A source that is asked for minutes and gives none is silent; only where none is asked do they follow from the week.
  if (
    session !== undefined ||
    typeof week?.value !== 'number' ||
    typeof sessions?.value !== 'number' ||
    sessions.value < 1
  )
    return dose
  const perWeek = sessions.changed === null ? Math.max(sessions.value, perWeekByRows() ?? 0) : sessions.value
  const up = Math.ceil(week.value / perWeek)
  const ceiling = Math.min(Number.POSITIVE_INFINITY, ...week.highest.map(({ value }) => value))
  const value = up * perWeek > ceiling ? Math.floor(week.value / perWeek) : up
  const changed = week.changed === null ? null : { from: null, reason: week.changed.reason }
  return { ...dose, minutesPerSession: { ...silentNumber, value, factIds: week.factIds, changed } }
}
