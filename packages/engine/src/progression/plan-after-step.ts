import type {
  ChosenNumber,
  Dose,
  DoseKey,
  DoseLimit,
  DoseNumber,
  NumberStep,
  Plan,
  PlanPreferences,
  Prescription,
  ProgressInput,
  ProgressStep,
  SessionPart,
  SessionTemplate,
  StatementId,
} from '@dosis/domain'
import { ceilingsOf, loadCeilings } from './ceilings.ts'
import { sessionsAtLevels } from './sessions-at-level.ts'

/** A number that the therapist chose and that may not be: no such number in the step, or past a limit. */
export interface RefusedNumber {
  readonly chosen: ChosenNumber
  readonly limit: DoseLimit | null
}

/** A number that a step changes, once its size was given. */
type GivenNumber = NumberStep & { readonly to: number }

/** The numbers of a step with those that the therapist gave in their place; a number that nobody gave is left out. */
export function numbersOf(step: ProgressStep, chosen: readonly ChosenNumber[] = []): readonly GivenNumber[] {
  return (step.numbers ?? []).flatMap((number) => {
    const own = chosen.find((each) => isSame(each, number))
    const to = own?.value ?? number.to
    return to === null || to === number.from ? [] : [{ ...number, to }]
  })
}

function isSame(chosen: ChosenNumber, { key, exercise }: NumberStep): boolean {
  return chosen.key === key && chosen.exercise === exercise
}

/** @returns what a therapist may not choose: numbers that the step is not about, and those past a ceiling of today */
export function refusedNumbers(
  step: ProgressStep,
  chosen: readonly ChosenNumber[],
  input: Pick<ProgressInput, 'plan' | 'limitsNow'>,
): readonly RefusedNumber[] {
  const prescription = input.plan.prescriptions.find(({ id }) => id === step.prescription)
  return chosen.flatMap((each): RefusedNumber[] => {
    if (prescription === undefined || !(step.numbers ?? []).some((number) => isSame(each, number))) {
      return [{ chosen: each, limit: null }]
    }
    const limits =
      each.exercise === undefined
        ? ceilingsOf(prescription, each.key, input)
        : loadCeilings(prescription, each.exercise, input)
    const crossed = limits.find(({ value }) => each.value > value)
    return crossed === undefined ? [] : [{ chosen: each, limit: crossed }]
  })
}

/**
 * The plan after one step of one prescription: another level of its own programme, or other numbers, as the patient will
 * see them. Limits, goals and everything else stay.
 * @param levels level of every prescription now, as `currentLevels` gives it
 */
export function planAfterStep(
  plan: Plan,
  step: ProgressStep,
  levels: Readonly<Record<string, number | null>>,
  chosen: readonly ChosenNumber[] = [],
): Plan {
  const level = newLevel(step)
  const numbers = numbersOf(step, chosen)
  const prescriptions = plan.prescriptions.map((prescription) => {
    if (prescription.id !== step.prescription) return prescription
    const moved = level === null ? prescription : atLevel(prescription, level, step)
    return withNumbers(moved, numbers, step)
  })
  const changed = { ...plan, prescriptions }
  const sessions = level === null ? plan.sessions : sessionsAtLevels(changed, { ...levels, [step.prescription]: level })
  const prescription = prescriptions.find(({ id }) => id === step.prescription)
  return { ...changed, sessions: sessions.map((template) => afterNumbers(template, prescription, numbers)) }
}

/** The level after a step; null = it stays, or there are none. */
function newLevel({ from, to }: ProgressStep): number | null {
  return to === from ? null : to
}

/** Whether a step changes anything in the plan. */
export function changesPlan(step: ProgressStep, chosen: readonly ChosenNumber[] = []): boolean {
  return newLevel(step) !== null || numbersOf(step, chosen).length > 0
}

/**
 * The choices behind the plan after a step, so that the plan that is drafted from them again has grown as well.
 * @param reason why the numbers are what they are, for the record
 */
export function preferencesAfterStep(
  preferences: PlanPreferences,
  plan: Plan,
  step: ProgressStep,
  reason: string,
  chosen: readonly ChosenNumber[] = [],
): PlanPreferences {
  const prescription = plan.prescriptions.find(({ id }) => id === step.prescription)
  if (prescription === undefined) return preferences
  const { form } = prescription
  const numbers = numbersOf(step, chosen)
  const doses = { ...preferences.doses?.[form] }
  for (const { key, exercise, to } of numbers) {
    if (exercise === undefined) doses[key] = { value: to, ...upToOf(prescription, key, to), reason }
  }
  const level = newLevel(step)
  if (level !== null && prescription.programme?.exercises !== undefined) doses.level = { value: level, reason }
  const grown = Object.fromEntries(
    numbers.flatMap(({ exercise, to }) => (exercise === undefined ? [] : [[exercise, to]])),
  )
  const choice = preferences.steps?.[form]
  return {
    ...preferences,
    ...(Object.keys(doses).length === 0 ? {} : { doses: { ...preferences.doses, [form]: doses } }),
    ...(Object.keys(grown).length === 0
      ? {}
      : { steps: { ...preferences.steps, [form]: { ...choice, loads: { ...choice?.loads, ...grown } } } }),
  }
}

