import type { Instrument, InstrumentThreshold, Interpretation, Knowledge, Measured, StatementId } from '@dosis/domain'
import { isWithin } from '../criteria/bounds.ts'
import type { Patient } from '../compiled/patient.ts'
import { inOrder } from './cited.ts'

/**
 * What a score says beside the threshold of its source, in the order of the instruments' ids. Thresholds are about
 * groups: nothing here decides about the patient. Where the source has no threshold, or no direction, it says so.
 */
export function interpretation({ measurements }: Patient, { instruments }: Knowledge): Interpretation[] {
  return [...measurements]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([id, measured]) => interpretScore(instruments[id] as Instrument, measured))
}

/** Interprets the score of one instrument. */
export function interpretScore(instrument: Instrument, measured: Measured): Interpretation {
  const read = instrument.bands.length > 0 ? byBand(instrument, measured) : byChange(instrument, measured)
  const open = leftOpen(instrument, measured)
  return open.length === 0 ? read : { ...read, silent: open }
}

/** Questions about this score to which the source has no answer. A start score that is not known may be any. */
function leftOpen({ notes = [] }: Instrument, { start }: Measured): readonly string[] {
  const fitting = notes.filter(
    ({ startScore }) => startScore === undefined || start === undefined || isWithin(start, startScore),
  )
  return inOrder(fitting.flatMap(({ silent = [] }) => silent))
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

function bandOf(bands: Instrument['bands'], score = Number.NaN): string | undefined {
  return bands.toSorted((left, right) => right.from - left.from).find(({ from }) => score >= from)?.outcome
}

function byChange(instrument: Instrument, measured: Measured): Interpretation {
  const { label: measure } = instrument
  const change = changeOf(measured)
  const better = improvementOf(instrument, measured)
  const threshold = thresholdFor(instrument, measured.start)
  const figures = change === undefined ? {} : { change }
  if (better === undefined || threshold === undefined) {
    return { measure, ...figures, verdict: 'silent', factIds: silentFactIds(instrument) }
  }
  return { measure, ...figures, verdict: compare(better, threshold), factIds: threshold.factIds }
}

/** What the source says where it has no threshold that fits: the statements that no threshold rests on. */
function silentFactIds({ factIds, thresholds }: Instrument): readonly StatementId[] {
  const others = factIds.filter((id) => !thresholds.some((threshold) => threshold.factIds.includes(id)))
  return others.length > 0 ? others : factIds
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

/** The threshold about groups that the source prints for this start score; others are shown apart and compare nothing. */
function thresholdFor({ thresholds }: Instrument, start: number | undefined): InstrumentThreshold | undefined {
  const fitting = thresholds
    .filter(isReviewed)
    .filter(({ startScore }) => startScore === null || (start !== undefined && isWithin(start, startScore)))
  return fitting.find(({ kind }) => kind === 'group_mcid')
}

/** A threshold that awaits review is in no answer. */
export function isReviewed({ review }: InstrumentThreshold): boolean {
  return review === undefined || review.state === 'active'
}

function compare(improvement: number, { value, upTo }: InstrumentThreshold): Interpretation['verdict'] {
  if (improvement >= (upTo ?? value)) return 'reaches_mcid'
  return improvement >= value ? 'within_mcid_range' : 'below_mcid'
}
