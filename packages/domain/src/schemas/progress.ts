import { z } from 'zod'
import type { Parsed } from '../problem.ts'
import type { ProgressInput } from '../progress.ts'
import { parseWith } from './parse-with.ts'
import { doseKeys } from '../plan.ts'
import { limitSchema, planSchema } from './plan.ts'
import { adverseEventReportSchema, nameSchema, sessionLogSchema } from './session.ts'
import { isoDateSchema } from './text.ts'

export const progressInputSchema: z.ZodType<ProgressInput> = z.strictObject({
  on: isoDateSchema,
  plan: planSchema,
  logs: z.array(sessionLogSchema),
  adverseEvents: z.array(adverseEventReportSchema).default([]),
  released: z.array(nameSchema).default([]),
  planVersion: z.int().min(1).exactOptional(),
  evaluatedOn: isoDateSchema.nullable().exactOptional(),
  levelsSet: z
    .array(z.strictObject({ prescription: nameSchema, level: z.int().min(1), on: isoDateSchema }))
    .exactOptional(),
  changedOn: z.record(nameSchema, isoDateSchema).exactOptional(),
  limitsNow: z
    .array(
      z.strictObject({
        prescription: nameSchema,
        key: z.enum(doseKeys),
        exercise: nameSchema.exactOptional(),
        limit: limitSchema,
      }),
    )
    .exactOptional(),
  notAllowedNow: z
    .array(z.strictObject({ prescription: nameSchema, rule: nameSchema, factIds: z.array(nameSchema) }))
    .exactOptional(),
})

/** A plan with its logs; without adverse events and releases there are none. */
export function parseProgressInput(value: unknown): Parsed<ProgressInput> {
  return parseWith(progressInputSchema, value)
}
