import { z } from 'zod'
import type {
  ChoiceInput,
  CutOff,
  FilledIn,
  FormInput,
  FormScore,
  InstrumentExample,
  InstrumentForm,
  ItemsInput,
  QuantityInput,
  ScoreReference,
  WordsInput,
} from '../instrument-form.ts'
import { boundsSchema } from './criterion.ts'
import { reviewSchema, statementIds } from './review.ts'
import { textSchema, words } from './text.ts'

const inputShape = {
  id: words,
  names: textSchema,
  help: textSchema.exactOptional(),
  optional: z.boolean().exactOptional(),
}

const pointBands = z.array(z.strictObject({ from: z.number(), points: z.number() })).min(1)

const quantitySchema: z.ZodType<QuantityInput> = z.strictObject({
  ...inputShape,
  kind: z.literal('quantity'),
  unit: textSchema,
  minimum: z.number(),
  maximum: z.number(),
  step: z.number().positive(),
  timed: z.boolean().exactOptional(),
  mayBeUnable: z.boolean().exactOptional(),
  part: words.exactOptional(),
  points: z.union([pointBands, z.strictObject({ by: words, tables: z.record(words, pointBands) })]).exactOptional(),
})

const choiceSchema: z.ZodType<ChoiceInput> = z.strictObject({
  ...inputShape,
  kind: z.literal('choice'),
  options: z.array(z.strictObject({ code: words, names: textSchema, value: z.number().exactOptional() })).min(2),
  isVersion: z.boolean().exactOptional(),
})

const wordsSchema: z.ZodType<WordsInput> = z.strictObject({
  ...inputShape,
  kind: z.literal('words'),
  lengthAtMost: z.int().positive(),
})

const itemsSchema: z.ZodType<ItemsInput> = z.strictObject({
  ...inputShape,
  kind: z.literal('items'),
  count: z.int().positive(),
  minimum: z.int(),
  maximum: z.int(),
  fromZero: z.boolean().exactOptional(),
  evenReversed: z.boolean().exactOptional(),
})

const inputSchema: z.ZodType<FormInput> = z.union([quantitySchema, choiceSchema, wordsSchema, itemsSchema])

const scoreSchema: z.ZodType<FormScore> = z.union([
  z.strictObject({ method: z.literal('sum'), times: z.number().exactOptional() }),
  z.strictObject({ method: z.literal('highest'), of: z.array(words).min(1) }),
  z.strictObject({ method: z.literal('value'), of: words }),
  z.strictObject({ method: z.literal('speed'), metres: words, seconds: words }),
])

const cutOffSchema: z.ZodType<CutOff> = z.strictObject({
  names: textSchema,
  score: boundsSchema,
  sex: z.enum(['male', 'female']).exactOptional(),
  population: textSchema,
  factIds: statementIds,
  review: reviewSchema,
})

const referenceShape = {
  id: words,
  names: textSchema,
  population: textSchema,
  note: textSchema.exactOptional(),
  factIds: statementIds,
  review: reviewSchema,
}

const sexEquation = z.strictObject({
  ages: z.tuple([z.number(), z.number()]),
  terms: z.array(z.strictObject({ times: z.number(), of: z.array(words).default([]) })).min(1),
  lowerLimitBelow: z.number().positive().exactOptional(),
})

const percentileRows = z
  .array(z.strictObject({ fromAge: z.number(), toAge: z.number().nullable(), scores: z.array(z.number()) }))
  .min(1)

const referenceSchema: z.ZodType<ScoreReference> = z.union([
  z.strictObject({
    ...referenceShape,
    kind: z.literal('equation'),
    bySex: z.strictObject({ male: sexEquation, female: sexEquation }),
  }),
  z.strictObject({
    ...referenceShape,
    kind: z.literal('percentiles'),
    percentiles: z.array(z.number()).min(2),
    bySex: z.strictObject({ male: percentileRows, female: percentileRows }),
  }),
])

export const instrumentFormSchema: z.ZodType<InstrumentForm> = z.strictObject({
  inputs: z.array(inputSchema).min(1),
  score: scoreSchema,
  parts: z.array(z.strictObject({ id: words, names: textSchema, maximum: z.number() })).exactOptional(),
  cutOffs: z.array(cutOffSchema).exactOptional(),
  references: z.array(referenceSchema).exactOptional(),
  otherScale: z.strictObject({ instrument: words, maximum: z.number() }).exactOptional(),
  factIds: statementIds,
})

const fieldsAtMost = 100

/** What was filled in, as it is kept with a score. */
export const filledInSchema: z.ZodType<FilledIn> = z
  .record(z.string().min(1).max(60), z.union([z.number(), z.string().min(1).max(200)]))
  .refine((fields) => Object.keys(fields).length <= fieldsAtMost, `needs at most ${fieldsAtMost} fields`)

export const instrumentExampleSchema: z.ZodType<InstrumentExample> = z.union([
  z.strictObject({
    filledIn: filledInSchema,
    score: z.number(),
    parts: z.record(words, z.number()).exactOptional(),
    version: words.exactOptional(),
  }),
  z.strictObject({ start: z.number(), now: z.number(), verdict: words }),
  z.strictObject({
    score: z.number(),
    sex: z.enum(['male', 'female']).exactOptional(),
    cutOffs: z.array(z.boolean()),
  }),
])
