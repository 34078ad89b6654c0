const numberWords: readonly (readonly string[])[] = [
  ['zero', 'no', 'geen', 'nul'],
  ['one', 'een', 'één'],
  ['two', 'twee'],
  ['three', 'drie'],
  ['four', 'vier'],
  ['five', 'vijf'],
  ['six', 'zes'],
  ['seven', 'zeven'],
  ['eight', 'acht'],
  ['nine', 'negen'],
  ['ten', 'tien'],
  ['eleven', 'elf'],
  ['twelve', 'twaalf'],
]

/** A whole number in digits or, up to twelve, in English or Dutch words. */
export function wholeNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text)
  const at = numberWords.findIndex((words) => words.includes(text.toLowerCase()))
  return at < 0 ? undefined : at
}

/** Pattern of a whole number, in digits or words, for use in larger patterns. */
export const wholeNumberPattern = `\\d+|${numberWords.flat().join('|')}`

/**
 * How many studies a phrase counts: `7`, `four studies described: …`, `4 RCTs in Geng plus Eladl and Uçar` (six).
 * Undefined when it does not start with a number.
 */
export function studyCount(phrase: string): number | undefined {
  const start = /^\D{0,12}?(?<number>\d+|[a-zé]+)\b/iu.exec(phrase.trim())
  const number = start?.groups?.['number']
  const first = number === undefined ? undefined : wholeNumber(number)
  if (first === undefined) return undefined
  const [, ...added] = phrase.split(/\s(?:plus|\+)\s/i)
  const names = added.flatMap((part) => part.split(/,|\s(?:and|en|&)\s/i)).filter((name) => /\p{Lu}/u.test(name))
  return first + names.length
}
