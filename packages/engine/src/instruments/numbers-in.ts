import type { FilledIn, InstrumentForm } from '@dosis/domain'
import { fieldsOf } from './fields-of.ts'

/** The numbers that were filled in, and those that stand for an option that was chosen, by the id of the field. */
export function numbersIn(form: Pick<InstrumentForm, 'inputs'>, filledIn: FilledIn): ReadonlyMap<string, number> {
  const numbers = fieldsOf(form).flatMap((field): [string, number][] => {
    const value = filledIn[field.id]
    const number = field.kind === 'choice' ? field.options.find(({ code }) => code === value)?.value : value
    return typeof number === 'number' ? [[field.id, number]] : []
  })
  return new Map(numbers)
}
