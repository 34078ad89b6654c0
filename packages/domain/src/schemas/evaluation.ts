import { z } from 'zod'
import type { EvaluationInput, Measurement } from '../evaluation.ts'
import type { Parsed } from '../problem.ts'
import { filledInSchema } from './instrument-form.ts'
import { parseWith } from './parse-with.ts'
import { nameSchema } from './session.ts'
import { isoDateSchema } from './text.ts'

export const measurementSchema: z.ZodType<Measurement> = z.strictObject({
  instrument: nameSchema,
  on: isoDateSchema,
  score: z.number('needs a number'),
  version: nameSchema.exactOptional(),
  filledIn: filledInSchema.exactOptional(),
})

export const evaluationInputSchema: z.ZodType<EvaluationInput> = z.strictObject({
  on: isoDateSchema,
  treatmentStart: isoDateSchema.nullable().default(null),
  measurements: z.array(measurementSchema),
  requestForHelpMet: z.boolean().nullable().default(null),
  cycleWeeks: z.number().positive().nullable().exactOptional(),
})

/** Scores of one patient; whether each fits its instrument is checked against the knowledge by whoever has it. */
export function parseEvaluationInput(value: unknown): Parsed<EvaluationInput> {
  return parseWith(evaluationInputSchema, value)
}
