import type {
  NumberStep,
  Observation,
  PartDone,
  Plan,
  PrescribedProgramme,
  Prescription,
  ProgressInput,
  SessionPart,
} from '@dosis/domain'
import { loadCeilings } from './ceilings.ts'
import type { NextNumbers } from './next-number.ts'
import type { Observed } from './observe.ts'

interface Sources {
  readonly prescription: Prescription
  readonly observed: Observed
  readonly input: ProgressInput
  readonly factIds: readonly string[]
}

type Range = NonNullable<PrescribedProgramme['repetitions']>
type StrengthPart = Extract<SessionPart, { kind: 'strength' }>

/**
 * Repetitions grow within their range by what the patient does. Where every set of every session of the week reached the
 * top at the load of the plan, more load is proposed for that exercise; a load that nobody gave is for the therapist.
 */
export function nextLoads(
  { upTo: top, loadStepKilograms }: Range,
  { prescription, observed, input, factIds }: Sources,
): NextNumbers {
  const exercises = strengthParts(input.plan, prescription.id)
  const judged = exercises.map((part) => ({ part, reached: reachedInEverySet(part, observed) }))
  const best = judged.flatMap(({ reached }) => reached ?? [])
  const seen: Observation[] = [
    { what: 'repetitionsInEverySet', observed: best.length === 0 ? null : Math.max(...best), needed: top },
  ]
  const ready = judged.filter(({ reached }) => observed.isWeekDone && (reached ?? 0) >= top)
  if (ready.length === 0) return { state: 'not_yet', numbers: [], seen, factIds }
  const numbers = ready.map(({ part }) => nextLoad(part, loadStepKilograms, prescription, input))
  const isOpen = numbers.some(({ to }) => to === null)
  const rises = numbers.some(({ from, to }) => to !== null && to > (from ?? 0))
  return { state: rises ? 'rises' : isOpen ? 'size_needed' : 'at_ceiling', numbers, seen, factIds }
}

/** The strength parts of a prescription, in both contents where two take turns; each exercise once. */
export function strengthParts(plan: Plan, prescription: string): readonly StrengthPart[] {
  const parts = plan.sessions
    .filter(({ prescriptions }) => prescriptions.includes(prescription))
    .flatMap(({ parts: own, alternate }) => [...own, ...(alternate?.parts ?? [])])
    .filter((part): part is StrengthPart => part.kind === 'strength')
  return [...new Map(parts.map((part) => [part.exercise, part])).values()]
}

/** The fewest repetitions over all sets of all sessions of the week with this exercise; null = none, or not all known. */
function reachedInEverySet(part: StrengthPart, { weekSessions }: Observed): number | null {
  const done = weekSessions.flatMap(({ parts }) => parts.filter(({ exercise }) => exercise === part.exercise))
  const counts = done.map((each) => fewestAtLoad(each, part))
  const known = counts.filter((count) => count !== null)
  return known.length === 0 || known.length < counts.length ? null : Math.min(...known)
}

/** A session with a set too few, or with less load than the plan asks for, does not count. */
function fewestAtLoad(done: PartDone, part: StrengthPart): number | null {
  const { repetitionsPerSet = [], loadKilograms } = done
  if (repetitionsPerSet.length < part.sets) return null
  if (part.loadKilograms !== null && (loadKilograms ?? Number.NEGATIVE_INFINITY) < part.loadKilograms) return null
  return Math.min(...repetitionsPerSet)
}

function nextLoad(
  { exercise, loadKilograms: from }: StrengthPart,
  step: number | null,
  prescription: Prescription,
  input: ProgressInput,
): NumberStep {
  const base = { key: 'loadKilograms', exercise, from } as const
  if (from === null) return { ...base, to: null }
  const [ceiling] = loadCeilings(prescription, exercise, input)
  if (ceiling !== undefined && ceiling.value <= from) return { ...base, to: from, heldBy: ceiling }
  if (step === null) return { ...base, to: null }
  const wanted = Math.round((from + step) * 100) / 100
  return ceiling === undefined || wanted <= ceiling.value
    ? { ...base, to: wanted }
    : { ...base, to: ceiling.value, heldBy: ceiling }
}
