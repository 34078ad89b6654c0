import { type AdverseEventReport, isIsoDate, type PartDone, type SessionLog } from '@dosis/domain'
import { z } from 'zod'
import { idSchema } from '../http/parse.ts'

export const isoDateSchema = z.string().refine(isIsoDate, 'needs a calendar day YYYY-MM-DD')
const momentSchema = z.iso.datetime('needs a moment in UTC, such as 2026-05-04T09:30:00.000Z')
const textLongest = 4000
export const textSchema = z.string().max(textLongest, `needs at most ${textLongest} characters`)
/** Ids of templates and symptoms come from a plan or from knowledge, of whatever version the phone has. */
const nameSchema = z.string().min(1, 'needs a name').max(200)

/** A day; more than anybody trains at once. */
const secondsLongest = 86_400
const countSchema = z.int().min(0).max(10_000)
const painSchema = z.int('needs a whole number from 0 to 10').min(0).max(10).nullable()

const partSchema: z.ZodType<PartDone> = z.strictObject({
  part: z.int().min(0).max(100),
  kind: z.enum(['intervals', 'strength', 'impact', 'continuous']),
  level: z.int().min(1).max(100).exactOptional(),
  repetitions: countSchema.exactOptional(),
  sets: countSchema.exactOptional(),
  seconds: z.number().min(0).max(secondsLongest),
})

export const adverseEventSchema: z.ZodType<AdverseEventReport> = z.strictObject({
  eventId: idSchema,
  on: isoDateSchema,
  symptoms: z.array(nameSchema).max(50),
  severity: z.enum(['mild', 'moderate', 'severe']),
  description: textSchema,
})

/** The shape of a log. A log whose dates contradict each other still has this shape: it is kept, but not counted. */
export const sessionLogSchema: z.ZodType<SessionLog> = z.strictObject({
  sessionId: idSchema,
  planId: idSchema,
  planVersion: z.int().min(1).max(100_000),
  template: nameSchema,
  on: isoDateSchema,
  startedAt: momentSchema,
  endedAt: momentSchema,
  completed: z.boolean(),
  parts: z.array(partSchema).max(100),
  effortBorg: z.int('needs a whole number from 6 to 20').min(6).max(20).nullable(),
  painBefore: painSchema,
  painAfter: painSchema,
  adverseEvent: adverseEventSchema.nullable(),
  note: textSchema.nullable(),
})
