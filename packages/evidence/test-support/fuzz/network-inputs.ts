import fc from 'fast-check'
import type { Contrast } from '../../src/network/index.ts'
import { makeNetwork } from '../../src/network/network-testing.ts'
import { between, mostly, oddNumber, scalePower, strangeName } from './values.ts'

/** Rows at random: mostly incomplete, in pieces or with impossible numbers. */
const looseRows: fc.Arbitrary<Contrast[]> = fc.array(
  fc.record({
    study: fc.oneof({ weight: 8, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e') }, strangeName),
    treatment1: fc.oneof({ weight: 8, arbitrary: fc.constantFrom('P', 'Q', 'R') }, strangeName),
    treatment2: fc.oneof({ weight: 8, arbitrary: fc.constantFrom('S', 'Q', 'R') }, strangeName),
    estimate: mostly(between(-3, 3)),
    standardError: mostly(between(0.01, 3)),
  }),
  { maxLength: 6 },
)

type RowChange = (rows: Contrast[]) => Contrast[]

const at = (rows: readonly Contrast[], place: number): number => place % Math.max(1, rows.length)

/** One thing that can be wrong, or odd, with a network that was sound. */
const change: fc.Arbitrary<RowChange> = fc.oneof(
  fc.tuple(fc.nat(40), oddNumber, fc.constantFrom('estimate', 'standardError')).map(
    ([place, value, column]): RowChange =>
      (rows) =>
        rows.map((row, index) => (index === at(rows, place) ? { ...row, [column]: value } : row)),
  ),
  fc.nat(40).map(
    (place): RowChange =>
      (rows) => [...rows, ...rows.slice(at(rows, place), at(rows, place) + 1)],
  ),
  fc.nat(40).map(
    (place): RowChange =>
      (rows) =>
        rows.filter((_, index) => index !== at(rows, place)),
  ),
  fc.tuple(fc.nat(40), fc.constantFrom(1e-3, 1e-8, 1e-30, 1e4, 1e10, 1e40)).map(
    ([place, factor]): RowChange =>
      (rows) => {
        const study = rows[at(rows, place)]?.study
        return rows.map((row) => (row.study === study ? { ...row, standardError: row.standardError * factor } : row))
      },
  ),
  fc.tuple(fc.nat(40), strangeName).map(
    ([place, name]): RowChange =>
      (rows) => {
        const old = rows[at(rows, place)]?.treatment1
        const rename = (treatment: string) => (treatment === old ? name : treatment)
        return rows.map((row) => ({ ...row, treatment1: rename(row.treatment1), treatment2: rename(row.treatment2) }))
      },
  ),
  fc.constant<RowChange>((rows) => [
    ...rows,
    { study: 'far', treatment1: 'X', treatment2: 'Y', estimate: 0.1, standardError: 0.2 },
  ]),
  fc.constant<RowChange>((rows) => rows.map((row) => ({ ...row, estimate: 0 }))),
  fc.constant<RowChange>((rows) => rows.map((row) => ({ ...row, estimate: Math.round(row.estimate) }))),
  fc.nat(40).map(
    (place): RowChange =>
      (rows) =>
        rows.map((row, index) =>
          index === at(rows, place)
            ? { ...row, treatment1: row.treatment2, treatment2: row.treatment1, estimate: -row.estimate }
            : row,
        ),
  ),
)

/** Networks of 2 to 6 treatments, as they are or with up to three changes, on any scale. */
const changedNetworks: fc.Arbitrary<Contrast[]> = fc
  .record({
    shape: fc.record({
      treatments: fc.integer({ min: 2, max: 6 }),
      studies: fc.integer({ min: 1, max: 10 }),
      seed: fc.nat(10_000),
      multiArm: fc.constantFrom(0, 0.2, 0.6),
      tau: fc.constantFrom(0, 0.3, 2),
    }),
    changes: fc.array(change, { maxLength: 3 }),
    scale: scalePower,
  })
  .map(({ shape, changes, scale }) => {
    const unit = 10 ** scale
    const changed = changes.reduce((rows, apply) => apply(rows), makeNetwork(shape))
    return changed.map((row) => ({
      ...row,
      estimate: row.estimate * unit,
      standardError: row.standardError * unit,
    }))
  })

export const anyContrasts: fc.Arbitrary<Contrast[]> = fc.oneof(
  { weight: 6, arbitrary: changedNetworks },
  { weight: 1, arbitrary: looseRows },
)

/** Rows that say nothing about two treatments, whatever the others say. */
export function badContrasts(rows: readonly Contrast[]): number[] {
  return rows.flatMap(({ study, treatment1, treatment2, estimate, standardError }, index) =>
    [study, treatment1, treatment2].every((name) => name.trim() !== '') &&
    treatment1 !== treatment2 &&
    Number.isFinite(estimate) &&
    Number.isFinite(standardError) &&
    standardError > 0
      ? []
      : [index + 1],
  )
}

/** Why rows that are sound one by one are no network: none, or in pieces. */
export function whyNoNetwork(rows: readonly Contrast[]): string | undefined {
  if (rows.length === 0) return 'there is no row'
  const part = new Map<string, string>()
  const rootOf = (name: string): string => {
    const above = part.get(name) ?? name
    return above === name ? name : rootOf(above)
  }
  for (const { treatment1, treatment2 } of rows) part.set(rootOf(treatment1), rootOf(treatment2))
  const roots = new Set(rows.flatMap(({ treatment1, treatment2 }) => [rootOf(treatment1), rootOf(treatment2)]))
  return roots.size === 1 ? undefined : `the network is in ${roots.size} pieces`
}