function upToOf({ dose }: Prescription, key: DoseKey, value: number): { upTo?: number } {
  const upTo = dose[key]?.upTo ?? null
  return upTo !== null && upTo > value ? { upTo } : {}
}

/** A level of exercises is a choice to be kept; one of numbers follows from where the patient trains. */
function atLevel(prescription: Prescription, level: number, step: ProgressStep): Prescription {
  const { factIds, rule } = step
  const isChosen = prescription.programme?.exercises !== undefined
  const numbers: Readonly<Partial<Record<DoseKey, number>>> = { ...prescription.levels?.[level - 1], level }
  const moved = Object.entries(prescription.dose).map(([key, dose]) => {
    const value = key === 'repetitions' ? undefined : numbers[key as DoseKey]
    if (value === undefined) return [key, dose]
    const changed = isChosen && key === 'level' ? { from: dose.value, reason: rule } : dose.changed
    return [key, { ...dose, value, changed, factIds: union(dose.factIds, factIds) }]
  })
  return { ...prescription, dose: Object.fromEntries(moved) as Dose }
}

function withNumbers(
  prescription: Prescription,
  numbers: readonly GivenNumber[],
  { factIds, rule }: ProgressStep,
): Prescription {
  const dose: Partial<Record<DoseKey, DoseNumber>> = { ...prescription.dose }
  const loads: Record<string, number> = { ...prescription.loads }
  for (const { key, exercise, to } of numbers) {
    if (exercise !== undefined) loads[exercise] = to
    else if (dose[key] !== undefined) {
      // It stays what the therapist accepted when the plan is drafted anew.
      dose[key] = { ...moved(dose[key], to, factIds), changed: { from: dose[key].value, reason: rule } }
    }
  }
  const week = numbers.find(({ key }) => key === 'minutesPerWeek')
  if (week !== undefined) spreadWeek(week.to, dose, factIds)
  return { ...prescription, dose, ...(Object.keys(loads).length === 0 ? {} : { loads }) }
}

function moved(number: DoseNumber, value: number, factIds: readonly StatementId[]): DoseNumber {
  const upTo = number.upTo !== null && number.upTo > value ? number.upTo : null
  return { ...number, value, upTo, factIds: union(number.factIds, factIds) }
}

/** Minutes of a session follow from the minutes of the week; never above what the week holds. */
function spreadWeek(
  minutes: number,
  dose: Partial<Record<DoseKey, DoseNumber>>,
  factIds: readonly StatementId[],
): void {
  const { sessionsPerWeek, minutesPerSession: session } = dose
  const sessions = sessionsPerWeek?.value ?? null
  if (session === undefined || sessions === null) return
  dose.minutesPerSession = moved(session, Math.floor(minutes / Math.max(1, sessions)), factIds)
}

function afterNumbers(
  template: SessionTemplate,
  prescription: Prescription | undefined,
  numbers: readonly GivenNumber[],
): SessionTemplate {
  if (prescription === undefined || !template.prescriptions.includes(prescription.id)) return template
  const after = (part: SessionPart) => partAfter(part, prescription, numbers)
  const { alternate } = template
  return {
    ...template,
    parts: template.parts.map(after),
    ...(alternate === undefined ? {} : { alternate: { ...alternate, parts: alternate.parts.map(after) } }),
  }
}

/** One part with the numbers of the dose that changed; what did not change stays as it was confirmed. */
function partAfter(part: SessionPart, { dose }: Prescription, numbers: readonly GivenNumber[]): SessionPart {
  const changed = (key: DoseKey): number | null => numbers.find((number) => number.key === key)?.to ?? null
  switch (part.kind) {
    case 'strength': {
      const repetitions = changed('repetitions')
      const upTo = dose.repetitions?.upTo ?? null
      const { upToRepetitions: _, ...rest } = part
      const own =
        repetitions === null ? part : { ...rest, repetitions, ...(upTo === null ? {} : { upToRepetitions: upTo }) }
      return {
        ...own,
        holdSeconds: changed('holdSeconds') ?? part.holdSeconds,
        loadKilograms: numbers.find(({ exercise }) => exercise === part.exercise)?.to ?? part.loadKilograms,
      }
    }
    case 'continuous': {
      const minutes =
        changed('minutesPerWeek') === null ? changed('minutesPerSession') : (dose.minutesPerSession?.value ?? null)
      const percentPiMax = changed('percentPiMax')
      return { ...part, minutes: minutes ?? part.minutes, ...(percentPiMax === null ? {} : { percentPiMax }) }
    }
    case 'intervals': {
      const count = changed('intervalCount')
      return count === null ? part : { ...part, repetitions: count, minRepetitions: count, maxRepetitions: count }
    }
    case 'steps':
      return { ...part, stepsPerDay: changed('stepsPerDay') ?? part.stepsPerDay }
    case 'impact':
      return part
  }
}

function union(left: readonly StatementId[], right: readonly StatementId[]): readonly StatementId[] {
  return [...new Set([...left, ...right])]
}
