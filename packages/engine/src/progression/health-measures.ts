import { daysBetween, type IsoDate, type NumberBefore, type ProgressInput, type ProgressionRule } from '@dosis/domain'
import { compare, type Measure, type MeasureContext, type Seen } from './measures.ts'
import { countedLogs } from './session-logs.ts'

type HealthRule =
  | Measure<'weightRiseKilogramsAtLeast'>
  | Measure<'breathlessnessWorseOverDays'>
  | Measure<'restingHeartRateAtLeast'>

/** A sign of danger in what was measured before a session. */
export interface MeasuredSign {
  readonly sessionId: string
  readonly value: number
}

/** Id under which harm that a measurement shows is reported; once released, that measurement has been looked at. */
export function measuredEventId(sessionId: string): string {
  return `measured-${sessionId}`
}

export function isHealthRule(when: ProgressionRule['when']): when is HealthRule {
  return (
    'weightRiseKilogramsAtLeast' in when || 'breathlessnessWorseOverDays' in when || 'restingHeartRateAtLeast' in when
  )
}

/** Weight, breathlessness or heart rate before the sessions; a figure that was never given is not known. */
export function healthMeasure(when: HealthRule, { input, observed }: MeasureContext): Seen {
  const { most, limit, what } = judgeHealth(when, input)
  return compare(what, most?.value ?? null, limit, (value) => value >= limit, observed.hasSessions)
}

/** The session whose measurement makes the rule hold; null when none does. */
export function measuredSign(when: HealthRule, input: ProgressInput): MeasuredSign | null {
  const { most, limit } = judgeHealth(when, input)
  return most !== null && most.value >= limit ? most : null
}

function judgeHealth(when: HealthRule, input: ProgressInput) {
  if ('weightRiseKilogramsAtLeast' in when) {
    const rises = risesOf(measuredOn(input, 'weightKilograms'), when.withinDays)
    return { most: highest(rises), limit: when.weightRiseKilogramsAtLeast, what: 'weightRise' } as const
  }
  if ('breathlessnessWorseOverDays' in when) {
    const runs = runsOf(measuredOn(input, 'breathlessness'), when.withinDays)
    return { most: highest(runs), limit: when.breathlessnessWorseOverDays, what: 'daysMoreBreathless' } as const
  }
  const rates = measuredOn(input, 'restingHeartRateBpm').filter(({ isBaseline }) => !isBaseline)
  return { most: highest(rates), limit: when.restingHeartRateAtLeast, what: 'restingHeartRate' } as const
}

interface Measured extends MeasuredSign {
  readonly on: IsoDate
  /** A clinician has looked at it: later measurements are compared with it, and it counts no more itself. */
  readonly isBaseline: boolean
}

/** What was measured before the sessions, from the last measurement that a clinician has released. */
function measuredOn(input: ProgressInput, key: NumberBefore): readonly Measured[] {
  const all = countedLogs(input.logs, input.plan.startsOn, input.on).flatMap(({ sessionId, on, before }) => {
    const value = before?.[key] ?? null
    const isBaseline = input.released.includes(measuredEventId(sessionId))
    return value === null ? [] : [{ sessionId, on, value, isBaseline }]
  })
  return all.slice(
    Math.max(
      0,
      all.findLastIndex(({ isBaseline }) => isBaseline),
    ),
  )
}

/** For each measurement how much it lies above the lowest of the days before it. */
function risesOf(weights: readonly Measured[], withinDays: number): readonly MeasuredSign[] {
  return weights.flatMap((weight) => {
    const before = weights
      .filter(({ on }) => on < weight.on && daysBetween(on, weight.on) <= withinDays)
      .map(({ value }) => value)
    if (before.length === 0) return []
    return [{ sessionId: weight.sessionId, value: Math.round((weight.value - Math.min(...before)) * 10) / 10 }]
  })
}

/** For each answer over how many days every answer was worse than the one before; days too far apart begin anew. */
function runsOf(answers: readonly Measured[], withinDays: number): readonly MeasuredSign[] {
  let startedOn = answers[0]?.on ?? ''
  return answers.flatMap((answer, index) => {
    const before = answers[index - 1]
    if (before === undefined) return []
    const isWorse = answer.value > before.value && daysBetween(before.on, answer.on) <= withinDays
    if (!isWorse) startedOn = answer.on
    return [{ sessionId: answer.sessionId, value: daysBetween(startedOn, answer.on) }]
  })
}

function highest(signs: readonly MeasuredSign[]): MeasuredSign | null {
  return signs.reduce<MeasuredSign | null>(
    (most, sign) => (most === null || sign.value > most.value ? sign : most),
    null,
  )
}
