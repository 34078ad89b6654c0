import type { Contract } from '@dosis/api'
import {
  addDays,
  doseKeys,
  type IsoDate,
  type Knowledge,
  type PlanPreferences,
  type Problem,
  type RunWalkParameters,
} from '@dosis/domain'
import { z } from 'zod'
import { idSchema } from '../http/parse.ts'
import { isoDateSchema, textSchema } from '../session/log-schema.ts'

const wordSchema = z.string().min(1).max(200)
const wordsSchema = z.array(wordSchema).max(100)
/** No dose of anything is larger than this, in any unit. */
const numberSchema = z.number().min(0).max(100_000)

const programmeSchema: z.ZodType<Partial<RunWalkParameters>> = z.strictObject({
  levels: z.int().min(1).max(100).exactOptional(),
  runSecondsFirst: numberSchema.exactOptional(),
  runSecondsLast: numberSchema.exactOptional(),
  walkSecondsFirst: numberSchema.exactOptional(),
  walkSecondsLast: numberSchema.exactOptional(),
  stepSeconds: z.number().min(1).max(3600).exactOptional(),
  repetitionsAtLeast: z.int().min(1).max(1000).exactOptional(),
  repetitionsAtMost: z.int().min(1).max(1000).exactOptional(),
  sessionMinutesAtMost: numberSchema.exactOptional(),
})

const chosenDoseSchema = z.strictObject({
  value: numberSchema,
  upTo: numberSchema.exactOptional(),
  reason: textSchema.exactOptional(),
})

export const preferencesSchema: z.ZodType<PlanPreferences> = z.strictObject({
  forms: wordsSchema.exactOptional(),
  weekdays: z.array(z.int().min(1).max(7)).max(7).exactOptional(),
  startsOn: isoDateSchema.exactOptional(),
  goals: z.array(z.string().min(1).max(500)).max(20).exactOptional(),
  equipment: wordsSchema.exactOptional(),
  exercises: z.record(wordSchema, wordsSchema).exactOptional(),
  programmes: z.record(wordSchema, programmeSchema).exactOptional(),
  doses: z.record(wordSchema, z.partialRecord(z.enum(doseKeys), chosenDoseSchema)).exactOptional(),
})

/** A plan starts within a year of today, before or after. */
const startDays = 366

/** Names in the preferences that the knowledge does not have, and days that no plan can start on. */
export function problemsOfPreferences(
  { forms = [], startsOn, exercises = {}, programmes = {}, doses = {} }: PlanPreferences,
  knowledge: Knowledge,
  today: IsoDate,
): readonly Problem[] {
  const unknown = (names: readonly string[], known: object, path: (name: string, index: number) => string): Problem[] =>
    names.flatMap((name, index) =>
      Object.hasOwn(known, name)
        ? []
        : [{ path: path(name, index), message: 'the knowledge has nothing of this name' }],
    )
  const isFar =
    startsOn !== undefined && (startsOn < addDays(today, -startDays) || startsOn > addDays(today, startDays))
  return [
    ...unknown(forms, knowledge.forms, (_, index) => `preferences.forms[${index}]`),
    ...unknown(Object.keys(exercises), knowledge.forms, (name) => `preferences.exercises.${name}`),
    ...Object.entries(exercises).flatMap(([form, names]) =>
      unknown(names, knowledge.exercises, (_, index) => `preferences.exercises.${form}[${index}]`),
    ),
    ...unknown(Object.keys(programmes), knowledge.progressions, (name) => `preferences.programmes.${name}`),
    ...unknown(Object.keys(doses), knowledge.forms, (name) => `preferences.doses.${name}`),
    ...(isFar ? [{ path: 'preferences.startsOn', message: 'needs a day within a year of today' }] : []),
  ]
}

export const draftPlanSchema: z.ZodType<Contract['draftPlan']['body']> = z.strictObject({
  preferences: preferencesSchema,
})

export const confirmPlanSchema: z.ZodType<Contract['confirmPlan']['body']> = z.strictObject({
  planId: idSchema,
  decisionId: idSchema,
  preferences: preferencesSchema,
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'needs the hash of the plan that was shown'),
})

export const changePlanStatusSchema: z.ZodType<Contract['changePlanStatus']['body']> = z.strictObject({
  eventId: idSchema,
  action: z.enum(['pause', 'resume', 'close']),
  reason: textSchema,
})
