import { z } from 'zod'
import type { Bounds, Criterion, FractureFilter } from '../criterion.ts'
import { words } from './text.ts'

const boundKeys = ['atLeast', 'atMost', 'above', 'below'] as const

const boundShape = {
  atLeast: z.number().exactOptional(),
  atMost: z.number().exactOptional(),
  above: z.number().exactOptional(),
  below: z.number().exactOptional(),
}

function hasBound(value: object): boolean {
  return boundKeys.some((key) => key in value)
}

const needsBound = `needs at least one of ${boundKeys.join(', ')}`

export const boundsSchema: z.ZodType<Bounds> = z.strictObject(boundShape).refine(hasBound, needsBound)

export const fractureFilterSchema: z.ZodType<FractureFilter> = z.strictObject({
  site: words.exactOptional(),
  notSite: words.exactOptional(),
  weeksAgo: boundsSchema.exactOptional(),
  lowTrauma: z.boolean().exactOptional(),
  stable: z.boolean().exactOptional(),
  symptomatic: z.boolean().exactOptional(),
  imaging: z.boolean().exactOptional(),
  operated: z.boolean().exactOptional(),
  consolidation: z.enum(['confirmed', 'uncertain']).exactOptional(),
})

/** A criterion as the knowledge files write it; a wrong one is reported for the kind that its keys name. */
export const criterionSchema: z.ZodType<Criterion> = z.unknown().transform((value, context): Criterion => {
  const result = schemaOf(value).safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    context.issues.push({ ...issue, input: value } as (typeof context.issues)[number])
  }
  return z.NEVER
})

const several = z.array(criterionSchema).min(1, 'needs at least one criterion')

/** The kinds of criterion that are about one fact, by the key that tells them apart. */
const factKinds = {
  is: z.strictObject({ fact: words, is: z.union([z.boolean(), words, z.number()]) }),
  includesAny: z.strictObject({ fact: words, includesAny: z.array(words).min(1) }),
  countAtLeast: z.strictObject({ fact: words, countAtLeast: z.int().min(1) }),
  isKnown: z.strictObject({ fact: words, isKnown: z.boolean() }),
} as const
const factInBounds = z.strictObject({ fact: words, ...boundShape }).refine(hasBound, {
  error: `needs one of ${[...Object.keys(factKinds), ...boundKeys].join(', ')}`,
})

/** The other kinds of criterion, by the key that tells them apart. */
const kinds = {
  all: z.strictObject({ all: several }),
  any: z.strictObject({ any: several }),
  not: z.strictObject({ not: criterionSchema }),
  condition: z.strictObject({ condition: words }),
  fracture: z.strictObject({ fracture: fractureFilterSchema, count: z.int().min(1).exactOptional() }),
  latestFracture: z.strictObject({
    latestFracture: z.strictObject({ of: fractureFilterSchema, is: fractureFilterSchema }),
  }),
  definition: z.strictObject({ definition: words }),
  decided: z.strictObject({ decided: words, isAnyOf: z.array(words).min(1) }),
  request: z.strictObject({ request: words }),
  treatmentStarted: z.strictObject({ treatmentStarted: z.boolean() }),
  weeksSinceStart: z.strictObject({ weeksSinceStart: boundsSchema }),
  measured: z.strictObject({ measured: words }),
} as const

const noKind = z.custom<Criterion>(() => false, `needs a criterion: one of fact, ${Object.keys(kinds).join(', ')}`)

function schemaOf(value: unknown): z.ZodType<Criterion> {
  if (typeof value !== 'object' || value === null) return noKind
  if ('fact' in value) {
    const kind = Object.keys(factKinds).find((key) => key in value) as keyof typeof factKinds | undefined
    return kind === undefined ? factInBounds : factKinds[kind]
  }
  const kind = Object.keys(kinds).find((key) => key in value) as keyof typeof kinds | undefined
  return kind === undefined ? noKind : kinds[kind]
}
