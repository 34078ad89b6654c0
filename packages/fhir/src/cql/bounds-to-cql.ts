import type { Bounds } from '@dosis/domain'
import { decimal, join } from './cql-text.ts'

/** Bounds of a value, as CQL compares Decimals; `times` converts the unit of the bounds to that of the value. */
export function boundsToCql(value: string, { atLeast, atMost, above, below }: Bounds, times = 1): string {
  const part = (operator: string, bound: number | undefined) =>
    bound === undefined ? [] : [`${value} ${operator} ${decimal(bound * times)}`]
  const parts = [...part('>=', atLeast), ...part('<=', atMost), ...part('>', above), ...part('<', below)]
  return join(parts, 'and', 'true')
}
