import type { AssessmentInput, Knowledge, Measured, Problem } from '@dosis/domain'
import { z } from 'zod'
import { parse } from '../http/parse.ts'
import { badInput } from '../http/refused.ts'
import { isoDateSchema } from '../session/log-schema.ts'
import { factSchema, problemsOfFact } from './fact-schema.ts'
import { requestsSchema } from './schemas.ts'

const scoreSchema = z.number().min(-100_000).max(100_000)
const measuredSchema: z.ZodType<Measured> = z.strictObject({
  start: scoreSchema.exactOptional(),
  now: scoreSchema.exactOptional(),
  improvement: scoreSchema.exactOptional(),
})

/** Days in which a calendar and its sums stay within four digits. */
const firstDay = '1900-01-01'
const lastDay = '2999-12-31'
const daySchema = isoDateSchema.refine((day) => day >= firstDay && day <= lastDay, `needs a day from ${firstDay}`)

const assessmentInputSchema: z.ZodType<AssessmentInput> = z.strictObject({
  on: daySchema,
  treatmentStart: daySchema.nullable(),
  facts: z.record(z.string().min(1).max(200), factSchema),
  requests: requestsSchema,
  measurements: z.record(z.string().min(1).max(200), measuredSchema),
  trainingLog: z
    .strictObject({
      level: z.int().min(1).max(100),
      weeksOnLevel: z.number().min(0).max(1000),
      repetitionsPerSession: z.number().min(0).max(1000),
      sessionsThisWeek: z.number().min(0).max(100),
    })
    .exactOptional(),
})

/**
 * The input of an assessment of nobody in particular.
 * @throws {Refused} 400 with every problem and its path
 */
export function parseAssessmentInput(body: unknown, knowledge: Knowledge): AssessmentInput {
  const input = parse(assessmentInputSchema, body)
  const problems = Object.entries(input.facts).flatMap(([fact, stated]): readonly Problem[] =>
    problemsOfFact(fact, stated, knowledge, input.on, `facts.${fact}`),
  )
  if (problems.length > 0) throw badInput(problems)
  return input
}
