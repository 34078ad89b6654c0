import { type Dose, type DoseConflict, type DoseLimit, doseKeys } from '@dosis/domain'
import { guardingBound } from './load-direction.ts'

/**
 * Numbers of which one rule asks for more than another allows. What guards the patient holds: the lowest ceiling of what
 * loads, the highest floor of what spares.
 * @param instead the form that a source names in its place, when the patient may do it
 */
export function doseConflicts(dose: Dose, instead: string | null): readonly DoseConflict[] {
  return doseKeys.flatMap((key): readonly DoseConflict[] => {
    const number = dose[key]
    if (number === undefined) return []
    const floor = outermost(number.lowest, 'highest')
    const ceiling = outermost(number.highest, 'lowest')
    if (floor === null || ceiling === null || floor.value <= ceiling.value) return []
    return [{ key, floor, ceiling, holds: guardingBound(key) === 'highest' ? 'ceiling' : 'floor', instead }]
  })
}

/** The limit with the highest or the lowest value, the first of several. */
function outermost(limits: readonly DoseLimit[], which: 'highest' | 'lowest'): DoseLimit | null {
  const sign = which === 'highest' ? 1 : -1
  return limits.reduce<DoseLimit | null>(
    (best, limit) => (best === null || sign * (limit.value - best.value) > 0 ? limit : best),
    null,
  )
}
