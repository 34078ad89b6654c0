/** A string literal of CQL. */
export function literal(text: string): string {
  return `'${escape(text, "'")}'`
}

/** A quoted identifier of CQL, so that an id may hold hyphens and slashes. */
export function identifier(name: string): string {
  return `"${escape(name, '"')}"`
}

/** A number as a CQL Decimal: always with a point, a minus in brackets. */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`decimal: needs a finite number, got ${value}`)
  const text = String(value)
  if (text.includes('e'))
    throw new RangeError(`decimal: needs a number that CQL writes without an exponent, got ${text}`)
  const written = text.includes('.') ? text : `${text}.0`
  return value < 0 ? `(${written})` : written
}

export function listOf(items: readonly string[]): string {
  return `{ ${items.join(', ')} }`
}

/** The conjunction (`and`) or disjunction (`or`) of parts in brackets; of none it is `whenEmpty`. */
export function join(parts: readonly string[], operator: 'and' | 'or', whenEmpty: 'true' | 'false'): string {
  return parts.length === 0 ? whenEmpty : `(${parts.join(` ${operator} `)})`
}

/** A named expression of a library. */
export interface Define {
  readonly name: string
  readonly expression: string
}

export function defineText({ name, expression }: Define): string {
  return `define ${identifier(name)}:\n  ${expression}\n`
}

function escape(text: string, quote: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\n', '\\n')
}
