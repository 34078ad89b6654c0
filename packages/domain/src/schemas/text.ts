import { z } from 'zod'

/** Words that say something: not empty, no space at either end. */
export const words = z
  .string()
  .min(1, 'needs words')
  .refine((text) => text === text.trim(), 'starts or ends with a space')

/** A text in both languages. */
export const textSchema = z.strictObject({ en: words, nl: words })

/** A text whose Dutch may still be missing (`nl: null` or left out). */
export const draftTextSchema = z.strictObject({ en: words, nl: words.nullable().default(null) })

/** The day exists in the calendar. */
export const isoDateSchema = z.iso.date('needs a calendar day YYYY-MM-DD')
