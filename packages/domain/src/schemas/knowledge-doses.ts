import { z } from 'zod'
import { type DoseBound, type DoseBounds, exerciseVerdicts } from '../assessment.ts'
import {
  adaptationKinds,
  type BeforeSessionRule,
  impactClasses,
  type DoseConstraint,
  type ExerciseForm,
  type Progression,
} from '../knowledge.ts'
import { doseAims, doseKeys, type RunWalkParameters } from '../plan.ts'
import { answersBefore, numbersBefore } from '../session.ts'
import { citationsSchema } from './citation.ts'
import { criterionSchema } from './criterion.ts'
import { intensityRuleSchema } from './intensity.ts'
import { justification, reviewSchema, statementIds } from './review.ts'
import { textSchema, words } from './text.ts'

const doseKey = z.enum(doseKeys)
const limit = z.enum(['hard', 'soft'])

export const doseBoundsSchema: z.ZodType<DoseBounds> = z.record(
  words,
  z.lazy((): z.ZodType<DoseBound> => z.union([z.number(), words, z.boolean(), z.null(), doseBoundsSchema])),
)

const doseRuleSchema = z.strictObject({
  start: z.number().nullable().default(null),
  upTo: z.number().nullable().exactOptional(),
  lowest: z.number().nullable().exactOptional(),
  highest: z.number().nullable().exactOptional(),
  limit: limit.default('hard'),
  aim: z.enum(doseAims).exactOptional(),
  factIds: statementIds,
})

const exerciseRowSchema = z.strictObject({
  id: words,
  when: criterionSchema.exactOptional(),
  verdict: z.enum(exerciseVerdicts),
  note: textSchema.nullable().default(null),
  bounds: doseBoundsSchema.default({}),
  status: z.enum(['quoted', 'trial_protocol', 'blog', 'information_only', 'none']).default('none'),
  dose: z.partialRecord(doseKey, doseRuleSchema).default({}),
  adaptations: z.array(words).default([]),
  ...justification,
  also: citationsSchema.exactOptional(),
})

export const formSchema: z.ZodType<ExerciseForm> = z.strictObject({
  id: words,
  names: textSchema,
  modality: z.enum(['aerobic', 'resistance', 'impact', 'balance', 'flexibility', 'breathing', 'none']),
  document: words,
  listedWhen: criterionSchema,
  rows: z.array(exerciseRowSchema).min(1),
  exercises: z.array(words).default([]),
  alternatives: z.array(words).exactOptional(),
  progression: words.nullable().default(null),
  substitutes: z.array(z.strictObject({ form: words, factIds: statementIds })).exactOptional(),
  review: reviewSchema,
})

const measured = z.enum(numbersBefore)
const beforeSessionSchema: z.ZodType<BeforeSessionRule> = z.strictObject({
  id: words,
  names: textSchema,
  when: z
    .array(
      z.union([
        z.strictObject({ measured, below: z.number() }),
        z.strictObject({ measured, above: z.number() }),
        z.strictObject({ told: z.enum(answersBefore) }),
      ]),
    )
    .min(1),
  then: z.enum(['wait', 'no_session']),
  instruction: textSchema,
  factIds: statementIds,
})

export const constraintSchema: z.ZodType<DoseConstraint> = z.strictObject({
  id: words,
  names: textSchema,
  when: criterionSchema,
  modalities: z.array(words).default([]),
  forms: z.array(words).default([]),
  limits: z
    .partialRecord(
      doseKey,
      z.strictObject({
        lowest: z.number().exactOptional(),
        highest: z.number().exactOptional(),
        limit: limit.default('hard'),
      }),
    )
    .default({}),
  otherRanges: z.partialRecord(doseKey, z.strictObject({ from: z.number(), upTo: z.number() })).exactOptional(),
  adaptation: textSchema.nullable().default(null),
  adapts: z.array(z.enum(adaptationKinds)).min(1).exactOptional(),
  breathingCue: z.boolean().default(false),
  avoidsIsometric: z.boolean().exactOptional(),
  requires: z.strictObject({ anyForm: z.array(words).min(1) }).exactOptional(),
  highestImpact: z.literal(impactClasses).exactOptional(),
  whenUnknown: z.enum(['block', 'hold', 'ask']).exactOptional(),
  target: intensityRuleSchema.exactOptional(),
  preventsPlan: z.literal(true).exactOptional(),
  beforeSession: z.array(beforeSessionSchema).min(1).exactOptional(),
  factIds: statementIds,
  review: reviewSchema,
})

