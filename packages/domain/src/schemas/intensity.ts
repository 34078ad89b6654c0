import { z } from 'zod'
import {
  type IntensityMethod,
  type IntensityRule,
  type IntensityTarget,
  intensityBases,
  intensityScales,
  talkTests,
} from '../intensity.ts'
import { doseKeys } from '../plan.ts'
import { criterionSchema } from './criterion.ts'
import { isoDateSchema, words } from './text.ts'

const doseKey = z.enum(doseKeys)
const step = z.number().positive()
const rangeShape = { from: z.number(), upTo: z.number() }
const isRange = ({ from, upTo }: { readonly from: number; readonly upTo: number }) => upTo >= from
const range = z.strictObject(rangeShape).refine(isRange, { path: ['upTo'], error: 'is below from' })

const methodSchema: z.ZodType<IntensityMethod> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('share'),
    of: words,
    key: doseKey,
    step,
    unit: z.number().positive().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('percent'), of: words, percent: range }),
  z.strictObject({ kind: z.literal('repetition_maximum'), load: words, repetitions: words, step }),
  z.strictObject({ kind: z.literal('reserve'), resting: words, peak: words, percent: range }),
  z.strictObject({
    kind: z.literal('thresholds'),
    first: words,
    second: words,
    secondPercent: words,
    key: doseKey,
  }),
  z.strictObject({ kind: z.literal('effort'), points: range }),
  z.strictObject({ kind: z.literal('talk'), can: z.enum(talkTests) }),
  z.strictObject({
    kind: z.literal('predicted'),
    age: words,
    intercept: z.number().positive(),
    perYear: z.number().positive(),
    percent: range,
  }),
])

export const intensityRuleSchema: z.ZodType<IntensityRule> = z.strictObject({
  basis: z.enum(intensityBases),
  scale: z.enum(intensityScales),
  method: methodSchema,
  exercise: words.exactOptional(),
  startWithin: z
    .strictObject({ key: doseKey, ...rangeShape })
    .refine(isRange, { path: ['upTo'], error: 'is below from' })
    .exactOptional(),
  never: criterionSchema.exactOptional(),
  notAloneWhen: criterionSchema.exactOptional(),
})

const ids = z.array(words)

export const intensityTargetSchema: z.ZodType<IntensityTarget> = z.strictObject({
  rule: words,
  basis: z.enum(intensityBases),
  scale: z.enum(intensityScales),
  exercise: words.nullable(),
  holdsFor: z.enum(['start', 'whole']),
  from: z.number().nullable(),
  upTo: z.number().nullable(),
  talk: z.enum(talkTests).nullable(),
  absent: z
    .strictObject({
      reason: z.enum([
        'not_known',
        'expired',
        'not_measured',
        'never_for_this_patient',
        'not_as_only_guide',
        'dose_open',
        'outside_what_the_source_says',
        'above_the_ceiling',
        'measurements_contradict',
      ]),
      facts: ids,
    })
    .nullable(),
  measurements: z.array(z.strictObject({ fact: words, value: z.number(), observedOn: isoDateSchema.exactOptional() })),
  factIds: ids,
})
