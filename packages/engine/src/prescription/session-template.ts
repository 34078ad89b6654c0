import type { Dose, DoseKey, Exercise, Prescription, SessionPart, SessionTemplate } from '@dosis/domain'
import { neededKeys, type SessionKind } from './session-kind.ts'

/** What the player does on one of its days, or null while a number that it needs is open. */
export function sessionTemplate(
  prescription: Prescription,
  kind: SessionKind,
  weekdays: readonly number[],
  exercises: readonly Exercise[],
  breathingCue: boolean,
): SessionTemplate | null {
  const { dose, id } = prescription
  if (neededKeys(kind, dose).some((key) => valueOf(dose, key) === null)) return null
  const chosen = exercises.length > 0 ? exercises : [{ id: prescription.form, breathing: null }]
  const parts = partsOf(prescription, kind, chosen, breathingCue)
  return { id, prescriptions: [id], weekdays, parts }
}

type ChosenExercise = Pick<Exercise, 'id' | 'breathing'>

/** Strength gives every exercise its sets; the impacts of a session are shared out, because the dose is about their sum. */
function partsOf(
  prescription: Prescription,
  kind: SessionKind,
  chosen: readonly ChosenExercise[],
  breathingCue: boolean,
): readonly SessionPart[] {
  const { dose } = prescription
  if (kind === 'strength')
    return chosen.map((exercise) =>
      strengthPart(prescription, exercise.id, breathingCue || exercise.breathing !== null),
    )
  if (kind === 'impact') return impactParts(dose, chosen)
  return [unbrokenPart(prescription, kind, (chosen[0] as ChosenExercise).id)]
}

function valueOf(dose: Dose, key: DoseKey): number | null {
  return dose[key]?.value ?? null
}

/** @returns a number of which `neededKeys` has shown that it is there */
function given(dose: Dose, key: DoseKey): number {
  const value = valueOf(dose, key)
  if (value === null) throw new RangeError(`sessionTemplate: needs ${key}, got none`)
  return value
}

function unbrokenPart(prescription: Prescription, kind: SessionKind, exercise: string): SessionPart {
  const { dose } = prescription
  if (kind === 'continuous') return { kind: 'continuous', exercise, minutes: given(dose, 'minutesPerSession') }
  if (kind === 'intervals') {
    const count = given(dose, 'intervalCount')
    return {
      kind: 'intervals',
      level: 1,
      levels: 1,
      runSeconds: given(dose, 'intervalMinutes') * 60,
      walkSeconds: given(dose, 'restSeconds'),
      repetitions: count,
      minRepetitions: count,
      maxRepetitions: count,
      exercise,
    }
  }
  const level = given(dose, 'level')
  const levels = prescription.levels ?? []
  const fitting = levels[level - 1]?.repetitions ?? Number.POSITIVE_INFINITY
  const least = given(dose, 'repetitions')
  const most = Math.min(dose.repetitions?.upTo ?? least, fitting)
  return {
    kind: 'intervals',
    level,
    levels: levels.length,
    runSeconds: given(dose, 'runSeconds'),
    walkSeconds: given(dose, 'walkSeconds'),
    repetitions: most,
    minRepetitions: Math.min(least, most),
    maxRepetitions: most,
  }
}

function strengthPart(prescription: Prescription, exercise: string, breathingCue: boolean): SessionPart {
  const { dose } = prescription
  return {
    kind: 'strength',
    exercise,
    sets: given(dose, 'sets'),
    repetitions: given(dose, 'repetitions'),
    secondsDown: valueOf(dose, 'secondsDown'),
    secondsUp: valueOf(dose, 'secondsUp'),
    holdSeconds: valueOf(dose, 'holdSeconds'),
    restSeconds: valueOf(dose, 'restSeconds'),
    loadKilograms: valueOf(dose, 'loadKilograms') ?? measuredLoad(prescription, exercise),
    breathingCue,
  }
}

/** The load at which the exercise starts, where it follows from what was measured on that exercise. */
function measuredLoad({ targets = [] }: Prescription, exercise: string): number | null {
  const [load] = targets.filter((target) => target.scale === 'loadKilograms' && target.exercise === exercise)
  return load?.from ?? null
}

function impactParts(dose: Dose, chosen: readonly ChosenExercise[]): readonly SessionPart[] {
  const sets = given(dose, 'sets')
  const used = chosen.slice(0, sets)
  return used.map(({ id }, index) => ({
    kind: 'impact',
    exercise: id,
    sets: Math.floor(sets / used.length) + (index < sets % used.length ? 1 : 0),
    impactsPerSet: given(dose, 'impactsPerSet'),
    restSeconds: valueOf(dose, 'restSeconds'),
  }))
}