const progressionWhen = z.union(
  [
    z.strictObject({ daysSinceLastSessionAtLeast: z.number() }),
    z.strictObject({ painRiseAtLeast: z.number() }),
    z.strictObject({ painAfterAbove: z.number() }),
    z.strictObject({
      unreleasedAdverseEvent: z.literal(true),
      class: z.enum(['stop', 'tell', 'mild']).exactOptional(),
    }),
    z.strictObject({ overdueEvaluationDays: z.number() }),
    z.strictObject({ painAboveAgreedLimit: z.literal(true) }),
    z.strictObject({ painNextMorningHigher: z.literal(true) }),
    z.strictObject({ risesOverWeeks: z.enum(['pain', 'fatigue']) }),
    z.strictObject({ weightRiseKilogramsAtLeast: z.number().positive(), withinDays: z.int().min(1) }),
    z.strictObject({ breathlessnessWorseOverDays: z.int().min(1), withinDays: z.int().min(1) }),
    z.strictObject({ restingHeartRateAtLeast: z.int().min(1) }),
    z.strictObject({ sessionsSinceEventBelow: z.int().min(1) }),
    z.strictObject({ restDaysBelow: z.int().min(1) }),
    z.strictObject({ effortAboveTargetAtLeast: z.int().min(1) }),
  ],
  {
    error:
      'needs one measure, such as daysSinceLastSessionAtLeast, painRiseAtLeast, painAfterAbove, unreleasedAdverseEvent, overdueEvaluationDays',
  },
)

const sources = z.array(words).min(1, 'needs a source')

const growthRule = z.strictObject({
  key: doseKey,
  percent: z.number().positive().nullable().default(null),
  amount: z.number().positive().nullable().default(null),
  goal: z.number().positive().nullable().default(null),
  factIds: sources,
})

const movesSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('exercises'),
    order: z.array(words).min(2).nullable().default(null),
    factIds: sources,
  }),
  z.strictObject({ kind: z.literal('growth'), numbers: z.array(growthRule).min(1) }),
  z.strictObject({
    kind: z.literal('repetitions'),
    loadStepKilograms: z.number().positive().nullable().default(null),
    factIds: sources,
  }),
])

/** Whole and positive; whether levels can be made of them is checked by the engine. */
const count = z.int().min(1)

export const runWalkParametersSchema: z.ZodType<RunWalkParameters> = z.strictObject({
  levels: count,
  runSecondsFirst: count,
  runSecondsLast: count,
  walkSecondsFirst: count,
  walkSecondsLast: count,
  stepSeconds: count,
  repetitionsAtLeast: count,
  repetitionsAtMost: count,
  sessionMinutesAtMost: count,
})

export const progressionSchema: z.ZodType<Progression> = z.strictObject({
  id: words,
  names: textSchema,
  document: words,
  levels: z.array(z.partialRecord(doseKey, z.number())).default([]),
  origin: textSchema,
  parameters: runWalkParametersSchema.exactOptional(),
  levelFactIds: z.partialRecord(doseKey, z.array(words)).exactOptional(),
  advance: z
    .strictObject({
      weeksOnLevelAtLeast: z.number(),
      repetitionsAtLeast: z.number().nullable().default(null),
      sessionsPerWeekAtLeast: z.number().nullable(),
      factIds: statementIds,
    })
    .nullable()
    .default(null),
  rules: z
    .array(
      z.strictObject({
        id: words,
        names: textSchema,
        action: z.enum(['hold', 'regress', 'deload', 'stop', 'ask']),
        when: progressionWhen,
        withAdaptation: words.exactOptional(),
        symptom: words.exactOptional(),
        factIds: statementIds,
        review: reviewSchema,
      }),
    )
    .default([]),
  moves: movesSchema.exactOptional(),
  alternates: z.strictObject({ factIds: statementIds }).exactOptional(),
  guard: z
    .strictObject({
      sessionPercent: z.number().positive(),
      days: z.int().min(1),
      factIds: statementIds,
      review: reviewSchema,
    })
    .exactOptional(),
  review: reviewSchema,
})
