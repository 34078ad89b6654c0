import { z } from 'zod'
import { isIsoDate } from '../iso-date.ts'

/** A leaf that says in words what it needs and what it got: `needs a number of weeks, 0 or more, got "x"`. */
export function needs<Value>(what: string, accepts: (value: unknown) => boolean): z.ZodType<Value> {
  return z.custom<Value>(accepts, { error: ({ input }) => `needs ${what}, got ${shown(input)}` })
}

/** An object without other keys; each unknown key is named. */
export function exactly<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys')
        return `unknown ${issue.keys.length === 1 ? 'key' : 'keys'} ${issue.keys.map(shown).join(', ')}`
      return `needs keys with values, got ${shown(issue.input)}`
    },
  })
}

/** A list of leaves. */
export function listOf<Item extends z.ZodType>(item: Item, what: string) {
  return z.array(item, { error: ({ input }) => `needs a list of ${what}, got ${shown(input)}` })
}

/** Left out, or null: not known. */
export function unknownWhenLeftOut<Value extends z.ZodType>(schema: Value) {
  return schema.nullable().optional()
}

export const yesNo = needs<boolean>('true or false', (value) => typeof value === 'boolean')

/** A number within bounds, in the words of its unit. NaN and infinity are no numbers here. */
export function numberBetween(minimum: number, maximum: number, unit: string): z.ZodType<number> {
  const accepts = (value: unknown) =>
    typeof value === 'number' && Number.isFinite(value) && value >= minimum && value <= maximum
  return needs<number>(`a number of ${unit}, ${minimum} to ${maximum}`, accepts)
}

export function wholeBetween(minimum: number, maximum: number, unit: string): z.ZodType<number> {
  const accepts = (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum
  return needs<number>(`a whole number of ${unit}, ${minimum} to ${maximum}`, accepts)
}

export function oneOf<const Code extends string>(codes: readonly Code[]): z.ZodType<Code> {
  return needs<Code>(`one of ${codes.join(', ')}`, (value) => codes.includes(value as Code))
}

export const textLine = needs<string>('words', (value) => typeof value === 'string' && value.length <= 10_000)

/** A well-formed code of a free list: `knee_osteoarthritis`, `vertebral-fracture`. */
export const freeCode = needs<string>(
  'a code such as knee_osteoarthritis',
  (value) => typeof value === 'string' && value.length <= 100 && /^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/.test(value),
)

/** Days in which a calendar and its sums stay within four digits. */
const [firstDay, lastDay] = ['1900-01-01', '2999-12-31']

export const calendarDay = needs<string>(
  `a day of the calendar YYYY-MM-DD from ${firstDay} to ${lastDay}`,
  (value) => typeof value === 'string' && isIsoDate(value) && value >= firstDay && value <= lastDay,
)

function shown(input: unknown): string {
  if (input === undefined) return 'nothing'
  if (typeof input === 'number') return String(input)
  const text = JSON.stringify(input) ?? typeof input
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
