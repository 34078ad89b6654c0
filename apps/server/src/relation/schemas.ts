import { accessRules, type Contract, outsideReasons, reviewOutcomes } from '@dosis/api'
import { z } from 'zod'
import { idSchema } from '../http/parse.ts'

const words = (longest = 500) => z.string().trim().min(1, 'needs some words').max(longest)

export const changeTeamSchema: z.ZodType<Contract['changeTeam']['body']> = z.strictObject({
  changeId: idSchema,
  accountId: idSchema,
  change: z.enum(['join', 'leave']),
})

export const openOutsideSchema: z.ZodType<Contract['openOutside']['body']> = z.strictObject({
  accessId: idSchema,
  reason: z.enum(outsideReasons),
  explanation: words(),
})

export const reviewAccessSchema: z.ZodType<Contract['reviewAccess']['body']> = z.strictObject({
  reviewId: idSchema,
  subject: z.string().min(1).max(300),
  outcome: z.enum(reviewOutcomes),
  note: z.string().trim().max(500),
})

export const setAccessRuleSchema: z.ZodType<Contract['setAccessRule']['body']> = z.strictObject({
  policyId: idSchema,
  rule: z.enum(accessRules),
  explanation: words(),
})
