import {
  addDays,
  daysBetween,
  type Plan,
  type Prescription,
  type Progression,
  type ProgressInput,
  type SessionLog,
  startOfWeek,
} from '@dosis/domain'
import { countedLogs, hasTrained } from './session-logs.ts'
import { levelOf } from './summarise-weeks.ts'

/** What was seen of one prescription up to one day; null = not known. Rules look at this and nothing else. */
export interface Observed {
  /** Level that the patient may train at now; null where the programme has no levels. */
  readonly level: number | null
  /** Whole weeks since the first session of the unbroken stay on the level. */
  readonly weeksOnLevel: number
  /** Completed sessions on the level in the week that counts: this one or the one before, whichever shows more. */
  readonly sessionsThisWeek: number
  /** Repetitions reached in as many of those sessions as the rule asks for. */
  readonly repetitionsPerSession: number | null
  readonly daysSinceLastSession: number | null
  /** Largest rise over the sessions of this week and the one before; null when a session lacks a score, or there is none. */
  readonly painRise: number | null
  readonly painAfter: number | null
  readonly effortBorg: number | null
  readonly hasSessions: boolean
  /** Every counted session of the prescription, in the order of time. */
  readonly logs: readonly SessionLog[]
  /** Completed sessions of the week that counts. */
  readonly weekSessions: readonly SessionLog[]
  /** How many sessions of a week the programme looks at. */
  readonly sessionsNeeded: number
  /** Whether the stay is long enough and the week has enough sessions. */
  readonly isWeekDone: boolean
}

export function observe(input: ProgressInput, prescription: Prescription, progression: Progression | null): Observed {
  const { on, plan } = input
  const logs = countedLogs(input.logs, plan.startsOn, on).filter(
    (log) => hasTrained(log) && carriesOut(log, prescription, plan),
  )
  const level = currentLevel(input, prescription, logs)
  const since = input.changedOn?.[prescription.id] ?? plan.startsOn
  const stay = level === null ? logs.filter((log) => log.on >= since) : stayOnLevel(logs, level, progression)
  const first = stay[0]
  const last = logs.at(-1)
  const recent = stay.filter((log) => log.on >= addDays(startOfWeek(on), -7))
  const weeksOnLevel = first === undefined ? 0 : Math.floor(daysBetween(first.on, on) / 7)
  const advance = progression?.advance ?? null
  const needed = sessionsNeeded(prescription, progression)
  const week = bestWeek(recent, on, needed ?? 1)
  return {
    level,
    weeksOnLevel,
    ...week,
    logs,
    sessionsNeeded: needed ?? Number.POSITIVE_INFINITY,
    isWeekDone:
      advance !== null &&
      needed !== null &&
      weeksOnLevel >= advance.weeksOnLevelAtLeast &&
      week.sessionsThisWeek >= needed,
    daysSinceLastSession: last === undefined ? null : daysBetween(last.on, on),
    painRise: largest(
      recent.map(({ painBefore, painAfter }) =>
        painBefore === null || painAfter === null ? null : painAfter - painBefore,
      ),
    ),
    painAfter: largest(recent.map(({ painAfter }) => painAfter)),
    effortBorg: last?.effortBorg ?? null,
    hasSessions: last !== undefined,
  }
}

/** A session carries out the prescriptions of its template; one of an earlier plan is known by its kind of parts. */
function carriesOut(log: SessionLog, prescription: Prescription, plan: Plan): boolean {
  const template = plan.sessions.find(({ id }) => id === log.template)
  if (template !== undefined) return template.prescriptions.includes(prescription.id)
  const kind = prescription.levels === undefined ? 'impact' : 'intervals'
  return (
    countOfLevels(prescription) !== null && log.parts.some((part) => part.kind === kind && part.level !== undefined)
  )
}

/** How many levels the programme of a prescription has, of numbers or of exercises; null = it has none. */
export function countOfLevels({ levels, programme }: Pick<Prescription, 'levels' | 'programme'>): number | null {
  return levels?.length ?? programme?.exercises?.length ?? null
}

