import type { Instrument, InstrumentThreshold, Measurement } from '@dosis/domain'

/** The last score of this instrument in this version before or on a day; scores of another version are never compared. */
export function previousScore<Of extends Measurement>(
  measurements: readonly Of[],
  { instrument, on, version }: { instrument: string; on: string | undefined; version?: string | undefined },
): Of | undefined {
  return measurements
    .filter((each) => each.instrument === instrument && each.version === version)
    .filter((each) => on === undefined || each.on <= on)
    .toSorted((left, right) => left.on.localeCompare(right.on))
    .at(-1)
}

/** The versions in which this instrument was measured before, the last first. */
export function earlierVersions(measurements: readonly Measurement[], instrument: string): readonly string[] {
  const told = measurements
    .filter((each) => each.instrument === instrument)
    .toSorted((left, right) => right.on.localeCompare(left.on))
    .flatMap(({ version }) => version ?? [])
  return [...new Set(told)]
}

/** What changed since, without the noise of binary fractions. */
export function changeSince(previous: Measurement | undefined, score: number | undefined): number | null {
  return previous === undefined || score === undefined ? null : Math.round((score - previous.score) * 1e6) / 1e6
}

/** The threshold of a kind that holds for a start score; an instrument for screening has none for change. */
export function thresholdOf(
  { use, thresholds }: Instrument,
  kind: InstrumentThreshold['kind'],
  start: number | undefined,
): InstrumentThreshold | undefined {
  if (use === 'screening') return undefined
  return thresholds.find(
    (each) =>
      each.kind === kind &&
      (each.review === undefined || each.review.state === 'active') &&
      (each.startScore === null || (start !== undefined && isWithin(start, each.startScore))),
  )
}

function isWithin(value: number, bounds: NonNullable<InstrumentThreshold['startScore']>): boolean {
  const { atLeast = -Infinity, atMost = Infinity, above = -Infinity, below = Infinity } = bounds
  return value >= atLeast && value <= atMost && value > above && value < below
}
