import type { PrintedRelevance } from '../statement.ts'
import type { FoundEstimate } from './estimates-in-text.ts'
import { readNumber, unsigned } from './number-token.ts'
import { placeOf, type TextSource } from './text-source.ts'

/** `Dit effect overschrijdt (niet) de … drempelwaarde (SMD > 0.5)`, `exceeds the threshold`. */
const said = new RegExp(
  `(?<verb>overschrijdt\\s+(?:niet\\s+)?de|does\\s+not\\s+exceed\\s+the|exceeds\\s+the)\\s+[^.(]{0,80}?(?:drempel\\w*|threshold)(?:\\s*\\((?<threshold>SMD\\s*(?<sign>>=?|≥)\\s*(?<n>${unsigned}))\\))?`,
  'i',
)

/** Farthest that the sentence stands behind the estimate it is about, in characters. */
const reach = 220

/** Estimates of which the text says whether they pass the threshold. */
export function relevanceIn(source: TextSource, found: readonly FoundEstimate[]): readonly PrintedRelevance[] {
  return found.flatMap(({ statement, to }, at): readonly PrintedRelevance[] => {
    const end = Math.min(to + reach, found[at + 1]?.from ?? source.text.length)
    const match = said.exec(source.text.slice(to, end))
    if (match === null) return []
    const from = to + match.index
    const { sign, n, threshold } = match.groups ?? {}
    const isRelevant = !/\b(niet|not)\b/i.test(match.groups?.['verb'] ?? '')
    return [
      {
        kind: 'relevance',
        place: statement.place,
        subject: statement.subject,
        estimate: statement,
        verdicts: [{ isRelevant, place: placeOf(source, from, from + match[0].length) }],
        ...(threshold === undefined || statement.measure !== 'SMD'
          ? {}
          : {
              threshold: {
                comparison: sign === '>' ? '>' : '>=',
                value: readNumber(n ?? '', 'measure').value,
                quote: threshold,
              },
            }),
      },
    ]
  })
}
