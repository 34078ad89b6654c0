import type { PatientRecord } from '@dosis/api'
import type { Assessment, AssessmentInput, Facts, Measured, Measurement, TrainingLog } from '@dosis/domain'
import { assess } from '@dosis/engine'
import { useMemo } from 'react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useFactSaver } from './fact-saver.tsx'

/** The first and the latest score of each instrument; one score is where the patient stands now. */
export function measuredFrom(measurements: readonly Measurement[]): Readonly<Record<string, Measured>> {
  const byInstrument = Map.groupBy(measurements, ({ instrument }) => instrument)
  return Object.fromEntries(
    [...byInstrument].map(([instrument, scores]) => {
      const ordered = scores.toSorted((left, right) => left.on.localeCompare(right.on))
      const [first, last] = [ordered[0], ordered.at(-1)]
      return [
        instrument,
        { ...(first && ordered.length > 1 && { start: first.score }), ...(last && { now: last.score }) },
      ]
    }),
  )
}

/** Where the patient stands in a programme of levels, as progression saw it; null before the first session. */
export function trainingLogOf({ progress, logs }: Pick<PatientRecord, 'progress' | 'logs'>): TrainingLog | null {
  const step = logs.length === 0 ? undefined : progress?.steps.find(({ from }) => from !== null)
  if (step === undefined || step.from === null) return null
  const seen = (what: 'weeksOnLevel' | 'repetitionsPerSession' | 'sessionsThisWeek') =>
    step.observed.find((each) => each.what === what)?.observed ?? 0
  return {
    level: step.from,
    weeksOnLevel: seen('weeksOnLevel'),
    repetitionsPerSession: seen('repetitionsPerSession'),
    sessionsThisWeek: seen('sessionsThisWeek'),
  }
}

/** What the engine is asked about this patient with the facts as they stand on the screen. */
export function assessmentInput(record: PatientRecord, facts: Facts): AssessmentInput {
  const trainingLog = trainingLogOf(record)
  return {
    on: record.today,
    treatmentStart: record.treatmentStart,
    facts,
    requests: record.requests,
    measurements: measuredFrom(record.measurements),
    ...(trainingLog === null ? {} : { trainingLog }),
  }
}

/**
 * What Dosis concludes while one types: the same engine as the server's, on the facts of the screen. As soon as all is
 * stored, the server's own answer takes its place.
 */
export function useLiveAssessment(): Assessment {
  const record = useRecord()
  const knowledge = useKnowledge()
  const { facts, saveState } = useFactSaver()
  const isStored = saveState === 'idle' || saveState === 'saved'
  return useMemo(
    () => (isStored ? record.assessment : assess(assessmentInput(record, facts), knowledge)),
    [isStored, record, knowledge, facts],
  )
}
