import { quoting } from '../place.ts'
import { printedNumber } from '../printed-number.ts'
import { studyCount, wholeNumberPattern } from '../read-json/study-count.ts'
import type {
  PlacedNumber,
  PrintedAbsolute,
  PrintedRating,
  PrintedRepeat,
  PrintedScale,
  PrintedStatement,
  RatedCell,
  RatedDomain,
} from '../statement.ts'
import { readNumber, readSided, sideWord, unsigned } from './number-token.ts'
import { placeOf, sentenceEnd, type TextSource } from './text-source.ts'
import { certaintyOf, countIn, domainHeaders, levelsOf } from './words.ts'

/** A row of a GRADE table printed with tabs between its cells. */
export interface TextRow {
  readonly from: number
  readonly to: number
  /** Line of the header: rows with the same are of one table. */
  readonly table: number
  readonly rating: PrintedRating
  /** Sizes of the groups, in the order of the cells, with events when printed as `22/111 (19.8%)`. */
  readonly groups: readonly PlacedNumber[]
  readonly events: readonly { readonly count: number; readonly of: number }[]
  readonly scale?: Pick<PrintedScale, 'lowest' | 'highest'>
  readonly absolute?: PrintedAbsolute
}

interface TextLine {
  readonly text: string
  readonly from: number
}

/** All rows of GRADE tables, each with the footnotes of its table. */
export function gradeRowsIn(source: TextSource): readonly TextRow[] {
  const lines = linesOf(source)
  const headers = lines.flatMap((line, at) => (isHeader(line.text) ? [at] : []))
  return headers.flatMap((header, nth) => tableRows(source, lines, header, headers[nth + 1] ?? lines.length))
}

function linesOf({ text, lineStarts }: TextSource): readonly TextLine[] {
  return lineStarts.map((from, at) => ({ from, text: text.slice(from, (lineStarts[at + 1] ?? text.length + 1) - 1) }))
}

function isHeader(text: string): boolean {
  const cells = text.split('\t').map((cell) => cell.trim())
  return cells.filter((cell) => domainHeaders.some(([pattern]) => pattern.test(cell))).length >= 3
}

function tableRows(source: TextSource, lines: readonly TextLine[], header: number, end: number): readonly TextRow[] {
  const columns = (lines[header]?.text ?? '').split('\t').map((cell) => cell.trim())
  const body = lines.slice(header + 1, end)
  const rows = body.flatMap((line, at) => (rowCells(line.text, columns) === undefined ? [] : [{ line, at }]))
  const lastRow = rows.at(-1)?.at ?? -1
  const footnotes = footnotesAfter(source, body.slice(lastRow + 1))
  return rows.map(({ line, at }) => {
    const title = body.slice(0, at).findLast(({ text }) => text.trim() !== '' && !text.includes('\t'))
    return { ...rowOf(source, line, title?.text.trim() ?? '', columns, footnotes), table: header }
  })
}

/** The cells of a row of ratings, or undefined when the line is none. */
function rowCells(text: string, columns: readonly string[]): readonly string[] | undefined {
  const cells = text.split('\t').map((cell) => cell.trim())
  const rated = columns.filter(
    (column, at) => domainHeaders.some(([pattern]) => pattern.test(column)) && levelsOf(cells[at] ?? '') !== undefined,
  )
  return rated.length >= 3 ? cells : undefined
}

