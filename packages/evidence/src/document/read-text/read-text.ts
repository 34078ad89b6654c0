import type { PrintedDocument, PrintedStatement } from '../statement.ts'
import { criteriaIn } from './criteria-in-text.ts'
import { estimatesIn } from './estimates-in-text.ts'
import { forestsIn, scalesOfForests } from './forests-in-text.ts'
import { gradeRowsIn, statementsOfRows, withStatedLevels } from './grade-tables.ts'
import { armsIn, withGroups } from './groups-in-text.ts'
import { linkResults } from './link-results.ts'
import { relevanceIn } from './relevance-in-text.ts'
import { studyCountsIn } from './studies-in-text.ts'
import { sumsIn } from './sums-in-text.ts'
import { talliesIn } from './tallies-in-text.ts'
import { textSource } from './text-source.ts'

/**
 * Reads what is printed from plain text in English or Dutch: estimates with intervals, p and numbers of people; counts
 * with percentages; sums and the flow of a search; tables (tabs between cells) of GRADE and forest plots, with their
 * footnotes; criteria and ranges. Decimal commas and points, minus signs of every kind and ranges with `to`, `tot` or a
 * dash are understood. What is not recognised is left out.
 * @param name file name, for the places
 */
export function readPrintedText(name: string, text: string): PrintedDocument {
  const source = textSource(name, text)
  const rows = withStatedLevels(source, gradeRowsIn(source))
  const estimates = linkResults(source, withGroups(source, estimatesIn(source), rows))
  const forests = forestsIn(source, estimates)
  const statements: readonly PrintedStatement[] = [
    ...estimates.flatMap(({ statement, gaps }) => [statement, ...gaps]),
    ...statementsOfRows(source, rows),
    ...forests,
    ...scalesOfForests(source, rows, forests),
    ...studyCountsIn(source, estimates, rows),
    ...relevanceIn(source, estimates),
    ...sumsIn(source),
    ...talliesIn(source),
    ...armsIn(source),
    ...criteriaIn(source),
  ]
  return { name, statements }
}
