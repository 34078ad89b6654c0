import { finiteResult, requireAbove, requireFinite, requireNumber } from './require-number.ts'
import type { SingleMean } from './study-data.ts'

/**
 * Several groups of one study as one group: the numbers of patients add up, the mean is weighted by them, and the standard
 * deviation is that of all patients around the mean they have together.
 * @throws {RangeError} no groups, or a group with an impossible value
 * @source Cochrane Handbook, table 6.5.a, repeated for more than two groups
 * @example combineGroups([{ mean: 10, sd: 2, total: 20 }, { mean: 12, sd: 3, total: 30 }]) // mean 11.2, sd 2.80, total 50
 */
export function combineGroups(groups: readonly SingleMean[]): SingleMean {
  const [first, ...others] = groups
  if (first === undefined) throw new RangeError('combineGroups: needs at least one group, got none')
  for (const { mean, sd, total } of groups) {
    requireFinite('combineGroups', 'mean', mean)
    requireNumber('combineGroups', 'sd', sd, (value) => value >= 0, 'at least 0')
    requireAbove('combineGroups', 'total', total, 0)
  }
  const combined = others.reduce(combineTwo, first)
  for (const value of Object.values(combined)) finiteResult('combineGroups', value)
  return combined
}

function combineTwo(one: SingleMean, other: SingleMean): SingleMean {
  const total = one.total + other.total
  const gap = other.mean - one.mean
  const within = (one.total - 1) * one.sd ** 2 + (other.total - 1) * other.sd ** 2
  const between = ((one.total * other.total) / total) * gap ** 2
  return {
    mean: one.mean + gap * (other.total / total),
    sd: Math.sqrt((within + between) / (total - 1)),
    total,
  }
}
