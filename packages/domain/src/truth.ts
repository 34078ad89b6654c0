/** Kleene's three truth values: a criterion holds, does not hold, or cannot be judged yet. */
export type Truth = 'yes' | 'no' | 'unknown'

/** The conjunction: no as soon as one is no, unknown as soon as one is unknown. */
export function and(values: readonly Truth[]): Truth {
  if (values.includes('no')) return 'no'
  return values.includes('unknown') ? 'unknown' : 'yes'
}

/** The disjunction: yes as soon as one is yes, unknown as soon as one is unknown. */
export function or(values: readonly Truth[]): Truth {
  if (values.includes('yes')) return 'yes'
  return values.includes('unknown') ? 'unknown' : 'no'
}

export function negate(value: Truth): Truth {
  if (value === 'unknown') return 'unknown'
  return value === 'yes' ? 'no' : 'yes'
}
