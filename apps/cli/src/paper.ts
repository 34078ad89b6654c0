import { styleText } from 'node:util'
import { table } from './table.ts'

type Ink = Parameters<typeof styleText>[0]

/** Collects the lines of an answer for people: headings, aligned rows, colours when the terminal has them. */
export interface Paper {
  readonly heading: (words: string) => void
  readonly line: (words: string) => void
  readonly rows: (rows: readonly (readonly string[])[]) => void
  readonly ink: (words: string, ink: Ink) => string
  readonly text: () => string
}

export function newPaper(colours: boolean): Paper {
  const lines: string[] = []
  const ink = (words: string, how: Ink) => (colours ? styleText(how, words, { validateStream: false }) : words)
  return {
    ink,
    heading: (words) => lines.push(...(lines.length === 0 ? [] : ['']), ink(words, 'bold')),
    line: (words) => lines.push(words === '' ? '' : `  ${words}`),
    rows: (rows) => {
      if (rows.length > 0)
        lines.push(
          ...table(rows)
            .split('\n')
            .map((row) => `  ${row}`),
        )
    },
    text: () => lines.join('\n'),
  }
}
