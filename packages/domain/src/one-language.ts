import { withoutDetails } from './exercise-details.ts'
import type { Knowledge } from './knowledge.ts'
import type { Language } from './text.ts'

/** Every text of the knowledge in one language alone, as a browser loads it; `inBoth` makes it whole again. */
export interface KnowledgeInOneLanguage {
  readonly version: string
  readonly language: Language
  readonly knowledge: unknown
}

const other = { en: 'nl', nl: 'en' } as const satisfies Record<Language, Language>

/**
 * Leaves the texts of the other language out, and of the exercises all that no decision looks at: the details are asked
 * for when they are shown. A text without a translation yet keeps the language that it has.
 */
export function inOneLanguage(knowledge: Knowledge, language: Language): KnowledgeInOneLanguage {
  const leftOut = other[language]
  const without = (fields: Fields): Fields => {
    const isTranslated = typeof fields[language] === 'string' && leftOut in fields
    return isTranslated ? omit(fields, leftOut) : fields
  }
  const known = { ...knowledge, exercises: eachWithoutDetails(knowledge.exercises) }
  return { version: knowledge.version, language, knowledge: eachObject(known, without) }
}

function eachWithoutDetails(exercises: Knowledge['exercises']): Knowledge['exercises'] {
  return Object.fromEntries(Object.entries(exercises).map(([id, exercise]) => [id, withoutDetails(exercise)]))
}

/**
 * The knowledge with each text at both places, in the language that was loaded: whoever reads it in the other language
 * finds these words, never nothing. All that is no text is as it was, so that every decision is the same.
 */
export function inBoth({ language, knowledge }: KnowledgeInOneLanguage): Knowledge {
  const absent = other[language]
  const filled = (fields: Fields): Fields =>
    typeof fields[language] === 'string' && !(absent in fields) ? { ...fields, [absent]: fields[language] } : fields
  return eachObject(knowledge, filled) as Knowledge
}

type Fields = Readonly<Record<string, unknown>>

function eachObject(value: unknown, change: (fields: Fields) => Fields): unknown {
  if (Array.isArray(value)) return value.map((item) => eachObject(item, change))
  if (typeof value !== 'object' || value === null) return value
  const fields = change(value as Fields)
  return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, eachObject(item, change)]))
}

function omit(fields: Fields, key: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([each]) => each !== key))
}