/** Sessions a week that the programme asks for; null = as many as the plan asks, and the plan does not say. */
export function sessionsNeeded({ dose }: Prescription, progression: Progression | null): number | null {
  return progression?.advance?.sessionsPerWeekAtLeast ?? dose.sessionsPerWeek?.value ?? null
}

/**
 * The level a clinician set last; else the level of the last session under this version of the plan; else the level of
 * the plan. A session that skipped a level does not count as one on its level, and nothing goes above the last level.
 */
function currentLevel(input: ProgressInput, prescription: Prescription, logs: readonly SessionLog[]): number | null {
  const planned = prescription.dose.level?.value ?? null
  const count = countOfLevels(prescription)
  if (planned === null || count === null) return null
  const set = (input.levelsSet ?? [])
    .filter((each) => each.prescription === prescription.id && each.on <= input.on)
    .reduce<{ level: number; on: string } | null>((latest, each) => {
      if (latest === null || each.on > latest.on) return each
      return each.on === latest.on && each.level < latest.level ? each : latest
    }, null)
  const version = input.planVersion
  const trained = logs
    .filter((log) => version === undefined || log.planVersion === version)
    .reduce<number | null>((reached, log) => {
      const level = levelOf(log)
      const highest = (reached ?? planned) + 1
      return level === null || level > highest ? reached : level
    }, null)
  return Math.min(set?.level ?? trained ?? planned, count)
}

/** The last unbroken row of sessions on the level; another level or a long gap begins a new one. */
function stayOnLevel(
  logs: readonly SessionLog[],
  level: number,
  progression: Progression | null,
): readonly SessionLog[] {
  const gapDays = (progression?.rules ?? []).flatMap(({ when }) =>
    'daysSinceLastSessionAtLeast' in when ? [when.daysSinceLastSessionAtLeast] : [],
  )
  const longGap = Math.min(Number.POSITIVE_INFINITY, ...gapDays)
  return logs.reduce<readonly SessionLog[]>((stay, log) => {
    const trained = levelOf(log)
    if (trained === null) return stay
    if (trained !== level) return []
    const previous = stay.at(-1)
    return previous !== undefined && daysBetween(previous.on, log.on) >= longGap ? [log] : [...stay, log]
  }, [])
}

type WeekOnLevel = Pick<Observed, 'sessionsThisWeek' | 'repetitionsPerSession' | 'weekSessions'>

/** Missed sessions of one week are not made up in another: each week stands alone. */
function bestWeek(recent: readonly SessionLog[], on: string, needed: number): WeekOnLevel {
  const monday = startOfWeek(on)
  const weekFrom = (start: string): WeekOnLevel => {
    const sessions = recent.filter((log) => log.completed && startOfWeek(log.on) === start)
    return {
      sessionsThisWeek: sessions.length,
      repetitionsPerSession: reachedIn(sessions, needed),
      weekSessions: sessions,
    }
  }
  const before = weekFrom(addDays(monday, -7))
  const current = weekFrom(monday)
  return isMore(current, before, needed) ? current : before
}

function isMore(week: WeekOnLevel, than: WeekOnLevel, needed: number): boolean {
  const enough = Math.min(week.sessionsThisWeek, needed) - Math.min(than.sessionsThisWeek, needed)
  if (enough !== 0) return enough > 0
  const repetitions = (week.repetitionsPerSession ?? -1) - (than.repetitionsPerSession ?? -1)
  return repetitions === 0 ? week.sessionsThisWeek >= than.sessionsThisWeek : repetitions > 0
}

/** @returns the repetitions that at least `count` sessions reached, with fewer sessions each of them; null = not all logged */
function reachedIn(sessions: readonly SessionLog[], count: number): number | null {
  const logged = sessions
    .flatMap(({ parts }) => parts.find(({ kind }) => kind === 'intervals')?.repetitions ?? [])
    .sort((left, right) => right - left)
  return logged[Math.min(count, sessions.length) - 1] ?? null
}

function largest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return values.length === 0 || known.length < values.length ? null : Math.max(...known)
}
