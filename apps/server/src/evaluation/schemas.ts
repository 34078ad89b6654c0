import type { Contract } from '@dosis/api'
import type { IsoDate, Knowledge, Measurement, Problem } from '@dosis/domain'
import { z } from 'zod'
import { idSchema } from '../http/parse.ts'
import { daySchema, freeTextSchema } from '../http/limits.ts'

export const recordMeasurementsSchema: z.ZodType<Contract['recordMeasurements']['body']> = z.strictObject({
  measurements: z
    .array(
      z.strictObject({
        eventId: idSchema,
        instrument: z.string().min(1).max(200),
        on: daySchema,
        score: z.number(),
        version: z.string().min(1).max(50).exactOptional(),
      }),
    )
    .min(1, 'needs at least one measurement')
    .max(100, 'needs at most 100 measurements'),
})

/** Scores of instruments that are not there, out of range, or of a day that has not come. */
export function problemsOfMeasurements(
  measurements: readonly Measurement[],
  knowledge: Knowledge,
  today: IsoDate,
): readonly Problem[] {
  return measurements.flatMap(({ instrument: id, on, score }, index): Problem[] => {
    const path = `measurements[${index}]`
    const instrument = Object.hasOwn(knowledge.instruments, id) ? knowledge.instruments[id] : undefined
    if (instrument === undefined) return [{ path: `${path}.instrument`, message: 'no instrument has this id' }]
    const { minimum, maximum } = instrument
    return [
      ...(score >= minimum && score <= maximum
        ? []
        : [{ path: `${path}.score`, message: `needs a number from ${minimum} to ${maximum}` }]),
      ...(on <= today ? [] : [{ path: `${path}.on`, message: 'needs a day that has come' }]),
    ]
  })
}

export const decideEvaluationSchema: z.ZodType<Contract['decideEvaluation']['body']> = z.strictObject({
  eventId: idSchema,
  decisionId: idSchema,
  choice: z.enum(['continue', 'adjust', 'refer', 'close']),
  note: freeTextSchema,
  requestForHelpMet: z.boolean().nullable(),
})
