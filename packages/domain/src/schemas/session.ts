import { z } from 'zod'
import type { Parsed } from '../problem.ts'
import type { AdverseEventReport, PartDone, SessionLog, SessionPart, SessionTemplate } from '../session.ts'
import { parseWith } from './parse-with.ts'
import { isoDateSchema } from './text.ts'

export const nameSchema = z.string().min(1, 'needs a name').max(200, 'needs at most 200 characters')
const freeText = z.string().max(4000, 'needs at most 4000 characters')
const moment = z.iso.datetime('needs a moment in UTC, such as 2026-05-04T09:30:00.000Z')
const count = z.int().min(0).max(10_000)
const seconds = z.number().min(0).max(86_400)
const pain = z.int('needs a whole number from 0 to 10').min(0).max(10).nullable()
const kilograms = z.number().min(0).max(1_000)
const steps = z.int().min(0).max(200_000)
const answer = z.boolean().nullable().exactOptional()
const percent = z.number().min(0).max(100)
const borg = z.int('needs a whole number from 6 to 20').min(6).max(20).nullable()
export const weekdaysSchema = z.array(z.int().min(1).max(7)).max(7)
const kinds = ['intervals', 'strength', 'impact', 'continuous', 'steps'] as const

const partDoneSchema: z.ZodType<PartDone> = z.strictObject({
  part: count,
  kind: z.enum(kinds),
  level: z.int().min(1).max(100).exactOptional(),
  repetitions: count.exactOptional(),
  sets: count.exactOptional(),
  seconds,
  exercise: nameSchema.exactOptional(),
  repetitionsPerSet: z.array(count).max(100).exactOptional(),
  loadKilograms: kilograms.exactOptional(),
  impacts: count.exactOptional(),
  steps: steps.exactOptional(),
  percentPiMax: percent.exactOptional(),
  holdSeconds: seconds.exactOptional(),
})

export const adverseEventReportSchema: z.ZodType<AdverseEventReport> = z.strictObject({
  eventId: nameSchema,
  on: isoDateSchema,
  symptoms: z.array(nameSchema).max(50),
  severity: z.enum(['mild', 'moderate', 'severe']),
  description: freeText,
})

export const sessionLogSchema: z.ZodType<SessionLog> = z.strictObject({
  sessionId: nameSchema,
  planId: nameSchema,
  planVersion: z.int().min(1),
  template: nameSchema,
  on: isoDateSchema,
  startedAt: moment,
  endedAt: moment,
  completed: z.boolean(),
  parts: z.array(partDoneSchema).max(100),
  effortBorg: borg,
  painBefore: pain,
  painAfter: pain,
  adverseEvent: adverseEventReportSchema.nullable(),
  note: freeText.nullable(),
  content: z.enum(['A', 'B']).exactOptional(),
  fatigue: pain.exactOptional(),
  before: z
    .strictObject({
      weightKilograms: z.number().min(20, 'needs at least 20').max(400, 'needs at most 400').nullable().exactOptional(),
      restingHeartRateBpm: z
        .int()
        .min(20, 'needs at least 20')
        .max(250, 'needs at most 250')
        .nullable()
        .exactOptional(),
      breathlessness: pain.exactOptional(),
      glucoseMillimolesPerLitre: z
        .number()
        .min(1, 'needs at least 1 mmol/l')
        .max(40, 'needs at most 40 mmol/l')
        .nullable()
        .exactOptional(),
      hasSymptomsOrKetones: answer,
      hadSevereLowGlucose: answer,
      isUnwell: answer,
    })
    .exactOptional(),
  morningAfter: z
    .array(z.strictObject({ sessionId: nameSchema, pain }))
    .max(100)
    .exactOptional(),
})

const sessionPartSchema: z.ZodType<SessionPart> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('intervals'),
    level: z.int().min(1),
    levels: z.int().min(1),
    runSeconds: seconds,
    walkSeconds: seconds,
    repetitions: count,
    minRepetitions: count,
    maxRepetitions: count,
    exercise: nameSchema.exactOptional(),
    rest: z.enum(['active', 'still']).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('strength'),
    exercise: nameSchema,
    sets: count,
    repetitions: count,
    upToRepetitions: count.exactOptional(),
    secondsDown: seconds.nullable(),
    secondsUp: seconds.nullable(),
    holdSeconds: seconds.nullable(),
    restSeconds: seconds.nullable(),
    loadKilograms: z.number().min(0).nullable(),
    breathingCue: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('impact'),
    exercise: nameSchema,
    sets: count,
    impactsPerSet: count,
    restSeconds: seconds.nullable(),
    level: z.int().min(1).exactOptional(),
    levels: z.int().min(1).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('continuous'),
    exercise: nameSchema,
    minutes: z.number().min(0),
    percentPiMax: percent.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('steps'), exercise: nameSchema, stepsPerDay: steps }),
])

export const sessionTemplateSchema: z.ZodType<SessionTemplate> = z.strictObject({
  id: nameSchema,
  prescriptions: z.array(nameSchema),
  weekdays: weekdaysSchema.exactOptional(),
  parts: z.array(sessionPartSchema),
  alternate: z.strictObject({ every: z.enum(['session', 'week']), parts: z.array(sessionPartSchema) }).exactOptional(),
})

/** What a phone sends of one session. */
export function parseSessionLog(value: unknown): Parsed<SessionLog> {
  return parseWith(sessionLogSchema, value)
}

export function parseAdverseEventReport(value: unknown): Parsed<AdverseEventReport> {
  return parseWith(adverseEventReportSchema, value)
}
