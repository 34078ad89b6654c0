import fc from 'fast-check'
import type { PoolingOptions } from '../../src/pairwise/index.ts'
import type { StudyEffect } from '../../src/study-effect.ts'
import { estimators } from '../pairwise-testing.ts'
import { between, level, oddNumber, scalePower, seldom } from './values.ts'

/** Mostly enough of something for an analysis, sometimes too few. */
function severalOf<Value>(arbitrary: fc.Arbitrary<Value>, most: number): fc.Arbitrary<Value[]> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.array(arbitrary, { minLength: 4, maxLength: most }) },
    { weight: 1, arbitrary: fc.array(arbitrary, { maxLength: 4 }) },
  )
}

/** Studies on any scale, some of them repeated, alike, far apart in precision, or no study at all. */
export const anyStudies: fc.Arbitrary<StudyEffect[]> = fc
  .record({
    scale: scalePower,
    spread: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 1, 5, 30, 120),
    rows: severalOf(
      fc.record({
        estimate: between(-3, 3),
        variance: between(0.01, 4),
        tilt: between(-1, 1),
        repeats: fc.boolean(),
        broken: seldom(120, fc.tuple(fc.constantFrom('estimate' as const, 'variance' as const), oddNumber)),
      }),
      9,
    ),
    rounds: fc.boolean(),
  })
  .map(({ scale, spread, rows, rounds }) => {
    const unit = 10 ** scale
    const studies: StudyEffect[] = []
    for (const [index, { estimate, variance, tilt, repeats, broken }] of rows.entries()) {
      const last = studies.at(-1)
      const own = {
        study: `s${index + 1}`,
        estimate: (rounds ? Math.round(estimate) : estimate) * unit,
        variance: (rounds ? 1 : variance) * unit * unit * 10 ** (tilt * spread),
      }
      const study = repeats && last !== undefined && index % 3 === 0 ? { ...last } : own
      studies.push(broken === null ? study : { ...study, [broken[0]]: broken[1] })
    }
    return studies
  })

/** Rows whose estimate or variance is no number, or whose variance is not above 0. */
export function badStudies(studies: readonly StudyEffect[]): number[] {
  return studies.flatMap(({ estimate, variance }, index) =>
    Number.isFinite(estimate) && Number.isFinite(variance) && variance > 0 ? [] : [index + 1],
  )
}

export const anyPooling: fc.Arbitrary<PoolingOptions> = fc.record(
  {
    method: fc.constantFrom('common' as const, ...estimators),
    interval: fc.constantFrom(
      'normal' as const,
      't' as const,
      'knapp-hartung' as const,
      'knapp-hartung-floor' as const,
      'knapp-hartung-wider' as const,
      'knapp-hartung-iqwig' as const,
    ),
    prediction: fc.constantFrom('HTS' as const, 'V' as const, 'HK' as const, 'S' as const, 'as-interval' as const),
    iSquared: fc.constantFrom('Q' as const, 'tau-squared' as const),
    preset: fc.constantFrom('metafor' as const, 'meta' as const, 'RevMan 5' as const),
    level,
  },
  { requiredKeys: [] },
)

/** Two by two tables with rare events, zero cells, impossible counts and huge groups. */
export function anyTables(
  most = 8,
): fc.Arbitrary<{ study: string; events1: number; total1: number; events2: number; total2: number }[]> {
  const total = fc.oneof(
    { weight: 10, arbitrary: fc.integer({ min: 1, max: 300 }) },
    { weight: 1, arbitrary: fc.constantFrom(1, 2, 1e6, 1e9, 1e15, 0.5, 10.25) },
  )
  const share = fc.oneof(
    { weight: 6, arbitrary: between(0, 1) },
    { weight: 2, arbitrary: fc.constantFrom(0, 0, 1, 0.01) },
  )
  const row = fc
    .record({ total1: total, total2: total, share1: share, share2: share, whole: fc.boolean() })
    .map(({ total1, total2, share1, share2, whole }) => ({
      events1: whole ? Math.floor(share1 * total1) : share1 * total1,
      total1,
      events2: whole ? Math.floor(share2 * total2) : share2 * total2,
      total2,
    }))
  const broken = seldom(150, fc.tuple(fc.constantFrom('events1', 'total1', 'events2', 'total2'), oddNumber))
  return severalOf(fc.tuple(row, broken, fc.boolean()), most).map((rows) =>
    rows.map(([own, change, repeats], index) => ({
      study: `s${index + 1}`,
      ...(repeats && index % 4 === 3 ? (rows[index - 1]?.[0] ?? own) : own),
      ...(change === null ? {} : { [change[0]]: change[1] }),
    })),
  )
}

/** Rows of tables that cannot be: no number, below 0, more events than people. */
export function badTables(
  tables: readonly { events1: number; total1: number; events2: number; total2: number }[],
): number[] {
  return tables.flatMap(({ events1, total1, events2, total2 }, index) =>
    [events1, total1, events2, total2].every(Number.isFinite) &&
    events1 >= 0 &&
    events2 >= 0 &&
    total1 > 0 &&
    total2 > 0 &&
    events1 <= total1 &&
    events2 <= total2
      ? []
      : [index + 1],
  )
}
