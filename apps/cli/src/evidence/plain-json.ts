/** The value as JSON can hold it: typed arrays as lists, infinite numbers as text, NaN as null. */
export function plainJson(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : Number.isNaN(value) ? null : String(value)
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, plainJson)
  if (Array.isArray(value)) return value.map(plainJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainJson(member)]))
}
