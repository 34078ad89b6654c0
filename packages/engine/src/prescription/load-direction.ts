import type { DoseKey } from '@dosis/domain'

/** Numbers that make a session lighter when they rise: rest, walking, a slower movement. All others load more. */
const lighterWhenHigher: ReadonlySet<DoseKey> = new Set<DoseKey>([
  'walkSeconds',
  'restSeconds',
  'secondsPerRepetition',
  'secondsDown',
  'secondsUp',
])

/** Which bound of a number guards the patient: its highest for what loads, its lowest for what spares. */
export function guardingBound(key: DoseKey): 'highest' | 'lowest' {
  return lighterWhenHigher.has(key) ? 'lowest' : 'highest'
}