function rowOf(
  source: TextSource,
  line: TextLine,
  title: string,
  columns: readonly string[],
  footnotes: NonNullable<PrintedRating['footnotes']>,
): Omit<TextRow, 'table'> {
  const cells = line.text.split('\t').map((cell) => cell.trim())
  const domains: Partial<Record<RatedDomain, RatedCell>> = {}
  for (const [at, column] of columns.entries()) {
    const domain = domainHeaders.find(([pattern]) => pattern.test(column))?.[1]
    const levels = levelsOf(cells[at] ?? '')
    if (domain !== undefined && levels !== undefined)
      domains[domain] = { levels, reasons: [], marks: marksIn(cells[at] ?? '') }
  }
  const certaintyCell =
    cells.find((cell) => /[⊕⨁○◯]/u.test(cell)) ?? cells.find((cell, at) => at > 6 && certaintyOf(cell) !== undefined)
  const rating: PrintedRating = {
    kind: 'rating',
    place: placeOf(source, line.from, line.from + line.text.length),
    subject: title.replace(/\s*\(.*$/, '') || title,
    domains,
    ...designIn(cells),
    ...studiesIn(cells[0]),
    ...certaintyIn(certaintyCell),
    ...(footnotes.length === 0 ? {} : { footnotes }),
  }
  const scale = scaleIn(title)
  return {
    from: line.from,
    to: line.from + line.text.length,
    rating,
    ...groupsIn(source, line),
    ...absoluteIn(source, line),
    ...(scale === undefined ? {} : { scale }),
  }
}

function designIn(cells: readonly string[]): Pick<PrintedRating, 'design'> {
  const design = cells.slice(0, 3).join(' ')
  if (/non-?random|niet-?gerandomi|observation/i.test(design)) return { design: 'non-randomised' }
  return /ge?randomi/i.test(design) || /randomi/i.test(design) ? { design: 'randomised' } : {}
}

function studiesIn(cell: string | undefined): Pick<PrintedRating, 'studies'> {
  const studies = countIn(/^\d+/.exec(cell ?? '')?.[0])
  return studies === undefined ? {} : { studies }
}

function certaintyIn(cell: string | undefined): Pick<PrintedRating, 'certainty' | 'certaintyMarks' | 'symbols'> {
  if (cell === undefined) return {}
  const certainty = certaintyOf(cell)
  const marks = marksIn(cell)
  const symbols = [...cell].filter((character) => /[⊕⨁○◯⊝]/u.test(character)).length
  return {
    ...(certainty === undefined ? {} : { certainty }),
    ...(marks.length === 0 ? {} : { certaintyMarks: marks }),
    ...(symbols === 0 ? {} : { symbols }),
  }
}

const absoluteCell = new RegExp(
  `(?<n>\\d+)\\s+(?<nWord>${sideWord})\\s+(?:per|op de)\\s+(?<per>\\d+(?:[.,]\\d{3})*)\\s*\\((?:from|van)?\\s*(?<low>\\d+)\\s+(?<lowWord>${sideWord})\\s+(?:tot|to)\\s+(?<high>\\d+)\\s+(?<highWord>${sideWord})\\)`,
  'i',
)

/** `2 minder per 1.000 (from 109 minder tot 280 meer)`. */
function absoluteIn(source: TextSource, line: TextLine): Pick<TextRow, 'absolute'> {
  const match = absoluteCell.exec(line.text)
  const groups = match?.groups
  if (match === null || groups === undefined) return {}
  const from = line.from + match.index
  return {
    absolute: {
      place: placeOf(source, from, from + match[0].length),
      per: readNumber(groups['per'] ?? '', 'count').value,
      estimate: readSided(groups['n'] ?? '', groups['nWord']),
      lower: readSided(groups['low'] ?? '', groups['lowWord']),
      upper: readSided(groups['high'] ?? '', groups['highWord']),
    },
  }
}

/** Letters of footnotes: `^a`, `^{b,c}`. */
function marksIn(cell: string): readonly string[] {
  const marks = [...cell.matchAll(/\^\{?([a-z](?:\s*,\s*[a-z])*)\}?/g)].flatMap((match) => (match[1] ?? '').split(','))
  return marks.map((letter) => letter.trim()).filter((letter) => letter !== '')
}

/** Cells of groups: `349`, or `22/111 (19.8%)`. */
function groupsIn(source: TextSource, line: TextLine): Pick<TextRow, 'groups' | 'events'> {
  const groups: PlacedNumber[] = []
  const events: { count: number; of: number }[] = []
  let from = line.from
  const cells = line.text.split('\t')
  for (const [at, cell] of cells.entries()) {
    const shared = /^\s*(\d+)\s*\/\s*(\d+)/.exec(cell)
    const size = shared?.[2] ?? /^\s*(\d+)\s*$/.exec(cell)?.[1]
    if (at > 0 && size !== undefined)
      groups.push({ number: readNumber(size, 'count'), place: placeOf(source, from, from + cell.length) })
    if (shared !== null) events.push({ count: Number(shared[1]), of: Number(shared[2]) })
    from += cell.length + 1
  }
  return groups.length === 2 ? { groups, events } : { groups: [], events: [] }
}

/** `Scale from: 0.01 tot 1.0` in the title of a row. */
function scaleIn(title: string): TextRow['scale'] {
  const match = new RegExp(
    `(?:scale|schaal)\\s*(?:from|van)?:?\\s*(${unsigned})\\s*(?:tot|to|-|–)\\s*(${unsigned})`,
    'i',
  ).exec(title)
  if (match === null) return undefined
  return { lowest: readNumber(match[1] ?? '', 'measure').value, highest: readNumber(match[2] ?? '', 'measure').value }
}

/** Footnotes under a table: lines that start with a letter. They end where prose or another heading starts. */
function footnotesAfter(source: TextSource, lines: readonly TextLine[]): NonNullable<PrintedRating['footnotes']> {
  const notes: { letter: string; text: string; place: ReturnType<typeof placeOf> }[] = []
  let sinceLast = 0
  for (const { text, from } of lines) {
    const match = /^\s*(?:\d+\s+)?(?:[-–•]\s*)?(?:\d+\s+)?([a-z])[.)]\s+(\S.*)$/.exec(text)
    if (match !== null) {
      notes.push({ letter: match[1] ?? '', text: match[2] ?? '', place: placeOf(source, from, from + text.length) })
      sinceLast = 0
    } else if (notes.length > 0 && text.trim() !== '' && !/^\d+$/.test(text.trim())) {
      sinceLast++
    }
    if (sinceLast > 2 || notes.length > 26) break
  }
  return notes
}

