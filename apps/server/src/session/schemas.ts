import type { Contract } from '@dosis/api'
import { doseKeys } from '@dosis/domain'
import { z } from 'zod'
import { idSchema } from '../http/parse.ts'
import { freeTextSchema } from '../http/limits.ts'
import { logSchema, reportSchema } from './log-schema.ts'

/** A second report under one id is known by the number behind the colon. */
const adverseEventIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}(:\d{1,4})?$/, 'needs the id of an adverse event')

export const createPatientLinkSchema: z.ZodType<Contract['createPatientLink']['body']> = z.strictObject({
  linkId: idSchema,
})

export const revokePatientLinksSchema: z.ZodType<Contract['revokePatientLinks']['body']> = z.strictObject({
  eventId: idSchema,
})

export const decideProgressSchema: z.ZodType<Contract['decideProgress']['body']> = z.strictObject({
  eventId: idSchema,
  decisionId: idSchema,
  planId: idSchema,
  prescription: z.string().min(1).max(200),
  accepted: z.boolean(),
  reason: freeTextSchema,
  chosen: z
    .array(
      z.strictObject({
        key: z.enum(doseKeys),
        exercise: z.string().min(1).max(200).exactOptional(),
        value: z.number().positive('needs more than 0').max(100_000, 'needs at most 100000'),
      }),
    )
    .max(100)
    .exactOptional(),
})

export const releaseAdverseEventSchema: z.ZodType<Contract['releaseAdverseEvent']['body']> = z.strictObject({
  eventId: idSchema,
  adverseEventId: adverseEventIdSchema,
  outcome: freeTextSchema.refine((text) => text.trim() !== '', 'needs what was found or agreed'),
})

export const openLinkSchema: z.ZodType<Contract['openLink']['body']> = z.strictObject({
  token: z.string().min(1).max(200),
})

const itemsLongest = 200

/** Only what any version of the app keeps to; what an item says is read by itself. */
export const syncSchema: z.ZodType<Contract['sync']['body']> = z.strictObject({
  items: z
    .array(z.strictObject({ id: z.string().min(1).max(200), kind: z.string().min(1).max(50), body: z.json() }))
    .max(itemsLongest, `needs at most ${itemsLongest} items at a time`),
})

export const sendLogsSchema: z.ZodType<Contract['sendLogs']['body']> = z.strictObject({
  logs: z.array(logSchema).max(200, 'needs at most 200 logs at a time'),
})

export const reportAdverseEventSchema: z.ZodType<Contract['reportAdverseEvent']['body']> = z.strictObject({
  report: reportSchema,
})
