import { z } from 'zod'
import type { DecisionTable, Recommendation } from '../knowledge.ts'
import { citationsSchema } from './citation.ts'
import { criterionSchema } from './criterion.ts'
import { justification, reviewSchema, statementIds } from './review.ts'
import { textSchema, words } from './text.ts'

const certainty = z.enum(['high', 'moderate', 'low', 'very_low']).nullable().default(null)

const decisionRowSchema = z.strictObject({
  id: words,
  names: textSchema,
  when: criterionSchema.exactOptional(),
  outcome: words,
  criterion: words.exactOptional(),
  figures: z.record(words, z.number().nullable()).exactOptional(),
  list: z.array(words).exactOptional(),
  ...justification,
  redFlag: z.boolean().exactOptional(),
  also: citationsSchema.exactOptional(),
})

export const decisionSchema: z.ZodType<DecisionTable> = z.strictObject({
  id: words,
  names: textSchema,
  standing: words.exactOptional(),
  takes: z.enum(['first', 'every']).default('first'),
  onUnknown: z.enum(['ask', 'skip']).default('ask'),
  appliesWhen: criterionSchema.exactOptional(),
  rows: z.array(decisionRowSchema).min(1),
  outcomes: z.array(words).min(1),
  also: citationsSchema.exactOptional(),
  review: reviewSchema,
})

const recommendationRowSchema = z.strictObject({
  id: words,
  when: criterionSchema.exactOptional(),
  verdict: words,
  note: textSchema.nullable().default(null),
  ...justification,
  also: citationsSchema.exactOptional(),
})

export const recommendationSchema: z.ZodType<Recommendation> = z.strictObject({
  id: words,
  document: words,
  names: textSchema,
  type: z.enum(['formal_conditional', 'informal', 'quoted', 'none']),
  certainty,
  listedWhen: criterionSchema,
  conditions: z.array(z.strictObject({ id: words, text: textSchema, when: criterionSchema })).default([]),
  before: z.array(recommendationRowSchema).default([]),
  met: z.array(recommendationRowSchema).default([]),
  unmet: z.array(z.strictObject({ when: criterionSchema, factIds: statementIds })).default([]),
  mustShow: z.array(words).default([]),
  review: reviewSchema,
})
