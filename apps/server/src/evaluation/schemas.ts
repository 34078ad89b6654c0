import type { Contract } from '@dosis/api'
import type { Instrument, IsoDate, Knowledge, Measurement, Problem } from '@dosis/domain'
import { filledInSchema } from '@dosis/domain/schemas'
import { scoreForm } from '@dosis/engine/instruments'
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
        filledIn: filledInSchema.exactOptional(),
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
  return measurements.flatMap((measurement, index): Problem[] => {
    const { instrument: id, on, score } = measurement
    const path = `measurements[${index}]`
    const instrument = Object.hasOwn(knowledge.instruments, id) ? knowledge.instruments[id] : undefined
    if (instrument === undefined) return [{ path: `${path}.instrument`, message: 'no instrument has this id' }]
    const { minimum, maximum } = instrument
    return [
      ...(score >= minimum && score <= maximum
        ? []
        : [{ path: `${path}.score`, message: `needs a number from ${minimum} to ${maximum}` }]),
      ...problemsOfForm(instrument, measurement).map((message) => ({ path: `${path}.filledIn`, message })),
      ...(on <= today ? [] : [{ path: `${path}.on`, message: 'needs a day that has come' }]),
    ]
  })
}

/** What was filled in must give the very score, so that the parts never say something else than the total. */
function problemsOfForm({ form }: Instrument, { filledIn, score, version }: Measurement): readonly string[] {
  if (filledIn === undefined) return []
  if (form === undefined) return ['this instrument has no form: send its score alone']
  const result = scoreForm(form, filledIn)
  if (result.state === 'refused') return result.problems.map(({ field, needs }) => `${field}: needs ${needs}`)
  if (result.state === 'open') return [`needs ${result.missing.join(', ')}`]
  return [
    ...(result.score === score ? [] : [`gives a score of ${result.score}`]),
    ...(result.version === version ? [] : [`gives the version ${result.version ?? 'none'}`]),
  ]
}

export const decideEvaluationSchema: z.ZodType<Contract['decideEvaluation']['body']> = z.strictObject({
  eventId: idSchema,
  decisionId: idSchema,
  choice: z.enum(['continue', 'adjust', 'refer', 'close']),
  note: freeTextSchema,
  requestForHelpMet: z.boolean().nullable(),
})
