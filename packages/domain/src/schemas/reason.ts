import { z } from 'zod'
import type { Fact, FactValue, Fracture } from '../facts.ts'
import type { FactUse, Reason } from '../reason.ts'
import { isoDateSchema } from './text.ts'

const name = z.string().min(1).max(500)
const flag = z.boolean().nullable()

export const fractureSchema: z.ZodType<Fracture> = z.strictObject({
  site: name,
  on: isoDateSchema.nullable().exactOptional(),
  weeksAgo: z.number().min(0).max(10_000).nullable().exactOptional(),
  lowTrauma: flag,
  stable: flag,
  symptomatic: flag,
  imaging: flag,
  operated: flag,
  consolidation: z.enum(['confirmed', 'uncertain']).nullable().exactOptional(),
})

export const factValueSchema: z.ZodType<FactValue> = z.union(
  [z.boolean(), z.number(), name, z.array(name), z.array(fractureSchema)],
  'needs yes or no, a number, a code, a list of codes or a list of fractures',
)

const days = { observedOn: isoDateSchema.exactOptional(), changedOn: isoDateSchema.exactOptional() }

/** What is known of one thing: a value, asked and not there, or not known. */
export const factStateSchema: z.ZodType<Fact> = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('known'), value: factValueSchema, ...days }),
  z.strictObject({ state: z.literal('absent'), ...days }),
  z.strictObject({ state: z.literal('unknown') }),
])

export const factUseSchema: z.ZodType<FactUse> = z.strictObject({
  fact: name,
  state: z.enum(['known', 'absent', 'unknown']),
  value: factValueSchema.exactOptional(),
})

export const reasonSchema: z.ZodType<Reason> = z.strictObject({
  rule: name,
  truth: z.enum(['yes', 'no', 'unknown']),
  facts: z.array(factUseSchema),
  factIds: z.array(name),
})
