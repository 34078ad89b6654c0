import { betterWhen, favourWords, scaleOf } from '../outcome-words.ts'
import { type PrintedNumber, printedNumber } from '../printed-number.ts'
import type { PlacedNumber, PrintedEstimate, PrintedGap, PrintedP } from '../statement.ts'
import { lastMeasure, measurePattern } from './measures.ts'
import { readNumber, readSided, sideWord, signed, unsigned } from './number-token.ts'
import { placeOf, sentenceEnd, sentenceStart, type TextSource } from './text-source.ts'

/** An estimate found in a text, with where it starts and ends. */
export interface FoundEstimate {
  readonly from: number
  readonly to: number
  readonly statement: PrintedEstimate
  readonly gaps: readonly PrintedGap[]
}

const separator = '\\s*(?<between>tot(?:\\s+en\\s+met)?|t\\/m|to|until|[;,]|[-–—])\\s*'
const unitBehind = '(?:\\s*%)?(?:\\s*SD)?'
const limitPair = `(?<lower>${signed})${unitBehind}(?:\\s+(?<lowerWord>${sideWord}))?${separator}(?<upper>${signed})${unitBehind}(?:\\s+(?<upperWord>${sideWord}))?`
const intervalName = '(?:BI|CI|CrI|KI|confidence\\s+intervals?|credible\\s+intervals?|betrouwbaarheids-?\\s*intervals?)'

/** `95% BI: 0,06 tot 0,62`, `95%CI [0.06; 0.62]`, `95% BI van -14,18 tot -1,65`. */
const namedInterval = new RegExp(
  `(?<level>\\d{2}(?:[.,]\\d)?)\\s*-?\\s*%\\s*-?\\s*${intervalName}[\\s:=,]*(?:(?:van|from|of)\\s*)?[\\s[(]*${limitPair}`,
  'gi',
)

/** `SMD 0.55 hoger (0.09 hoger tot 1.01 hoger)`, `0.42 [0.14, 0.70]`, `7,18 (4,48 tot 11,25)`. */
const bracketedInterval = new RegExp(
  `(?:(?<measure>\\b${measurePattern})\\s*[:=]?\\s*)?(?<![\\w.,/-])(?<point>${signed})${unitBehind}(?:\\s+(?<pointWord>${sideWord}))?\\s*(?<open>[([])\\s*${limitPair}\\s*(?<close>[)\\]]?)`,
  'g',
)

/** All estimates with an interval, in the order of the text. */
export function estimatesIn(source: TextSource): readonly FoundEstimate[] {
  const named = findNamed(source)
  const taken = (at: number) => named.some(({ from, to }) => from <= at && at < to)
  const bracketed = [...source.text.matchAll(bracketedInterval)]
    .filter(({ index }) => !taken(index))
    .flatMap((match) => bracketedEstimate(source, match))
  return [...named, ...bracketed].sort((one, other) => one.from - other.from)
}

function findNamed(source: TextSource): readonly FoundEstimate[] {
  const found: FoundEstimate[] = []
  for (const match of source.text.matchAll(namedInterval)) {
    const estimate = namedEstimate(source, match, found.at(-1)?.to ?? 0)
    if (estimate !== undefined) found.push(estimate)
  }
  return found
}

/** Farther back than this a number is not the estimate of an interval. */
const reach = 140

function namedEstimate(source: TextSource, match: RegExpMatchArray, since: number): FoundEstimate | undefined {
  const { text } = source
  const at = match.index ?? 0
  const end = at + match[0].length
  const from = Math.max(since, at - reach, sentenceStart(source, at))
  const before = text.slice(from, at)
  const point = lastPoint(before)
  if (point === undefined) return undefined
  const start = from + point.index
  const measure = lastMeasure(text.slice(Math.max(since, sentenceStart(source, at), start - reach), start))
  const closed = behind(source, end)
  const opened = before.slice(before.lastIndexOf('(') + 1)
  const groups = match.groups ?? {}
  const statement = estimateFrom(source, start, end + closed.trimEnd().length, {
    point: readSided(point.token, point.word),
    lower: readSided(groups['lower'] ?? '', groups['lowerWord']),
    upper: readSided(groups['upper'] ?? '', groups['upperWord']),
    measure,
    level: readNumber(groups['level'] ?? '95', 'measure').value,
    isNamed: true,
    p: pIn(closed) ?? pIn(opened),
    total: totalIn(source, closed, end) ?? totalIn(source, opened, at - opened.length),
  })
  return { from: start, to: end, statement, gaps: [] }
}

/** What follows in the same brackets, over empty lines as well; without brackets what follows in the sentence. */
function behind(source: TextSource, end: number): string {
  const bracketed = /^[^()]{0,80}(?=\))/.exec(source.text.slice(end))
  return (
    bracketed?.[0] ?? /^[^()]*/.exec(source.text.slice(end, Math.min(end + 80, sentenceEnd(source, end))))?.[0] ?? ''
  )
}

interface Point {
  readonly token: string
  readonly word: string | undefined
  readonly index: number
}

/** The last number that can be an estimate: no p, no n, no part of a name, close to the end. */
function lastPoint(before: string): Point | undefined {
  const masked = before.replace(pClause, blank).replace(nClause, blank)
  const pattern = new RegExp(
    `(?<![\\w.,/-]|\\d\\s?%\\s?)(?<token>${signed})(?![A-Za-z\\d])${unitBehind}(?:\\s+(?<word>${sideWord}))?`,
    'g',
  )
  const last = [...masked.matchAll(pattern)].at(-1)
  if (last === undefined || before.length - (last.index + last[0].length) > 45) return undefined
  return { token: last.groups?.['token'] ?? '', word: last.groups?.['word'], index: last.index }
}

