import {
  addDays,
  type DoseKey,
  type DoseLimit,
  type NumberStep,
  type Observation,
  type PrescribedGrowth,
  type Prescription,
  type Progression,
  type ProgressInput,
  type SessionLog,
} from '@dosis/domain'
import { ceilingsOf, inOrder } from './ceilings.ts'
import type { Observed } from './observe.ts'
import { performed } from './performed.ts'

/** What the numbers of a programme do next: rise, wait for the size of the step, or stay where they are. */
export interface NextNumbers {
  readonly state: 'rises' | 'size_needed' | 'not_yet' | 'at_ceiling' | 'at_top'
  readonly numbers: readonly NumberStep[]
  readonly seen: readonly Observation[]
  readonly factIds: readonly string[]
}

interface Sources {
  readonly prescription: Prescription
  readonly progression: Progression
  readonly observed: Observed
  readonly input: ProgressInput
}

/**
 * The next value of the first number that can still grow. It starts from the lower of what is asked and what was done,
 * per session and over the week, so that nothing grows that was not performed; every ceiling, the goal and the guard of
 * the programme hold.
 */
export function nextGrowth(
  numbers: readonly PrescribedGrowth[],
  { prescription, progression, observed, input }: Sources,
): NextNumbers {
  const open = numbers.filter((growth) => !isAtTop(growth, prescription, input))
  const growth = open.find(({ percent, amount }) => percent !== null || amount !== null) ?? open[0]
  if (growth === undefined) return { state: 'at_top', numbers: [], seen: [], factIds: [] }
  const from = prescription.dose[growth.key]?.value ?? null
  const { done, seen } = doneLately(growth.key, from, observed)
  const still = (state: NextNumbers['state'], more: Partial<NumberStep> = {}): NextNumbers => ({
    state,
    numbers: state === 'not_yet' ? [] : [{ key: growth.key, from, to: from, ...more }],
    seen,
    factIds: growth.factIds,
  })
  if (from === null || done === null || !observed.isWeekDone) return still('not_yet')
  const wanted = grown(growth, Math.min(from, done))
  if (wanted === null) return done < from ? still('not_yet') : still('size_needed', { to: null })
  const { to, heldBy } = within(wanted, growth, { prescription, progression, observed, input })
  if (to <= from) return heldBy === undefined ? still('not_yet') : still('at_ceiling', { heldBy })
  return {
    state: 'rises',
    numbers: [{ key: growth.key, from, to, ...(heldBy === undefined ? {} : { heldBy }) }],
    seen,
    factIds: growth.factIds,
  }
}

function isAtTop({ key, goal }: PrescribedGrowth, prescription: Prescription, input: ProgressInput): boolean {
  const value = prescription.dose[key]?.value ?? Number.NEGATIVE_INFINITY
  const ceiling = ceilingsOf(prescription, key, input)[0]?.value ?? Number.POSITIVE_INFINITY
  return value >= Math.min(goal ?? Number.POSITIVE_INFINITY, ceiling)
}

function grown({ percent, amount }: PrescribedGrowth, base: number): number | null {
  if (percent !== null) return base * (1 + percent / 100)
  return amount === null ? null : base + amount
}

function within(wanted: number, growth: PrescribedGrowth, sources: Sources): { to: number; heldBy?: DoseLimit } {
  const { prescription, input } = sources
  const [lowest] = inOrder([...ceilingsOf(prescription, growth.key, input), ...guardOf(growth.key, sources)])
  const aimed = Math.min(wanted, growth.goal ?? wanted)
  // Whole units, rounded down: a step never asks for more than its rule does.
  if (lowest === undefined || aimed <= lowest.value) return { to: Math.floor(aimed + 1e-9) }
  return { to: Math.floor(lowest.value + 1e-9), heldBy: lowest }
}

/** A next session may be only so much longer than the longest of the last days; nothing done lately is a limit of 0. */
function guardOf(key: DoseKey, { progression, observed, input }: Sources): readonly DoseLimit[] {
  const { guard } = progression
  if (guard === undefined || guard.review.state !== 'active' || key === 'minutesPerWeek') return []
  const recent = observed.logs.filter(({ on }) => on > addDays(input.on, -guard.days))
  const longest = Math.max(0, ...recent.map((log) => performed(log, key) ?? 0))
  const value = longest * (1 + guard.sessionPercent / 100)
  return [{ value, kind: 'hard', rule: `${progression.id}/guard`, factIds: guard.factIds }]
}

interface DoneLately {
  readonly done: number | null
  readonly seen: readonly Observation[]
}

/**
 * How much was done in the week that counts: the mean over as many sessions as are needed, the best of them, or the sum
 * for a number of the week. One session without the figure among too few makes it unknown.
 */
function doneLately(key: DoseKey, needed: number | null, { weekSessions, sessionsNeeded }: Observed): DoneLately {
  const values = weekSessions
    .map((log: SessionLog) => performed(log, key))
    .filter((value) => value !== null)
    .sort((left, right) => right - left)
  const isOfWeek = key === 'minutesPerWeek'
  const counted = isOfWeek ? values : values.slice(0, sessionsNeeded)
  const isKnown = counted.length > 0 && (isOfWeek || counted.length >= sessionsNeeded)
  const total = counted.reduce((sum, value) => sum + value, 0)
  const done = isKnown ? total / (isOfWeek ? 1 : counted.length) : null
  const what = isOfWeek ? 'performedPerWeek' : 'performedPerSession'
  return { done, seen: [{ what, observed: done === null ? null : Math.floor(done * 10) / 10, needed, key }] }
}
