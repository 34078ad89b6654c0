import type { DoseKey, PartDone, SessionLog } from '@dosis/domain'

/** Numbers of which a log says how much was done; a programme grows no other. */
export const performedKeys = [
  'minutesPerSession',
  'minutesPerWeek',
  'stepsPerDay',
  'intervalCount',
  'repetitions',
  'holdSeconds',
  'percentPiMax',
] as const satisfies readonly DoseKey[]

/** @returns how much of one number was done in a session, in the unit of its key; null = not logged */
export function performed({ parts }: SessionLog, key: DoseKey): number | null {
  switch (key) {
    case 'minutesPerSession':
    case 'minutesPerWeek':
      return sum(of(parts, 'continuous').map(({ seconds }) => seconds / 60))
    case 'stepsPerDay':
      return sum(of(parts, 'steps').map(({ steps }) => steps))
    case 'intervalCount':
      return sum(of(parts, 'intervals').map(({ repetitions }) => repetitions))
    case 'repetitions':
      return least(of(parts, 'strength').map(({ repetitionsPerSet = [] }) => least(repetitionsPerSet)))
    case 'holdSeconds':
      return least(of(parts, 'strength').map(({ holdSeconds }) => holdSeconds))
    case 'percentPiMax':
      return least(of(parts, 'continuous').map(({ percentPiMax }) => percentPiMax))
    default:
      return null
  }
}

function of(parts: readonly PartDone[], kind: PartDone['kind']): readonly PartDone[] {
  return parts.filter((part) => part.kind === kind)
}

type Maybe = number | null | undefined

/** What is missing makes the whole unknown: it is never taken as nothing. */
function known(values: readonly Maybe[]): readonly number[] | null {
  const numbers = values.filter((value) => typeof value === 'number')
  return numbers.length === 0 || numbers.length < values.length ? null : numbers
}

function sum(values: readonly Maybe[]): number | null {
  return known(values)?.reduce((total, value) => total + value, 0) ?? null
}

function least(values: readonly Maybe[]): number | null {
  const numbers = known(values)
  return numbers === null ? null : Math.min(...numbers)
}
