import { isIsoDate } from '@dosis/domain'
import { z } from 'zod'

const textLongest = 4000

/** Free text of a person. */
export const freeTextSchema = z.string().max(textLongest, `needs at most ${textLongest} characters`)

/** Days in which a calendar and its sums stay within four digits. */
const firstDay = '1900-01-01'
const lastDay = '2999-12-31'

export const daySchema = z
  .string()
  .refine(isIsoDate, 'needs a calendar day YYYY-MM-DD')
  .refine((day) => day >= firstDay && day <= lastDay, `needs a day from ${firstDay} to ${lastDay}`)
