import { quoting } from '../place.ts'
import { printedNumber } from '../printed-number.ts'
import type { PlacedNumber, PrintedForest, PrintedForestArm, PrintedForestRow, PrintedScale } from '../statement.ts'
import { type FoundEstimate, pIn } from './estimates-in-text.ts'
import type { TextRow } from './grade-tables.ts'
import { readNumber, signed, unsigned } from './number-token.ts'
import { lineAt, placeOf, type TextSource } from './text-source.ts'

const rowPattern = new RegExp(
  `^(?<study>[^\\t\\n]+)\\t\\s*(?<m1>${signed})\\t\\s*(?<s1>${unsigned})\\t\\s*(?<n1>\\d+)\\t\\s*(?<m2>${signed})\\t\\s*(?<s2>${unsigned})\\t\\s*(?<n2>\\d+)(?:\\t\\s*(?<weight>${unsigned})\\s*%)?`,
  'gm',
)
const totalPattern = /^Total[^\t\n]*(?:\t\s*)+(?<n1>\d+)(?:\t\s*)+(?<n2>\d+)/m

/** Forest plots printed as tables: rows of mean, SD and size of both groups, a total, and the tests under it. */
export function forestsIn(source: TextSource, estimates: readonly FoundEstimate[]): readonly PrintedForest[] {
  const rows = [...source.text.matchAll(rowPattern)]
  return blocksOf(source, rows).flatMap((block) => {
    const [first, last] = [block[0], block.at(-1)]
    if (first === undefined || last === undefined || block.length < 2) return []
    const end = last.index + last[0].length
    const forest: PrintedForest = {
      kind: 'forest',
      subject: titleBefore(source, first.index),
      place: placeOf(source, first.index, end),
      rows: block.map((match) => rowOf(source, match, estimates)),
      ...totalAfter(source, end, estimates),
      ...testsAfter(source, end),
    }
    return [forest]
  })
}

/** Rows that follow each other without a gap. */
function blocksOf(source: TextSource, rows: readonly RegExpExecArray[]): readonly (readonly RegExpExecArray[])[] {
  const blocks: RegExpExecArray[][] = []
  for (const row of rows) {
    const before = blocks.at(-1)?.at(-1)
    const isNext = before !== undefined && lineAt(source, row.index) - lineAt(source, before.index) <= 2
    if (isNext) blocks.at(-1)?.push(row)
    else blocks.push([row])
  }
  return blocks
}

function rowOf(source: TextSource, match: RegExpMatchArray, estimates: readonly FoundEstimate[]): PrintedForestRow {
  const groups = match.groups ?? {}
  const from = match.index ?? 0
  const lineEnd = source.text.indexOf('\n', from)
  const effect = estimates.find((one) => one.from >= from && one.from < (lineEnd < 0 ? source.text.length : lineEnd))
  const weight = groups['weight']
  return {
    study: (groups['study'] ?? '').trim(),
    place: placeOf(source, from, from + match[0].length),
    experimental: armOf(groups, '1'),
    control: armOf(groups, '2'),
    ...(weight === undefined ? {} : { weightPercent: readNumber(weight, 'measure') }),
    ...(effect === undefined ? {} : { effect: effect.statement }),
  }
}

function armOf(groups: Readonly<Record<string, string>>, arm: '1' | '2'): PrintedForestArm {
  const [mean, sd] = [`m${arm}`, `s${arm}`].map((key) => readNumber(groups[key] ?? '', 'measure'))
  return { mean: mean ?? printedNumber(0), sd: sd ?? printedNumber(0), size: Number(groups[`n${arm}`]) }
}

function titleBefore(source: TextSource, from: number): string {
  const lines = source.text
    .slice(Math.max(0, from - 600), from)
    .split('\n')
    .map((line) => line.trim())
  return lines.findLast((line) => /[A-Za-z]{4}/.test(line) && !/\b(mean|study)\b/i.test(line)) ?? ''
}

function totalAfter(
  source: TextSource,
  end: number,
  estimates: readonly FoundEstimate[],
): Pick<PrintedForest, 'total'> {
  const match = totalPattern.exec(source.text.slice(end, end + 300))
  if (match === null) return {}
  const from = end + match.index
  const effect = estimates.find((one) => one.from >= from && one.from < from + 200)
  return {
    total: {
      place: placeOf(source, from, from + match[0].length),
      experimental: Number(match.groups?.['n1']),
      control: Number(match.groups?.['n2']),
      ...(effect === undefined ? {} : { effect: effect.statement }),
    },
  }
}

function testsAfter(source: TextSource, end: number): Pick<PrintedForest, 'heterogeneity' | 'overall'> {
  const text = source.text.slice(end, end + 900)
  const number = (pattern: string) => new RegExp(`${pattern}\\s*=\\s*(${unsigned})`, 'i').exec(text)
  const [chi, iSquared, z] = [number('chi\\s*(?:²|2|\\^2)'), number('(?<![A-Za-z])I\\s*(?:²|2|\\^2)'), number('\\bZ')]
  const freedom = /\bdf\s*=\s*(\d+)/i.exec(text)
  const placeAt = (match: RegExpExecArray) => placeOf(source, end + match.index, end + match.index + match[0].length)
  const pBehind = (match: RegExpExecArray | null) => pIn(/^[^)]*\)/.exec(text.slice(match?.index ?? 0))?.[0] ?? '')
  const [p, overallP] = [chi === null ? undefined : pBehind(chi), z === null ? undefined : pBehind(z)]
  return {
    ...(chi === null
      ? {}
      : {
          heterogeneity: {
            place: placeAt(chi),
            chiSquared: readNumber(chi[1] ?? '', 'measure'),
            ...(freedom === null ? {} : { degreesOfFreedom: Number(freedom[1]) }),
            ...(p === undefined ? {} : { p }),
            ...(iSquared === null ? {} : { iSquaredPercent: readNumber(iSquared[1] ?? '', 'measure') }),
          },
        }),
    ...(z === null
      ? {}
      : {
          overall: {
            place: placeAt(z),
            z: readNumber(z[1] ?? '', 'measure'),
            ...(overallP === undefined ? {} : { p: overallP }),
          },
        }),
  }
}

/** Farthest that a plot stands below the row of the table that states its scale, in lines. */
const farthestLines = 60

/** The scale that the row above a plot states, with the means of the plot. */
export function scalesOfForests(
  source: TextSource,
  rows: readonly TextRow[],
  forests: readonly PrintedForest[],
): readonly PrintedScale[] {
  return forests.flatMap((forest): readonly PrintedScale[] => {
    const line = forest.place.lines?.[0]?.[0] ?? 0
    const distance = ({ to }: TextRow) => line - lineAt(source, to)
    const row = rows.findLast((one) => distance(one) > 0 && distance(one) <= farthestLines)
    if (row?.scale === undefined) return []
    const values = forest.rows.flatMap(({ study, place, experimental, control }): readonly PlacedNumber[] =>
      [experimental, control].map(({ mean }) => ({ number: mean, place, label: study })),
    )
    const { lowest, highest } = row.scale
    return [
      {
        kind: 'scale',
        subject: row.rating.subject,
        place: quoting(row.rating.place, row.rating.subject),
        lowest,
        highest,
        values,
        areDifferences: false,
      },
    ]
  })
}
