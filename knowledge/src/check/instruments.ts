import type { Bounds, Instrument, Knowledge } from '@dosis/domain'
import type { Found } from './finding.ts'
import { faultsOfForm } from './instrument-forms.ts'

/** Finds scores that fall in no band or in two, start scores with two thresholds of one kind, and forms that cannot be scored. */
export function checkInstruments({ instruments }: Knowledge): Found[] {
  return Object.values(instruments).flatMap((instrument) => [
    ...bands(instrument),
    ...startScores(instrument),
    ...faultsOfForm(instrument, instruments),
  ])
}

function bands({ id, bands, minimum, maximum, step }: Instrument): Found[] {
  if (bands.length === 0) return []
  const covering = (score: number) => bands.filter(({ from, to }) => from <= score && score <= to).length
  return inRuns(id, ['bands'], scoresOf(minimum, maximum, step), (score) => {
    const count = covering(score)
    return count === 1 ? null : count === 0 ? 'gap' : 'overlap'
  })
}

/** Start scores without a threshold are for the source to be silent about; two thresholds of one kind contradict. */
function startScores({ id, thresholds, minimum, maximum, step }: Instrument): Found[] {
  const kinds = [...new Set(thresholds.map(({ kind }) => kind))]
  return kinds.flatMap((kind) => {
    const ranged = thresholds.filter((threshold) => threshold.kind === kind && threshold.startScore !== null)
    const covering = (score: number) => ranged.filter(({ startScore }) => isWithin(score, startScore)).length
    return inRuns(id, ['thresholds'], ranged.length < 2 ? [] : scoresOf(minimum, maximum, step), (score) =>
      covering(score) > 1 ? 'overlap' : null,
    )
  })
}

function scoresOf(minimum: number, maximum: number, step: number): number[] {
  const count = Math.min(10_000, Math.round((maximum - minimum) / step))
  return Array.from({ length: count + 1 }, (_, index) => Number((minimum + index * step).toFixed(6)))
}

function isWithin(score: number, bounds: Bounds | null): boolean {
  if (bounds === null) return true
  const { atLeast = -Infinity, atMost = Infinity, above = -Infinity, below = Infinity } = bounds
  return score >= atLeast && score <= atMost && score > above && score < below
}

/** One finding for each run of scores with the same fault. */
function inRuns(
  id: string,
  path: readonly PropertyKey[],
  scores: readonly number[],
  faultOf: (score: number) => 'gap' | 'overlap' | null,
): Found[] {
  const runs: { fault: 'gap' | 'overlap'; from: number; to: number; last: number }[] = []
  scores.forEach((score, index) => {
    const fault = faultOf(score)
    const run = runs.at(-1)
    if (fault === null) return
    if (run?.fault === fault && run.last === index - 1) Object.assign(run, { to: score, last: index })
    else runs.push({ fault, from: score, to: score, last: index })
  })
  return runs.map(({ fault, from, to }) => ({
    kind: fault,
    in: { kind: 'instruments', id },
    path,
    message: `scores ${from} to ${to} ${fault === 'gap' ? 'fall in none' : 'fall in more than one'}`,
  }))
}
