/** The head of a script. */
export const comment = (title: string): string[] => [
  `# ${title.replaceAll(/[\r\n]+/g, ' ')}`,
  '# Written by Dosis to check its own numbers.',
]

/** A vector of R, six values in a line. */
export function vector(values: readonly string[]): string {
  const lines: string[] = []
  for (let at = 0; at < values.length; at += 6) lines.push(values.slice(at, at + 6).join(', '))
  return `c(${lines.join(',\n    ')})`
}

/** A text of R. */
export const quote = (text: string): string => JSON.stringify(text.replaceAll(/\p{Cc}/gu, ' '))

/** The shortest text that is the same double again. */
export const number = (value: number): string => (Number.isFinite(value) ? String(value) : value > 0 ? 'Inf' : '-Inf')

/** A factor whose first level is the one that the others are compared with. */
export const factor = (categories: readonly string[], levels: readonly string[]): string =>
  `factor(${vector(categories.map(quote))}, levels = ${vector(levels.map(quote))})`
