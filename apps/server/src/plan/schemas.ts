import type { Contract } from '@dosis/api'
import { addDays, type IsoDate, type Knowledge, type PlanPreferences, type Problem } from '@dosis/domain'
import { planPreferencesSchema } from '@dosis/domain/schemas'
import { z } from 'zod'
import { idSchema } from '../http/parse.ts'
import { freeTextSchema } from '../http/limits.ts'

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
  preferences: planPreferencesSchema,
})

export const confirmPlanSchema: z.ZodType<Contract['confirmPlan']['body']> = z.strictObject({
  planId: idSchema,
  decisionId: idSchema,
  preferences: planPreferencesSchema,
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'needs the hash of the plan that was shown'),
})

const versionSchema = z.string().min(1).max(200)

export const reviewKnowledgeChangeSchema: z.ZodType<Contract['reviewKnowledgeChange']['body']> = z.strictObject({
  eventId: idSchema,
  planId: idSchema,
  version: z.int().positive(),
  from: versionSchema,
  to: versionSchema,
  reason: freeTextSchema.refine((text) => text.trim() !== '', 'needs why the plan may stay as it is'),
})

export const changePlanStatusSchema: z.ZodType<Contract['changePlanStatus']['body']> = z.strictObject({
  eventId: idSchema,
  action: z.enum(['pause', 'resume', 'close']),
  reason: freeTextSchema,
})
