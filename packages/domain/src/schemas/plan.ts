import { z } from 'zod'
import { type EvaluationSchedule, exerciseVerdicts } from '../assessment.ts'
import {
  type DoseConflict,
  type DoseLimit,
  type DoseNumber,
  doseAims,
  doseKeys,
  type Plan,
  type PlanBlock,
  type PlanPreferences,
  type PrescribedGrowth,
  type PrescribedProgramme,
  type Prescription,
  type ProgrammeChoice,
  type RunWalkParameters,
} from '../plan.ts'
import type { ExpiredFact } from '../facts.ts'
import type { Parsed } from '../problem.ts'
import { intensityTargetSchema } from './intensity.ts'
import { doseBoundsSchema } from './knowledge-doses.ts'
import { parseWith } from './parse-with.ts'
import { reasonSchema } from './reason.ts'
import { nameSchema, sessionTemplateSchema, weekdaysSchema } from './session.ts'
import { isoDateSchema } from './text.ts'

const names = z.array(nameSchema)
const doseKey = z.enum(doseKeys)
/** No dose of anything is larger than this, in any unit. */
const amount = z.number().min(0, 'needs 0 or more').max(100_000, 'needs at most 100000')
const count = z.int('needs a whole number').min(1, 'needs at least 1').max(10_000)

const parametersSchema: z.ZodType<Partial<RunWalkParameters>> = z.strictObject({
  levels: count.exactOptional(),
  runSecondsFirst: count.exactOptional(),
  runSecondsLast: count.exactOptional(),
  walkSecondsFirst: count.exactOptional(),
  walkSecondsLast: count.exactOptional(),
  stepSeconds: count.exactOptional(),
  repetitionsAtLeast: count.exactOptional(),
  repetitionsAtMost: count.exactOptional(),
  sessionMinutesAtMost: count.exactOptional(),
})

const changeSchema = z
  .strictObject({ value: amount, upTo: amount.exactOptional(), reason: z.string().max(4000).exactOptional() })
  .refine(({ value, upTo }) => upTo === undefined || upTo >= value, { path: ['upTo'], error: 'is below value' })

const painLimit = {
  afterAtMost: z.int('needs a whole number from 0 to 10').min(0).max(10),
  settledNextMorning: z.boolean(),
  reason: z.string().max(4000),
}
/** A step of 0 never moves. */
const stepSize = z.number().positive('needs more than 0').max(100_000, 'needs at most 100000')

const choiceSchema: z.ZodType<ProgrammeChoice> = z.strictObject({
  order: names.exactOptional(),
  amounts: z.partialRecord(doseKey, stepSize).exactOptional(),
  loads: z.record(nameSchema, amount).exactOptional(),
  alternate: z.strictObject({ every: z.enum(['session', 'week']), a: names.min(1), b: names }).exactOptional(),
  painLimit: z.strictObject(painLimit).exactOptional(),
})

const growthSchema: z.ZodType<PrescribedGrowth> = z.strictObject({
  key: doseKey,
  percent: stepSize.nullable(),
  amount: stepSize.nullable(),
  goal: amount.nullable(),
  factIds: names,
})

const programmeSchema: z.ZodType<PrescribedProgramme> = z.strictObject({
  exercises: names.exactOptional(),
  growth: z.array(growthSchema).exactOptional(),
  repetitions: z.strictObject({ from: count, upTo: count, loadStepKilograms: stepSize.nullable() }).exactOptional(),
})

export const planPreferencesSchema: z.ZodType<PlanPreferences> = z.strictObject({
  forms: names.exactOptional(),
  weekdays: weekdaysSchema.exactOptional(),
  startsOn: isoDateSchema.exactOptional(),
  goals: z.array(z.string().min(1).max(500)).max(20).exactOptional(),
  equipment: names.exactOptional(),
  exercises: z.record(nameSchema, names).exactOptional(),
  programmes: z.record(nameSchema, parametersSchema).exactOptional(),
  steps: z.record(nameSchema, choiceSchema).exactOptional(),
  doses: z.record(nameSchema, z.partialRecord(doseKey, changeSchema)).exactOptional(),
})

export const limitSchema: z.ZodType<DoseLimit> = z.strictObject({
  value: z.number(),
  kind: z.enum(['hard', 'soft']),
  rule: nameSchema,
  factIds: names,
})

