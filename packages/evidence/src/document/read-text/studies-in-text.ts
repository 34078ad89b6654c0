import { printedNumber } from '../printed-number.ts'
import { wholeNumberPattern } from '../read-json/study-count.ts'
import { quoting } from '../place.ts'
import { groupBy } from '../select.ts'
import type { PrintedRepeat } from '../statement.ts'
import type { FoundEstimate } from './estimates-in-text.ts'
import type { TextRow } from './grade-tables.ts'
import { placeOf, type TextSource } from './text-source.ts'
import { countIn } from './words.ts'

const inStudies = new RegExp(
  `\\b[Ii]n\\s+(?:totaal\\s+|total\\s+)?(?<n>${wholeNumberPattern})\\s+(?:studies|trials|RCT(?:'s|s)?)\\b`,
  'g',
)

/** Farthest that "in 10 studies" stands before the estimate it is about, in characters. */
const reach = 900

/** The number of studies behind one result, in the row of the table and in the text. */
export function studyCountsIn(
  source: TextSource,
  found: readonly FoundEstimate[],
  rows: readonly TextRow[],
): readonly PrintedRepeat[] {
  const counted = found.flatMap((one, at) => {
    const row = rows.find(({ from, to }) => from <= one.from && one.from < to)
    const says = row === undefined ? inTextBefore(source, one.from, found[at - 1]?.to ?? 0) : inRow(row)
    return says === undefined || one.statement.result === undefined
      ? []
      : [{ result: one.statement.result, subject: one.statement.subject, ...says }]
  })
  return [...groupBy(counted, ({ result }) => result).values()].flatMap((printings): readonly PrintedRepeat[] => {
    const [first] = printings
    return first === undefined || printings.length < 2
      ? []
      : [{ kind: 'repeat', subject: first.subject, aspect: 'studies', printings }]
  })
}

function inRow({ rating }: TextRow) {
  return rating.studies === undefined
    ? undefined
    : { says: printedNumber(rating.studies, 0), place: quoting(rating.place, `${rating.studies}`) }
}

function inTextBefore(source: TextSource, from: number, since: number) {
  const start = Math.max(since, from - reach)
  const match = [...source.text.slice(start, from).matchAll(inStudies)].at(-1)
  const says = countIn(match?.groups?.['n'])
  if (match === undefined || says === undefined) return undefined
  const at = start + match.index
  return { says: printedNumber(says, 0), place: placeOf(source, at, at + match[0].length) }
}
