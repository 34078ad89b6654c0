import type { PatientDetails } from '@dosis/api'
import {
  ageInYears,
  type AssessmentInput,
  type Facts,
  type IsoDate,
  type Measured,
  type Measurement,
  type Progress,
  type TrainingLog,
} from '@dosis/domain'
import type { PatientState } from '../patient/state.ts'

/** Facts that follow from what identifies the patient and from the sessions; nobody states them. */
export const derivedFacts: ReadonlySet<string> = new Set([
  'age-years',
  'sex',
  'training-level',
  'training-weeks-on-level',
  'training-repetitions-per-session',
  'training-sessions-this-week',
])

/** The facts that hold now, with those that follow from the details. */
export function currentFacts(details: PatientDetails, stated: Facts, on: IsoDate): Facts {
  return {
    ...stated,
    'age-years': { state: 'known', value: ageInYears(details.birthDate, on) },
    sex: { state: 'known', value: details.sex },
  }
}

/** All that `assess` may look at for one patient on one day: the one place where the record becomes its input. */
export function assessmentInputOf(
  details: PatientDetails,
  state: PatientState,
  progress: Progress | null,
  on: IsoDate,
): AssessmentInput {
  const trainingLog = trainingLogOf(progress, state)
  return {
    on,
    treatmentStart: state.treatmentStart,
    facts: currentFacts(details, state.facts, on),
    requests: state.requests,
    measurements: measuredOf(state.measurements),
    ...(trainingLog === null ? {} : { trainingLog }),
  }
}

/**
 * The first and the last score of each instrument. One score alone is a score now; versions of an instrument are never
 * compared, so the version of the last score counts.
 */
export function measuredOf(measurements: readonly Measurement[]): Readonly<Record<string, Measured>> {
  const byInstrument = Map.groupBy(measurements, ({ instrument }) => instrument)
  return Object.fromEntries([...byInstrument].map(([instrument, scores]) => [instrument, startAndNow(scores)]))
}

function startAndNow(scores: readonly Measurement[]): Measured {
  const inTime = scores.toSorted((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0))
  const last = inTime.at(-1)
  if (last === undefined) return {}
  const first = inTime.find(({ version }) => version === last.version)
  return first === undefined || first === last ? { now: last.score } : { start: first.score, now: last.score }
}

/** Where the patient stands in a programme of levels, as `progress` saw it; null before the first session. */
function trainingLogOf(progress: Progress | null, { logs }: PatientState): TrainingLog | null {
  if (logs.length === 0) return null
  // Levels that choose an exercise are of another programme than the one that these facts are about.
  const step = progress?.steps.find(
    ({ from, observed }) => from !== null && observed.some(({ what }) => what === 'repetitionsPerSession'),
  )
  if (step === undefined || step.from === null) return null
  const seen = (what: 'weeksOnLevel' | 'repetitionsPerSession' | 'sessionsThisWeek'): number =>
    step.observed.find((each) => each.what === what)?.observed ?? 0
  return {
    level: step.from,
    weeksOnLevel: seen('weeksOnLevel'),
    repetitionsPerSession: seen('repetitionsPerSession'),
    sessionsThisWeek: seen('sessionsThisWeek'),
  }
}
