import type { Dose, DoseKey, ExerciseForm } from '@dosis/domain'

/** How the player guides a form: by levels of run and walk, effort and recovery in turn, sets, impacts, unbroken, or steps. */
export type SessionKind = 'levels' | 'intervals' | 'strength' | 'impact' | 'continuous' | 'steps'

export function sessionKind(form: ExerciseForm, keys: readonly DoseKey[], hasLevels: boolean): SessionKind {
  if (hasLevels) return 'levels'
  if (keys.includes('stepsPerDay')) return 'steps'
  if (keys.includes('intervalCount') || keys.includes('intervalMinutes')) return 'intervals'
  if (keys.includes('impactsPerSet') || keys.includes('impactsPerSession')) return 'impact'
  return form.modality === 'resistance' ? 'strength' : 'continuous'
}

const always = ['sessionsPerWeek'] as const

/** Numbers without which the player cannot guide the session; the therapist gives those on which the sources are silent. */
export function neededKeys(kind: SessionKind, dose: Dose): readonly DoseKey[] {
  if (kind === 'levels') return [...always, 'level', 'runSeconds', 'walkSeconds', 'repetitions']
  if (kind === 'intervals') return [...always, 'intervalCount', 'intervalMinutes', 'restSeconds']
  if (kind === 'steps') return [...always, 'stepsPerDay']
  if (kind === 'impact') return [...always, 'sets', 'impactsPerSet']
  if (kind === 'continuous') return followsFromWeek(dose) ? always : [...always, 'minutesPerSession']
  // Where the tempo is bounded, own time is not enough: the player has to lead down and up.
  const hasTempo = dose.secondsPerRepetition !== undefined
  return [...always, 'sets', 'repetitions', ...(hasTempo ? (['secondsDown', 'secondsUp'] as const) : [])]
}

/** Minutes a week are known and only the number of sessions is open: then the minutes a session will follow. */
function followsFromWeek({ minutesPerWeek, sessionsPerWeek, minutesPerSession }: Dose): boolean {
  return (
    typeof minutesPerWeek?.value === 'number' &&
    typeof sessionsPerWeek?.value !== 'number' &&
    minutesPerSession === undefined
  )
}
