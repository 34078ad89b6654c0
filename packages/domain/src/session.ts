import type { IsoDate, IsoMoment } from './iso-date.ts'

/**
 * What the player guides, step by step. Seconds and counts are concrete here; `null` means that nobody prescribed it
 * and the patient takes his own time (the player waits for a touch).
 */
export type SessionPart =
  | {
      readonly kind: 'intervals'
      readonly level: number
      readonly levels: number
      readonly runSeconds: number
      readonly walkSeconds: number
      readonly repetitions: number
      readonly minRepetitions: number
      readonly maxRepetitions: number
      /** What is done hard and easy in turn; left out = running and walking. */
      readonly exercise?: string
      /** The easy part is moving gently (`active`) or standing still; left out = the plan does not say. */
      readonly rest?: 'active' | 'still'
    }
  | {
      readonly kind: 'strength'
      readonly exercise: string
      readonly sets: number
      readonly repetitions: number
      /** The other end of the range: as many as go well, from `repetitions` up to here. Left out = no range. */
      readonly upToRepetitions?: number
      readonly secondsDown: number | null
      readonly secondsUp: number | null
      readonly holdSeconds: number | null
      readonly restSeconds: number | null
      readonly loadKilograms: number | null
      /** Breathe out on the effort, in on the way back, never hold. */
      readonly breathingCue: boolean
    }
  | {
      readonly kind: 'impact'
      readonly exercise: string
      readonly sets: number
      readonly impactsPerSet: number
      readonly restSeconds: number | null
      /** Which of the graded forms this is, from 1; left out where the exercises do not follow each other. */
      readonly level?: number
      readonly levels?: number
    }
  /** Unbroken moving: walking, cycling, breathing exercise. */
  | {
      readonly kind: 'continuous'
      readonly exercise: string
      readonly minutes: number
      /** Resistance of a breathing trainer, % of the highest inspiratory pressure. */
      readonly percentPiMax?: number
    }
  /** A goal for the whole day; the patient gives the count of the pedometer. */
  | { readonly kind: 'steps'; readonly exercise: string; readonly stepsPerDay: number }

export type SessionPartKind = SessionPart['kind']

/** A session of the plan as the patient does it, with the prescriptions that it carries out. */
export interface SessionTemplate {
  readonly id: string
  readonly prescriptions: readonly string[]
  /** Days on which it is planned, 1 Monday … 7 Sunday; left out = the weekdays of the plan. */
  readonly weekdays?: readonly number[]
  readonly parts: readonly SessionPart[]
  /** The other content (B) that takes turns with `parts` (A); `partsOn` of the engine says whose turn it is. */
  readonly alternate?: AlternateParts
}

/** Content B of a session. Without any parts a week B is a week without this session. */
export interface AlternateParts {
  readonly every: 'session' | 'week'
  readonly parts: readonly SessionPart[]
}

/** What was done of one part. */
export interface PartDone {
  readonly part: number
  readonly kind: SessionPartKind
  readonly level?: number
  readonly repetitions?: number
  readonly sets?: number
  readonly seconds: number
  readonly exercise?: string
  /** What was reached in each set, in order; a programme that raises the load looks at all of them. */
  readonly repetitionsPerSet?: readonly number[]
  readonly loadKilograms?: number
  /** Impacts of the whole part. */
  readonly impacts?: number
  /** Steps of the whole day. */
  readonly steps?: number
  readonly percentPiMax?: number
  /** How long each repetition was held. */
  readonly holdSeconds?: number
}

/** What was measured or felt just before the session; null = asked and not known. Left out = not asked. */
export interface CheckBefore {
  readonly weightKilograms?: number | null
  readonly restingHeartRateBpm?: number | null
  /** 0–10. */
  readonly breathlessness?: number | null
  readonly glucoseMillimolesPerLitre?: number | null
  /** Asked with a high glucose. */
  readonly hasSymptomsOrKetones?: boolean | null
  /** In the last 24 hours a low glucose that needed help from others, or one below 2.9 mmol/l. */
  readonly hadSevereLowGlucose?: boolean | null
  readonly isUnwell?: boolean | null
}

export const numbersBefore = [
  'weightKilograms',
  'restingHeartRateBpm',
  'breathlessness',
  'glucoseMillimolesPerLitre',
] as const satisfies readonly (keyof CheckBefore)[]
export type NumberBefore = (typeof numbersBefore)[number]
export const answersBefore = [
  'hasSymptomsOrKetones',
  'hadSevereLowGlucose',
  'isUnwell',
] as const satisfies readonly (keyof CheckBefore)[]
export type AnswerBefore = (typeof answersBefore)[number]

/** Looking back on an earlier session: how it was the next morning. A log is never changed, so a later one tells. */
export interface MorningAfter {
  readonly sessionId: string
  /** 0–10. */
  readonly pain: number | null
}

/** Harm during care, whatever its cause; `severity` as the patient judges it. */
export interface AdverseEventReport {
  readonly eventId: string
  readonly on: IsoDate
  readonly symptoms: readonly string[]
  readonly severity: 'mild' | 'moderate' | 'severe'
  readonly description: string
}

/** What a patient logs of one session; `sessionId` is made on the phone and makes sending it again harmless. */
export interface SessionLog {
  readonly sessionId: string
  readonly planId: string
  readonly planVersion: number
  readonly template: string
  readonly on: IsoDate
  readonly startedAt: IsoMoment
  readonly endedAt: IsoMoment
  readonly completed: boolean
  readonly parts: readonly PartDone[]
  /** Borg 6–20. */
  readonly effortBorg: number | null
  /** 0–10. */
  readonly painBefore: number | null
  readonly painAfter: number | null
  readonly adverseEvent: AdverseEventReport | null
  readonly note: string | null
  /** Which content was done, where two take turns. */
  readonly content?: 'A' | 'B'
  /** 0–10. */
  readonly fatigue?: number | null
  readonly before?: CheckBefore
  readonly morningAfter?: readonly MorningAfter[]
}
