import type { Dose, DoseKey, Exercise, Prescription, SessionPart, SessionTemplate } from '@dosis/domain'
import { neededKeys, type SessionKind } from './session-kind.ts'

/** What the player does on one of its days, or null while a number that it needs is open. */
export function sessionTemplate(
  prescription: Prescription,
  kind: SessionKind,
  weekdays: readonly number[],
  exercises: readonly Exercise[],
  breathingCue: boolean,
  contents: Contents | null = null,
): SessionTemplate | null {
  const { dose, id } = prescription
  if (neededKeys(kind, dose).some((key) => valueOf(dose, key) === null)) return null
  const chosen = exercises.length > 0 ? exercises : [{ id: prescription.form, breathing: null }]
  const partsWith = (ids: readonly string[] | null) =>
    partsOf(prescription, kind, ids === null ? chosen : inOrder(chosen, ids), breathingCue)
  const template = { id, prescriptions: [id], weekdays, parts: partsWith(contents?.a ?? null) }
  if (contents === null) return template
  return {
    ...template,
    alternate: { every: contents.every, parts: contents.b.length === 0 ? [] : partsWith(contents.b) },
  }
}

/** Exercises of two contents that take turns; none in B = no session in a week B. */
export interface Contents {
  readonly every: 'session' | 'week'
  readonly a: readonly string[]
  readonly b: readonly string[]
}

function inOrder(exercises: readonly ChosenExercise[], ids: readonly string[]): readonly ChosenExercise[] {
  return ids.flatMap((id) => exercises.find((exercise) => exercise.id === id) ?? [])
}

type ChosenExercise = Pick<Exercise, 'id' | 'breathing'>

/** Strength gives every exercise its sets; the impacts of a session are shared out, because the dose is about their sum. */
function partsOf(
  prescription: Prescription,
  kind: SessionKind,
  chosen: readonly ChosenExercise[],
  breathingCue: boolean,
): readonly SessionPart[] {
  if (kind === 'strength')
    return chosen.map((exercise) =>
      strengthPart(prescription, exercise.id, breathingCue || exercise.breathing !== null),
    )
  if (kind === 'impact') return impactParts(prescription, chosen)
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
  if (kind === 'steps') return { kind: 'steps', exercise, stepsPerDay: given(dose, 'stepsPerDay') }
  if (kind === 'continuous') {
    const percentPiMax = valueOf(dose, 'percentPiMax')
    const minutes = given(dose, 'minutesPerSession')
    return { kind: 'continuous', exercise, minutes, ...(percentPiMax === null ? {} : { percentPiMax }) }
  }
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
      ...(prescription.bounds['rest'] === 'active' ? { rest: 'active' } : {}),
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
  const upTo = dose.repetitions?.upTo ?? null
  return {
    kind: 'strength',
    exercise,
    sets: given(dose, 'sets'),
    repetitions: given(dose, 'repetitions'),
    ...(upTo === null ? {} : { upToRepetitions: upTo }),
    secondsDown: valueOf(dose, 'secondsDown'),
    secondsUp: valueOf(dose, 'secondsUp'),
    holdSeconds: valueOf(dose, 'holdSeconds'),
    restSeconds: valueOf(dose, 'restSeconds'),
    loadKilograms:
      prescription.loads?.[exercise] ?? valueOf(dose, 'loadKilograms') ?? measuredLoad(prescription, exercise),
    breathingCue,
  }
}

/** The load at which the exercise starts, where it follows from what was measured on that exercise. */
function measuredLoad({ targets = [] }: Prescription, exercise: string): number | null {
  const [load] = targets.filter((target) => target.scale === 'loadKilograms' && target.exercise === exercise)
  return load?.from ?? null
}

/** All impacts in the form of the level, where the forms follow each other; else they are shared out. */
function impactParts({ dose, programme }: Prescription, chosen: readonly ChosenExercise[]): readonly SessionPart[] {
  const sets = given(dose, 'sets')
  const levels = programme?.exercises ?? []
  const level = valueOf(dose, 'level')
  const exercise = level === null ? undefined : levels[level - 1]
  if (level !== null && exercise !== undefined) {
    const impactsPerSet = given(dose, 'impactsPerSet')
    const restSeconds = valueOf(dose, 'restSeconds')
    return [{ kind: 'impact', exercise, sets, impactsPerSet, restSeconds, level, levels: levels.length }]
  }
  const used = chosen.slice(0, sets)
  return used.map(({ id }, index) => ({
    kind: 'impact',
    exercise: id,
    sets: Math.floor(sets / used.length) + (index < sets % used.length ? 1 : 0),
    impactsPerSet: given(dose, 'impactsPerSet'),
    restSeconds: valueOf(dose, 'restSeconds'),
  }))
}
