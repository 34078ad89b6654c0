import { z } from 'zod'
import type { Citation } from '../knowledge.ts'
import { criterionSchema } from './criterion.ts'
import { statementIds } from './review.ts'
import { words } from './text.ts'

export const citationsSchema: z.ZodType<readonly Citation[]> = z.array(
  z.strictObject({
    when: criterionSchema.exactOptional(),
    factIds: statementIds,
    silent: z.array(words).exactOptional(),
    mustShow: z.array(words).exactOptional(),
  }),
)
