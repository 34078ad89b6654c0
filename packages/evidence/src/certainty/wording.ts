/** The same sentence in the two languages of the readers. Numbers are already written in it. */
export interface Wording {
  readonly en: string
  readonly nl: string
}

/** A number as each language prints it: `{ en: '0.34', nl: '0,34' }`. Rounded to `digits` decimals when given. */
export function numberIn(value: number, digits?: number): Wording {
  const en = digits === undefined ? String(value) : value.toFixed(digits)
  return { en, nl: en.replace('.', ',') }
}
