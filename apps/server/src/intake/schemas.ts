import type { Contract, PatientDetails } from '@dosis/api'
import { z } from 'zod'
import { idSchema } from '../http/parse.ts'
import { daySchema } from '../http/limits.ts'
import { factSchema } from './fact-schema.ts'

const nameLongest = 200

const detailsSchema: z.ZodType<PatientDetails> = z.strictObject({
  name: z
    .string()
    .min(1, 'needs a name')
    .max(nameLongest, `needs at most ${nameLongest} characters`)
    .refine((name) => name.trim() === name, 'starts or ends with a space'),
  birthDate: daySchema,
  sex: z.enum(['female', 'male']),
})

export const createPatientSchema: z.ZodType<Contract['createPatient']['body']> = z.strictObject({
  patientId: idSchema,
  details: detailsSchema,
})

export const changeDetailsSchema: z.ZodType<Contract['changeDetails']['body']> = z.strictObject({
  eventId: idSchema,
  details: detailsSchema,
})

export const stateFactsSchema: z.ZodType<Contract['stateFacts']['body']> = z.strictObject({
  statements: z
    .array(z.strictObject({ eventId: idSchema, fact: z.string().min(1).max(200), stated: factSchema }))
    .min(1, 'needs at least one statement')
    .max(200, 'needs at most 200 statements'),
})

export const requestsSchema = z.array(z.string().min(1).max(500)).max(50)

export const stateRequestsSchema: z.ZodType<Contract['stateRequests']['body']> = z.strictObject({
  eventId: idSchema,
  requests: requestsSchema,
})

export const storeAssessmentSchema: z.ZodType<Contract['storeAssessment']['body']> = z.strictObject({
  decisionId: idSchema,
})
