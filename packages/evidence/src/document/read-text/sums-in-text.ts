import type { PlacedNumber, PrintedStatement } from '../statement.ts'
import { readNumber } from './number-token.ts'
import { placeOf, type TextSource } from './text-source.ts'

const count = '(?<![\\w.,])(?:\\d{1,3}(?:[.,]\\d{3})+|\\d+)(?![\\w])'
const people = 'vrouwen|mannen|meisjes|jongens|women|men|females?|males?|girls|boys'

/** `1511 … patiënten (1487 vrouwen en 26 mannen)`. */
const sexes = new RegExp(
  `(?<total>${count})[^().\\d]{1,80}\\((?<first>${count})\\s+(?<one>${people})\\s*(?:en|and|,|;|\\/)\\s*(?<second>${count})\\s+(?<other>${people})\\)`,
  'gi',
)

/** Totals with their parts, and flow charts in words. */
export function sumsIn(source: TextSource): readonly PrintedStatement[] {
  return [...sexesIn(source), ...flowsIn(source)]
}

function sexesIn(source: TextSource): readonly PrintedStatement[] {
  return [...source.text.matchAll(sexes)].map((match): PrintedStatement => {
    const groups = match.groups ?? {}
    const place = placeOf(source, match.index, match.index + match[0].length)
    const number = (key: string) => readNumber(groups[key] ?? '', 'count')
    const parts = [
      { number: number('first'), place, label: groups['one'] ?? '' },
      { number: number('second'), place, label: groups['other'] ?? '' },
    ]
    return { kind: 'sum', subject: place.quote ?? '', total: { number: number('total'), place }, parts, parted: 'all' }
  })
}

/** What the search found, and what happened to it: each step is looked for behind the one before it. */
const hits = new RegExp(
  `(?<n>${count})\\s+(?:unieke\\s+|unique\\s+)?(?:treffers|hits|records|references|referenties|citations)\\b`,
  'gi',
)
const excluded = new RegExp(
  `(?<n>${count})\\s+(?:(?:artikelen|articles|records|referenties|references|studies|treffers|hits)\\s+)?(?:(?:zijn|were|werden)\\s+)?(?:geëxcludeerd|uitgesloten|excluded|removed)`,
  'i',
)
const readInFull = new RegExp(
  `(?:(?:Van|Of)\\s+(?:(?:de|the|deze|these)\\s+)?(?<n>${count})\\s+(?:artikelen|articles|records|studies)[^.]{0,60}(?:volledig|full)|(?<m>${count})\\s+full[- ]texts?)`,
)
const included = new RegExp(
  `(?:leverde[^.\\d]{0,40}\\s(?<n>${count})\\s+(?:studies|artikelen|trials)\\s+op\\b|(?<m>${count})\\s+(?:studies|articles|trials)\\s+were\\s+included)`,
  'i',
)

/** Farthest that the next step of a search is described behind the one before, in characters. */
const reach = 900

function flowsIn(source: TextSource): readonly PrintedStatement[] {
  return [...source.text.matchAll(hits)].flatMap((match): readonly PrintedStatement[] => {
    const found = stepAt(source, match, match.index, 'found')
    const out = nextStep(source, excluded, found, 'excluded')
    const full = nextStep(source, readInFull, out, 'read in full')
    if (out === undefined || full === undefined) return []
    const outOfFull = nextStep(source, excluded, full, 'excluded')
    const left = nextStep(source, included, outOfFull, 'included')
    return [
      flowSum(found, [out, full]),
      ...(outOfFull === undefined || left === undefined ? [] : [flowSum(full, [outOfFull, left])]),
    ]
  })
}

interface Step extends PlacedNumber {
  readonly end: number
}

function stepAt(source: TextSource, match: RegExpMatchArray, from: number, label: string): Step {
  const token = match.groups?.['n'] ?? match.groups?.['m'] ?? ''
  const place = placeOf(source, from, from + match[0].length)
  return { number: readNumber(token, 'count'), place, label, end: from + match[0].length }
}

function nextStep(source: TextSource, pattern: RegExp, before: Step | undefined, label: string): Step | undefined {
  if (before === undefined) return undefined
  const match = pattern.exec(source.text.slice(before.end, before.end + reach))
  return match === null ? undefined : stepAt(source, match, before.end + match.index, label)
}

function flowSum(total: Step, parts: readonly Step[]): PrintedStatement {
  return { kind: 'sum', subject: 'search', total, parts, parted: 'all' }
}
