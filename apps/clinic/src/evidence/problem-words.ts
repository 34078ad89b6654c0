import type { EvidenceTexts } from '@dosis/text'
import type { ReadProblem } from './read-data.ts'
import type { DataProblem } from './work/protocol.ts'

/** Sentences of the engine that have words of their own; what stands in them is handed on. */
const known = (t: EvidenceTexts['problem']): readonly (readonly [RegExp, (found: readonly string[]) => string])[] => [
  [/^must be a number, got "(.*)"$/, ([text = '']) => t.notANumber(text)],
  [/^is empty$/, () => t.empty],
  [/^must not be below 0, got (.*)$/, ([got = '']) => t.notBelowZero(got)],
  [/^must be (?:a finite number )?above 0, got (.*)$/, ([got = '']) => t.aboveZero(got)],
  [/^no (?:such )?column.*the table has (.*)$/, ([columns = '']) => t.noColumn(columns)],
  [/^means the same as "(.*)"; keep one of both$/, ([as = '']) => t.double(as)],
  [/^the table has no rows$/, () => t.noRows],
  [/^the columns fit no measure; the table has (.*)$/, ([columns = '']) => t.noMeasure(columns)],
  [/^no study is left to pool$/, () => t.noStudies],
  [/^the network is not connected: (\d+) separate sub-networks/, ([parts = '']) => t.notConnected(parts)],
  [/^a row for each arm: say which arm is the control \((.*)\)$/, ([arms = '']) => t.sayControl(arms)],
]

/** A problem of the data as a line: `rij 3, kolom sd1: mag niet onder 0 zijn, maar is -2`. */
export function problemLine(
  { row, column, message }: DataProblem,
  t: EvidenceTexts,
): { line: string; isEnglish: boolean } {
  const place = [row === undefined ? [] : [t.row(row)], column === undefined ? [] : [t.column(column)]]
    .flat()
    .join(', ')
  for (const [pattern, words] of known(t.problem)) {
    const found = pattern.exec(message)
    if (found !== null) return { line: withPlace(place, words(found.slice(1))), isEnglish: false }
  }
  return { line: withPlace(place, message), isEnglish: true }
}

const withPlace = (place: string, words: string) => (place === '' ? words : `${place}: ${words}`)

/** Why a text could not be read as a table. */
export function readProblemWords(problem: ReadProblem, { readProblem: t }: EvidenceTexts): string {
  switch (problem.kind) {
    case 'unequal':
      return t.unequal(problem.row, problem.has, problem.needs)
    case 'quote':
      return t.quote(problem.row)
    case 'doubled':
      return t.doubled(problem.columns.join(', '))
    default:
      return t[problem.kind]
  }
}
