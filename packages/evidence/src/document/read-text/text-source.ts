import type { Place } from '../place.ts'

/** A text with what is needed to find places in it again. */
export interface TextSource {
  readonly name: string
  /** As given. */
  readonly original: string
  /** The same length, with signs made alike: minus, dashes, formulas. Patterns search this one. */
  readonly text: string
  /** Offset at which each line starts. */
  readonly lineStarts: readonly number[]
}

export function textSource(name: string, original: string): TextSource {
  const lineStarts = [0]
  for (let at = original.indexOf('\n'); at >= 0; at = original.indexOf('\n', at + 1)) lineStarts.push(at + 1)
  return { name, original, text: alike(original), lineStarts }
}

/** Replacements that keep the length, so that an offset is the same in both texts. */
function alike(text: string): string {
  return text
    .replace(/\\(leq|geq|le|ge)(?![a-z])/g, (command) =>
      (command.includes('l') && !command.includes('g') ? '≤' : '≥').padEnd(command.length),
    )
    .replace(/[\u00a0\u202f\u2009$]/g, ' ')
    .replace(/\u2212/g, '-')
    .replace(/(^|[^\d\s])([ \t]?)[–—](?=\d|[.,]\d)/g, '$1$2-')
    .replace(/([\s([])[–—](?=\d|[.,]\d)/g, '$1-')
}

/** Line, counted from 1, at an offset. */
export function lineAt({ lineStarts }: TextSource, offset: number): number {
  let [low, high] = [0, lineStarts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}

/** The place of a stretch of text, with its words on one line as quote. */
export function placeOf(source: TextSource, from: number, to: number): Place {
  const span = [lineAt(source, from), lineAt(source, Math.max(from, to - 1))] as const
  const quote = source.original.slice(from, to).replace(/\s+/g, ' ').trim()
  return { document: source.name, lines: [span], quote }
}

/** Start of the sentence in which an offset lies: after a full stop, a list mark, an empty line or the start. */
export function sentenceStart({ text }: TextSource, offset: number): number {
  const before = text.slice(Math.max(0, offset - 600), offset)
  const ends = [...before.matchAll(/[.!?]\s+(?=["“(]?\p{Lu})|\n\s*\n|\n\s*[-•]\s|\t/gu)]
  const last = ends.at(-1)
  return offset - before.length + (last === undefined ? 0 : last.index + last[0].length)
}

/** End of the sentence: its full stop, an empty line or a tab. */
export function sentenceEnd({ text }: TextSource, offset: number): number {
  const after = /[.!?](?=\s+["“(]?\p{Lu}|\s*$)|\n\s*\n|\n\s*[-•]\s|\t/u.exec(text.slice(offset, offset + 1500))
  return after === null ? Math.min(text.length, offset + 1500) : offset + after.index
}