const doseNumberSchema: z.ZodType<DoseNumber> = z.strictObject({
  value: z.number().nullable(),
  upTo: z.number().nullable(),
  lowest: z.array(limitSchema),
  highest: z.array(limitSchema),
  factIds: names,
  changed: z.strictObject({ from: z.number().nullable(), reason: z.string() }).nullable(),
  others: z
    .array(z.strictObject({ from: z.number(), upTo: z.number(), rule: nameSchema, factIds: names }))
    .exactOptional(),
  aims: z.array(z.strictObject({ aim: z.enum(doseAims), rule: nameSchema, factIds: names })).exactOptional(),
})

const conflictSchema: z.ZodType<DoseConflict> = z.strictObject({
  key: doseKey,
  floor: limitSchema,
  ceiling: limitSchema,
  holds: z.enum(['floor', 'ceiling']),
  instead: nameSchema.nullable(),
})

const prescriptionSchema: z.ZodType<Prescription> = z.strictObject({
  id: nameSchema,
  form: nameSchema,
  forms: names.exactOptional(),
  modality: z.enum(['aerobic', 'resistance', 'impact', 'balance', 'flexibility', 'breathing']),
  exercises: names,
  verdict: z.enum(exerciseVerdicts),
  status: z.enum(['quoted', 'trial_protocol', 'blog', 'information_only', 'none']),
  dose: z.partialRecord(doseKey, doseNumberSchema),
  bounds: doseBoundsSchema,
  adaptations: names,
  progression: nameSchema.nullable(),
  levels: z.array(z.partialRecord(doseKey, z.number())).exactOptional(),
  targets: z.array(intensityTargetSchema).exactOptional(),
  conflicts: z.array(conflictSchema).exactOptional(),
  loads: z.record(nameSchema, amount).exactOptional(),
  programme: programmeSchema.exactOptional(),
  painLimit: z.strictObject({ ...painLimit, factIds: names }).exactOptional(),
  why: z.array(reasonSchema),
})

const scheduleSchema: z.ZodType<EvaluationSchedule> = z.strictObject({
  nextDate: isoDateSchema.nullable(),
  cycleWeeks: z.number().positive().nullable(),
  indicativeEndDate: isoDateSchema.nullable(),
  notBefore: isoDateSchema.nullable(),
  endRule: nameSchema.nullable(),
  factIds: names,
  why: z.array(reasonSchema),
})

const blockSchema: z.ZodType<PlanBlock> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('referral'), rule: nameSchema }),
  z.strictObject({ kind: z.literal('missing_fact'), fact: nameSchema }),
  z.strictObject({ kind: z.literal('not_for_whom'), rule: nameSchema }),
  z.strictObject({ kind: z.literal('hard_limit'), prescription: nameSchema, key: doseKey, limit: limitSchema }),
  z.strictObject({ kind: z.literal('reason_needed'), prescription: nameSchema, key: doseKey, limit: limitSchema }),
  z.strictObject({ kind: z.literal('open_dose'), prescription: nameSchema, key: doseKey }),
  z.strictObject({ kind: z.literal('nothing_to_prescribe') }),
])

const expiredSchema: z.ZodType<ExpiredFact> = z.strictObject({
  fact: nameSchema,
  observedOn: isoDateSchema.nullable(),
  because: z.array(z.strictObject({ fact: nameSchema, changedOn: isoDateSchema })),
  factIds: names,
})

export const planSchema: z.ZodType<Plan> = z.strictObject({
  on: isoDateSchema,
  knowledgeVersion: z.string(),
  startsOn: isoDateSchema,
  weekdays: weekdaysSchema,
  goals: z.array(z.string()),
  prescriptions: z.array(prescriptionSchema),
  sessions: z.array(sessionTemplateSchema),
  leftOut: z.array(
    z.strictObject({
      form: nameSchema,
      verdict: z.enum(exerciseVerdicts),
      rule: nameSchema,
      factIds: names,
      instead: z.strictObject({ form: nameSchema, factIds: names }).exactOptional(),
    }),
  ),
  open: z.array(z.strictObject({ prescription: nameSchema, key: doseKey })),
  blocked: z.array(blockSchema),
  unmet: z.array(z.strictObject({ rule: nameSchema, anyForm: names, possible: names, factIds: names })).exactOptional(),
  wanted: z.array(z.strictObject({ fact: nameSchema, rules: names })).exactOptional(),
  expired: z.array(expiredSchema).exactOptional(),
  evaluation: scheduleSchema,
  stopRules: names,
  mustShow: names,
  factIds: names,
})

/** A plan as it was drafted or confirmed. */
export function parsePlan(value: unknown): Parsed<Plan> {
  return parseWith(planSchema, value)
}

export function parsePlanPreferences(value: unknown): Parsed<PlanPreferences> {
  return parseWith(planPreferencesSchema, value)
}
