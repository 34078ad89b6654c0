import { z } from 'zod'
import type { Review } from '../knowledge.ts'
import { isoDateSchema, words } from './text.ts'

const fullReview = z.strictObject({
  state: z.enum(['active', 'awaiting_review']),
  reviewedBy: words.nullable().default(null),
  reviewedOn: isoDateSchema.nullable().default(null),
})

/** `review: awaiting_review` in short, or in full with the clinician and the day. */
export const givenReviewSchema = z
  .union([z.enum(['active', 'awaiting_review']).transform((state) => ({ state })), fullReview], {
    error: 'needs active, awaiting_review, or { state, reviewedBy, reviewedOn }',
  })
  .pipe(fullReview)

/** Left out: active, which only holds for rules that rest on source documents; the check refuses it for others. */
export const reviewSchema: z.ZodType<Review> = givenReviewSchema.default({
  state: 'active',
  reviewedBy: null,
  reviewedOn: null,
})

/** Statements that justify something; none when left out. */
export const statementIds = z.array(words).default([])

/** What goes with every row: statements that justify it, open questions, warnings. */
export const justification = {
  factIds: statementIds,
  silent: z.array(words).exactOptional(),
  mustShow: z.array(words).exactOptional(),
}
