import type {
  Dose,
  DoseConstraint,
  DoseKey,
  DoseLimit,
  DoseNumber,
  DoseRule,
  OtherRange,
  RuleId,
  StatementId,
} from '@dosis/domain'
import { doseKeys } from '@dosis/domain'
import { compare } from '../progression/session-logs.ts'
import { guardingBound } from './load-direction.ts'

/** The dose that one row of knowledge gives, with the rule it belongs to. */
export interface DoseSource {
  readonly rule: RuleId
  readonly dose: Readonly<Partial<Record<DoseKey, DoseRule>>>
}

/**
 * Draws every number from all rows and constraints that apply to this person. Where they differ the most cautious one
 * holds: the lowest start, the lowest ceiling; the slowest tempo, the longest rest. A number that no row gives stays
 * null: the sources are silent.
 */
export function draftDose(sources: readonly DoseSource[], constraints: readonly DoseConstraint[]): Dose {
  const keys = doseKeys.filter(
    (key) =>
      sources.some(({ dose }) => dose[key] !== undefined) ||
      constraints.some(({ limits }) => limits[key] !== undefined),
  )
  return Object.fromEntries(keys.map((key) => [key, draftNumber(key, sources, constraints)]))
}

function draftNumber(key: DoseKey, sources: readonly DoseSource[], constraints: readonly DoseConstraint[]): DoseNumber {
  const rules = sources.flatMap(({ rule, dose }) => (dose[key] === undefined ? [] : [{ rule, ...dose[key] }]))
  const limits = [
    ...rules.map(({ rule, lowest, highest, limit, factIds }) => ({ rule, lowest, highest, limit, factIds })),
    ...constraints.flatMap(({ id, limits: all, factIds }) =>
      all[key] === undefined ? [] : [{ rule: id, ...all[key], factIds }],
    ),
  ]
  const guard = guardingBound(key)
  const lowest = sortLimits(
    limits.flatMap(({ rule, lowest: value, limit, factIds }) =>
      value === undefined || value === null
        ? []
        : [{ value, kind: guard === 'lowest' ? limit : 'soft', rule, factIds }],
    ),
    guard,
  )
  const highest = sortLimits(
    limits.flatMap(({ rule, highest: value, limit, factIds }) =>
      value === undefined || value === null
        ? []
        : [{ value, kind: guard === 'highest' ? limit : 'soft', rule, factIds }],
    ),
    guard,
  )
  const others = otherRanges(key, constraints)
  const aims = rules.flatMap(({ aim, rule, factIds }) => (aim === undefined ? [] : [{ aim, rule, factIds }]))
  return {
    ...drawRange(rules, guard, lowest, highest),
    lowest,
    highest,
    changed: null,
    ...(others.length === 0 ? {} : { others }),
    ...(aims.length === 0 ? {} : { aims }),
  }
}

/** Ranges that other sources give, the lowest start first; they draw nothing. */
function otherRanges(key: DoseKey, constraints: readonly DoseConstraint[]): readonly OtherRange[] {
  return constraints
    .flatMap(({ id, otherRanges: all, factIds }) => {
      const range = all?.[key]
      return range === undefined ? [] : [{ ...range, rule: id, factIds }]
    })
    .sort((left, right) => left.from - right.from || compare(left.rule, right.rule))
}

/** The most cautious first; the id of the rule settles a draw, so that the order of rules does not matter. */
function sortLimits(limits: readonly DoseLimit[], guard: 'highest' | 'lowest'): readonly DoseLimit[] {
  const sign = guard === 'highest' ? 1 : -1
  return [...limits].sort((left, right) => sign * (left.value - right.value) || compare(left.rule, right.rule))
}

interface NamedRule extends DoseRule {
  readonly rule: RuleId
}

function drawRange(
  rules: readonly NamedRule[],
  guard: 'highest' | 'lowest',
  lowest: readonly DoseLimit[],
  highest: readonly DoseLimit[],
): Pick<DoseNumber, 'value' | 'upTo' | 'factIds'> {
  const given = rules.flatMap((rule) => (rule.start === null ? [] : [{ ...rule, start: rule.start }]))
  if (given.length === 0) return { value: null, upTo: null, factIds: [] }
  const starts = given.map(({ start }) => start)
  const ends = given.map(({ start, upTo }) => upTo ?? start)
  const bound = (guard === 'highest' ? highest : lowest)[0]?.value
  const value = guard === 'highest' ? least([...starts, bound]) : most([...starts, bound])
  const upTo = guard === 'highest' ? least([...ends, bound]) : most(ends)
  return { value, upTo: upTo > value ? upTo : null, factIds: uniqueIds(given.flatMap(({ factIds }) => factIds)) }
}

function least(values: readonly (number | undefined)[]): number {
  return Math.min(...values.filter((value) => value !== undefined))
}

function most(values: readonly (number | undefined)[]): number {
  return Math.max(...values.filter((value) => value !== undefined))
}

export function uniqueIds(ids: readonly StatementId[]): readonly StatementId[] {
  return [...new Set(ids)].sort(compare)
}
