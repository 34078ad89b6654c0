import type { Instrument, InstrumentThreshold, Interpretation, Measured, StatementId } from '@dosis/domain'
import { isWithin } from '../criteria/bounds.ts'
import { type Context, normalName } from '../criteria/context.ts'

/**
 * What a score says beside the threshold of its source, in the order of the instruments' ids. Thresholds are about
 * groups: nothing here decides about the patient. Where the source has no threshold, or no direction, it says so.
 */
export function interpretation(context: Context): Interpretation[] {
  return Object.keys(context.knowledge.instruments)
    .sort()
    .flatMap((id) => {
      const instrument = context.knowledge.instruments[id]
      const measured = instrument === undefined ? undefined : measuredBy(instrument, context)
      return instrument === undefined || measured === undefined ? [] : [interpretScore(instrument, measured)]
    })
}

/** Interprets the score of one instrument. */
export function interpretScore(instrument: Instrument, measured: Measured): Interpretation {
  return instrument.bands.length > 0 ? byBand(instrument, measured) : byChange(instrument, measured)
}

function measuredBy({ id, label }: Instrument, { measurements }: Context): Measured | undefined {
  return measurements.get(normalName(id)) ?? measurements.get(normalName(label))
}

/** Bands say what the score itself means; only the step from much to little concern says something about a change. */
function byBand(instrument: Instrument, { start, now }: Measured): Interpretation {
  const { label: measure, bands, factIds } = instrument
  const before = bandOf(bands, start)
  const after = bandOf(bands, now)
  if (after === 'low' || after === 'not_low') return { measure, verdict: after, factIds }
  if (before === 'much_concern' && after === 'little_concern') {
    return { measure, verdict: 'from_much_to_little_concern', factIds }
  }
  return { measure, verdict: 'silent', factIds }
}

function bandOf(bands: Instrument['bands'], score: number | undefined): string | undefined {
  return score === undefined ? undefined : bands.find(({ from, to }) => score >= from && score <= to)?.outcome
}

function byChange(instrument: Instrument, measured: Measured): Interpretation {
  const { label: measure, factIds } = instrument
  const change = changeOf(measured)
  const better = improvementOf(instrument, measured)
  const threshold = thresholdFor(instrument, measured.start)
  const figures = change === undefined ? {} : { change }
  if (better === undefined || threshold === undefined) return { measure, ...figures, verdict: 'silent', factIds }
  return { measure, ...figures, verdict: compare(better, threshold), factIds: factIdsOf(threshold, factIds) }
}

function factIdsOf({ factIds }: InstrumentThreshold, otherwise: readonly StatementId[]): readonly StatementId[] {
  return factIds.length > 0 ? factIds : otherwise
}

/** Now minus start, or the improvement in points when only that is known. */
function changeOf({ start, now, improvement }: Measured): number | undefined {
  if (improvement !== undefined) return improvement
  return start === undefined || now === undefined ? undefined : inPoints(now - start)
}

/** The change towards better; not known for an instrument whose direction the source leaves open. */
function improvementOf({ direction }: Instrument, { start, now, improvement }: Measured): number | undefined {
  if (improvement !== undefined) return improvement
  if (direction === null || start === undefined || now === undefined) return undefined
  return inPoints(direction === 'higher_is_better' ? now - start : start - now)
}

/** Removes the noise of binary fractions: 5.2 − 3.9 is 1.3. */
function inPoints(points: number): number {
  return Math.round(points * 1e6) / 1e6
}

/** The threshold that the source prints for this start score. */
function thresholdFor({ thresholds }: Instrument, start: number | undefined): InstrumentThreshold | undefined {
  const fitting = thresholds.filter(
    ({ startScore }) => startScore === null || (start !== undefined && isWithin(start, startScore)),
  )
  return fitting.find(({ kind }) => kind === 'group_mcid') ?? fitting[0]
}

function compare(improvement: number, { value, upTo }: InstrumentThreshold): Interpretation['verdict'] {
  if (improvement >= (upTo ?? value)) return 'reaches_mcid'
  return improvement >= value ? 'within_mcid_range' : 'below_mcid'
}