/** A row must stand this close above the sentence that says how many levels were taken off. */
const farthestLines = 120

const statedLevels = new RegExp(
  `(?:met\\s+(?<nl>${wholeNumberPattern})\\s+niveaus?\\s+(?:verlaagd|afgewaardeerd)|(?:down(?:graded)?|lowered|rated down)\\s+(?:by\\s+)?(?<en>${wholeNumberPattern})\\s+levels?)`,
  'gi',
)

/** Rows with what the text says was taken off: the sentence after them, up to the next table. */
export function withStatedLevels(source: TextSource, rows: readonly TextRow[]): readonly TextRow[] {
  const stated = [...source.text.matchAll(statedLevels)].map((match) => {
    const from = match.index
    const to = sentenceEnd(source, from)
    const levels = countIn(match.groups?.['nl'] ?? match.groups?.['en'])
    return { from, levels, reasons: reasonsIn(source.text.slice(from, to)), place: placeOf(source, from, to) }
  })
  return rows.map((row) => {
    const said = stated.find(({ from }) => from > row.to)
    const isNear = said !== undefined && lineDistance(source, row.to, said.from) <= farthestLines
    if (said?.levels === undefined || !isNear) return row
    return {
      ...row,
      rating: { ...row.rating, stated: { levels: said.levels, reasons: said.reasons, place: said.place } },
    }
  })
}

function lineDistance({ text }: TextSource, from: number, to: number): number {
  return text.slice(from, to).split('\n').length - 1
}

/** Reasons after "gezien", "vanwege", "because of", "due to". */
function reasonsIn(sentence: string): readonly string[] {
  const match = /\b(?:gezien|vanwege|wegens|door|because of|due to|for)\b(?<reasons>[^(]*)/i.exec(sentence)
  return (match?.groups?.['reasons'] ?? '')
    .split(/,|\s(?:en|and)\s/)
    .map((reason) =>
      reason
        .replace(/\s+/g, ' ')
        .replace(/^\s*(de|het|the)\s+/i, '')
        .trim(),
    )
    .filter((reason) => reason !== '')
}

/** The number of studies in the row, and as the footnote at that number counts them. */
function studiesByFootnote({ rating }: TextRow, cell: string): readonly PrintedRepeat[] {
  const letter = /^\d+\s*\^?\{?([a-z])\b/.exec(cell.trim())?.[1]
  const note = rating.footnotes?.find((one) => one.letter === letter)
  const counted = note === undefined ? undefined : studyCount(note.text)
  if (rating.studies === undefined || note === undefined || counted === undefined) return []
  const printings = [
    { says: printedNumber(rating.studies, 0), place: quoting(rating.place, cell.trim()) },
    { says: printedNumber(counted, 0), place: quoting(note.place, note.text) },
  ]
  return [{ kind: 'repeat', subject: rating.subject, aspect: 'studies', printings }]
}

/** Statements of the rows themselves: ratings, studies by footnote, and percentages of events. */
export function statementsOfRows(source: TextSource, rows: readonly TextRow[]): readonly PrintedStatement[] {
  const ofRows = rows.flatMap((row): readonly PrintedStatement[] => {
    const cell = source.text.slice(row.from, row.to).split('\t')[0] ?? ''
    return [row.rating, ...studiesByFootnote(row, cell)]
  })
  return [...ofRows, ...sharesIn(source)]
}

const shareForms = [
  /(?<count>\d+)\s*\/\s*(?<of>\d+)\s*\(\s*(?<percent>\d+(?:[.,]\d+)?)\s*%\s*\)/g,
  /\b(?<count>\d+)\s*\(?(?:van|uit|op|of|out of)(?:\s+(?:de|het|the))?\s+(?<of>\d+)\)?[\p{L}\s]{0,25}[(,]\s*(?<percent>\d+(?:[.,]\d+)?)\s*%/gu,
]

/** Counts of a number with a percentage: `22/111 (19.8%)`, `1 op de 16, 6,3%`. */
function sharesIn(source: TextSource): readonly PrintedStatement[] {
  return shareForms.flatMap((form) =>
    [...source.text.matchAll(form)].map((match): PrintedStatement => {
      const { count = '', of = '', percent = '' } = match.groups ?? {}
      const place = placeOf(source, match.index, match.index + match[0].length)
      const numbers = {
        count: printedNumber(Number(count)),
        of: printedNumber(Number(of)),
        percent: readNumber(percent, 'measure'),
      }
      return { kind: 'share', subject: place.quote ?? '', place, ...numbers }
    }),
  )
}
