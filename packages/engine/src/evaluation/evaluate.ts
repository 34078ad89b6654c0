import {
  addWeeks,
  type Evaluation,
  type EvaluationInput,
  type Instrument,
  type InstrumentChange,
  type InstrumentThreshold,
  type Interpretation,
  type IsoDate,
  type Knowledge,
  type Measurement,
  type Threshold,
  weeksBetween,
} from '@dosis/domain'
import { interpretScore, isReviewed } from '../assessment/interpretation.ts'
import { isWithin } from '../criteria/bounds.ts'
import { compare } from '../progression/session-logs.ts'
import { defaultCycleWeeks } from './cycle-weeks.ts'

const kinds = ['group_mcid', 'measurement_error', 'individual_change'] as const satisfies readonly Threshold['kind'][]

/** The words that must stand beside any threshold about groups. */
const caveat = 'mcid_not_individual:MON-OST-25'

/**
 * Puts change, measurement error and group threshold beside each other, apart, for every instrument that was measured.
 * It advises nothing: whether to continue, adjust, refer or close is for the clinician.
 */
export function evaluate(input: EvaluationInput, knowledge: Knowledge): Evaluation {
  const measurements = input.measurements.filter(({ on }) => on <= input.on)
  const cycleWeeks = input.cycleWeeks === undefined ? defaultCycleWeeks(knowledge) : input.cycleWeeks
  const dueOn = nextDue(input.treatmentStart, cycleWeeks, measurements, input.on)
  const instruments = seriesOf(measurements)
    .map((series) => changeOf(series, input.treatmentStart, knowledge))
    .filter((change) => change !== null)
  const showsGroups = instruments.some(({ thresholds }) => thresholds.some(({ kind }) => kind === 'group_mcid'))
  return {
    on: input.on,
    knowledgeVersion: knowledge.version,
    dueOn,
    isDue: dueOn !== null && dueOn <= input.on,
    instruments,
    mustShow: showsGroups ? [caveat] : [],
    factIds: unique(
      instruments.flatMap(({ instrument, thresholds }) => [
        ...(knowledge.instruments[instrument]?.factIds ?? []),
        ...thresholds.flatMap(({ factIds }) => factIds),
      ]),
    ),
  }
}

/** Scores of one instrument in one version, in the order of time; two versions are two series, never compared. */
interface Series {
  readonly instrument: string
  readonly scores: readonly Measurement[]
}

function seriesOf(measurements: readonly Measurement[]): readonly Series[] {
  const bySeries = new Map<string, Measurement[]>()
  for (const measurement of measurements) {
    const key = `${measurement.instrument}\n${measurement.version ?? ''}`
    bySeries.set(key, [...(bySeries.get(key) ?? []), measurement])
  }
  return [...bySeries.entries()]
    .sort(([left], [right]) => compare(left, right))
    .map(([key, scores]) => ({
      instrument: key.split('\n')[0] ?? key,
      scores: scores.sort((left, right) => compare(left.on, right.on) || left.score - right.score),
    }))
}

function changeOf(series: Series, start: IsoDate | null, { instruments }: Knowledge): InstrumentChange | null {
  const instrument = instruments[series.instrument]
  if (instrument === undefined) return null
  const inRange = series.scores.filter(({ score }) => score >= instrument.minimum && score <= instrument.maximum)
  const baseline = baselineOf(inRange, start)
  const now = inRange.findLast(({ on }) => baseline !== null && on > baseline.on) ?? null
  const change = baseline === null || now === null ? null : inPoints(now.score - baseline.score)
  const { direction } = instrument
  const thresholds = thresholdsFor(instrument, baseline?.score ?? null)
  return {
    instrument: instrument.id,
    baseline,
    now,
    change,
    improvement: change === null || direction === null ? null : direction === 'higher_is_better' ? change : 0 - change,
    direction,
    thresholds: thresholds.map(({ kind, value, upTo, population, factIds }) => ({
      kind,
      value,
      upTo,
      unit: instrument.unit.en,
      population,
      factIds,
    })),
    withoutThreshold: kinds.filter((kind) => !thresholds.some((threshold) => threshold.kind === kind)),
    interpretation: interpret(instrument, baseline, now, thresholds),
  }
}

/** The last score on or before the first day of the course; without one the first after it. */
function baselineOf(scores: readonly Measurement[], start: IsoDate | null): Measurement | null {
  const before = start === null ? undefined : scores.findLast(({ on }) => on <= start)
  return before ?? scores[0] ?? null
}

/** Thresholds that hold for this start score; an instrument for screening has none for change. */
function thresholdsFor(instrument: Instrument, start: number | null): readonly InstrumentThreshold[] {
  if (instrument.use === 'screening') return []
  return instrument.thresholds
    .filter(isReviewed)
    .filter(({ startScore }) => startScore === null || (start !== null && isWithin(start, startScore)))
}

/** What the source says of the change, by the group threshold or the bands of the score; silent where it has neither. */
function interpret(
  instrument: Instrument,
  baseline: Measurement | null,
  now: Measurement | null,
  thresholds: readonly InstrumentThreshold[],
): Interpretation | null {
  if (baseline === null) return null
  // A single score says nothing of change, but it can lie in a band.
  const measured = now === null ? { now: baseline.score } : { start: baseline.score, now: now.score }
  return interpretScore({ ...instrument, thresholds: thresholds.filter(({ kind }) => kind === 'group_mcid') }, measured)
}

/** Removes the noise of binary fractions: 5.2 − 3.9 is 1.3. */
function inPoints(points: number): number {
  return Math.round(points * 1e6) / 1e6
}

/**
 * The day on which an evaluation is due: the last multiple of the cycle after the start if nothing was measured on or
 * after it, else the next one. Null without a course or a cycle.
 */
function nextDue(
  start: IsoDate | null,
  cycleWeeks: number | null,
  measurements: readonly Measurement[],
  on: IsoDate,
): IsoDate | null {
  if (start === null || cycleWeeks === null) return null
  const passed = Math.max(0, Math.floor(weeksBetween(start, on) / cycleWeeks))
  const latest = addWeeks(start, passed * cycleWeeks)
  const isMissed = passed > 0 && !measurements.some((measurement) => measurement.on >= latest)
  return isMissed ? latest : addWeeks(start, (passed + 1) * cycleWeeks)
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort(compare)
}
