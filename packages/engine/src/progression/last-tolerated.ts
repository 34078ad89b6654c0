import type { NumberStep, Prescription, ProgressStep, SessionLog } from '@dosis/domain'
import type { Observed } from './observe.ts'
import { performed } from './performed.ts'
import { levelOf } from './summarise-weeks.ts'

/**
 * Where training starts again after a gap: at the last level, numbers and loads that were completed, when those lie below
 * what the plan asks now. What was missed is not made up for. Null when there is nothing to go back to.
 */
export function restartAfterGap(
  prescription: Prescription,
  { level, logs }: Pick<Observed, 'level' | 'logs'>,
): Pick<ProgressStep, 'to' | 'numbers'> | null {
  const last = logs.findLast(({ completed }) => completed)
  if (last === undefined) return null
  if (level !== null) {
    const trained = levelOf(last)
    return trained !== null && trained < level ? { to: Math.max(1, trained) } : null
  }
  const numbers = [...numbersBelow(prescription, last), ...loadsBelow(prescription, last)]
  return numbers.length === 0 ? null : { to: null, numbers }
}

/** A number of the whole week cannot be told from one session. */
function numbersBelow({ dose, programme }: Prescription, last: SessionLog): readonly NumberStep[] {
  return (programme?.growth ?? []).flatMap(({ key }): NumberStep[] => {
    const from = dose[key]?.value ?? 0
    const done = (key === 'minutesPerWeek' ? null : performed(last, key)) ?? 0
    return done < 1 || done >= from ? [] : [{ key, from, to: Math.floor(done) }]
  })
}

function loadsBelow({ loads = {} }: Prescription, last: SessionLog): readonly NumberStep[] {
  return Object.entries(loads).flatMap(([exercise, from]): NumberStep[] => {
    const done = last.parts.find((part) => part.exercise === exercise)?.loadKilograms
    return done === undefined || done >= from ? [] : [{ key: 'loadKilograms', exercise, from, to: done }]
  })
}