function blank(match: string): string {
  return ' '.repeat(match.length)
}

const pClause = new RegExp(`\\b[pP](?:[- ]?(?:waarde|values?))?\\s*(?<relation>[=<>≤≥]=?)\\s*(?<p>${unsigned})`, 'g')
const nClause = /\b[nN]\s*=\s*(?<n>\d+(?:[.,]\d{3})*)/g

/** The last p in a text. */
export function pIn(text: string): PrintedP | undefined {
  const match = [...text.matchAll(pClause)].at(-1)
  if (match === undefined) return undefined
  const relations = { '=': '=', '<': '<', '>': '>', '≤': '<=', '≥': '>=', '<=': '<=', '>=': '>=' } as const
  const relation = relations[match.groups?.['relation'] as keyof typeof relations] ?? '='
  return { number: readNumber(match.groups?.['p'] ?? '', 'measure'), relation }
}

function totalIn(source: TextSource, text: string, offset: number): PlacedNumber | undefined {
  const match = [...text.matchAll(nClause)].at(-1)
  if (match === undefined) return undefined
  const from = offset + match.index
  return {
    number: readNumber(match.groups?.['n'] ?? '', 'count'),
    place: placeOf(source, from, from + match[0].length),
  }
}

interface Read {
  readonly point: PrintedNumber
  readonly lower: PrintedNumber
  readonly upper: PrintedNumber
  readonly measure: string | undefined
  readonly level: number
  readonly isNamed: boolean
  readonly p?: PrintedP | undefined
  readonly total?: PlacedNumber | undefined
}

function estimateFrom(source: TextSource, from: number, to: number, read: Read): PrintedEstimate {
  const { measure, p, total } = read
  const sentence = source.text.slice(sentenceStart(source, from), sentenceEnd(source, to))
  const better = betterWhen(sentence)
  const isPlain = measure === 'MD'
  const decimals = Math.max(read.point.decimals, read.lower.decimals, read.upper.decimals)
  // A bare 0 among decimals is exactly 0, not a number rounded to units.
  const exact = (number: PrintedNumber) => (number.value === 0 ? printedNumber(0, decimals) : number)
  return {
    kind: 'estimate',
    place: placeOf(source, from, to),
    subject: subjectIn(source, from),
    ...(measure === undefined ? {} : { measure }),
    scale: scaleOf(measure),
    estimate: exact(read.point),
    lower: exact(read.lower),
    upper: exact(read.upper),
    levelPercent: read.level,
    isNamedInterval: read.isNamed,
    ...(p === undefined ? {} : { p }),
    ...(total === undefined ? {} : { total }),
    // A standardised difference is often turned so that positive is better; only plain ones are held to their scale.
    ...(better === undefined || !isPlain ? {} : { betterWhen: better }),
    ...(isPlain && favourWords.test(sentence) ? { isSaidToFavour: true } : {}),
  }
}

/** What comes before the number in its sentence, shortened; in a table the words above or before the cell. */
function subjectIn(source: TextSource, from: number): string {
  const words = tidy(source.original.slice(sentenceStart(source, from), from))
  if (/\p{L}{4}/u.test(words)) return words.length <= 90 ? words : `… ${words.slice(-90).replace(/^\S*\s/, '')}`
  const above = source.original.slice(Math.max(0, from - 300), from).split(/\n|\t/)
  const labels = above.map((line) => tidy(line.replace(/\d.*$/, ''))).filter((line) => /\p{L}{4}/u.test(line))
  const last = labels.at(-1) ?? ''
  return last.includes(' ') ? last : labels.slice(-2).join(' ')
}

function tidy(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/^\s*[-•]\s*|[([{,;:\s]+$/g, '')
    .trim()
}

const timeUnit = /^\s*(jaar|jaren|maand|maanden|weken|week|dagen|years?|months?|weeks?|days?|minuten|minutes?)\b/i

function bracketedEstimate(source: TextSource, match: RegExpMatchArray): readonly FoundEstimate[] {
  const groups = match.groups ?? {}
  const from = match.index ?? 0
  const to = from + match[0].length
  const { measure, open, close } = groups
  const [lower, upper] = [groups['lower'] ?? '', groups['upper'] ?? '']
  const between = groups['between'] ?? ''
  const isDashed = /^[-–—]$/.test(between)
  const hasDecimals = [lower, upper].every((limit) => /[.,]\d/.test(limit)) && /[.,]\d/.test(groups['point'] ?? '')
  const isNamed = measure !== undefined || open === '['
  if (!isNamed && (!hasDecimals || isDashed)) return []
  if (!isNamed && between === ',') return []
  if (timeUnit.test(source.text.slice(to))) return []
  const name = measure === undefined ? undefined : (lastMeasure(measure) ?? measure)
  const sentenceMeasure =
    name ?? (open === '[' ? lastMeasure(source.text.slice(sentenceStart(source, from), from)) : undefined)
  const statement = estimateFrom(source, from, to, {
    point: readSided(groups['point'] ?? '', groups['pointWord']),
    lower: readSided(lower, groups['lowerWord']),
    upper: readSided(upper, groups['upperWord']),
    measure: sentenceMeasure,
    level: 95,
    isNamed,
    p: pIn(/^[^()\n\t.]{0,40}/.exec(source.text.slice(to))?.[0] ?? ''),
  })
  const gap: PrintedGap = {
    kind: 'gap',
    subject: statement.subject,
    place: statement.place,
    missing: 'bracket',
    printed: statement.place.quote ?? '',
  }
  return [{ from, to, statement, gaps: close === '' ? [gap] : [] }]
}
