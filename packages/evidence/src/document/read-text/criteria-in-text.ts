import { type PrintedNumber, printedNumber } from '../printed-number.ts'
import type { PrintedBound, PrintedCriterion, PrintedGap, PrintedStatement } from '../statement.ts'
import { readNumber, signed, unsigned } from './number-token.ts'
import { placeOf, type TextSource } from './text-source.ts'

const comparisons: Readonly<Record<string, PrintedCriterion['comparison']>> = {
  '>': '>',
  '<': '<',
  '≥': '>=',
  '≤': '<=',
  '>=': '>=',
  '<=': '<=',
}
const sign = '(?<sign>[<>]=?|[≤≥])'
const ofSmd = new RegExp(`\\bSMD\\)?\\s*${sign}\\s*(?<n>${unsigned})`, 'g')
const ofSize = new RegExp(
  `\\b(?:sample\\s+size|study\\s+size|steekproef\\w*|studiegroot\\w*|studiegrote|(?:totale\\s+|lage\\s+|total\\s+|low\\s+)(?:aantal\\w*|numbers?))\\b[^<>≤≥\\n]{0,45}?${sign}\\s*(?<n>${unsigned})`,
  'gi',
)
const ofQuantity = new RegExp(
  `(?<quantity>\\p{L}[\\p{L}\\d]*(?:-\\p{L}[\\p{L}\\d]*)+)\\s+(?:van\\s+|of\\s+|tussen\\s+|between\\s+)?(?:${sign}\\s*)?(?<n>${signed})`,
  'gu',
)

/** Criteria, bounds of quantities, and ranges with a gap. */
export function criteriaIn(source: TextSource): readonly PrintedStatement[] {
  return [
    ...criteriaOf(source, ofSmd, 'SMD', 'measure'),
    ...criteriaOf(source, ofSize, 'sample size', 'count'),
    ...boundsIn(source),
    ...openRanges(source),
    ...unitsMissing(source),
  ]
}

function criteriaOf(
  source: TextSource,
  pattern: RegExp,
  quantity: PrintedCriterion['quantity'],
  as: 'measure' | 'count',
): readonly PrintedCriterion[] {
  return [...source.text.matchAll(pattern)].flatMap((match): readonly PrintedCriterion[] => {
    const comparison = comparisons[match.groups?.['sign'] ?? '']
    if (comparison === undefined) return []
    const read = readNumber(match.groups?.['n'] ?? '', as)
    const number: PrintedNumber = printedNumber(read.value)
    return [
      {
        kind: 'criterion',
        quantity,
        comparison,
        number,
        place: placeOf(source, match.index, match.index + match[0].length),
      },
    ]
  })
}

/** `T-score ≤ -1`, `T-score tussen -1,0 en`: names with a hyphen, held against a number. */
function boundsIn(source: TextSource): readonly PrintedBound[] {
  return [...source.text.matchAll(ofQuantity)].map((match) => ({
    kind: 'bound',
    place: placeOf(source, match.index, match.index + match[0].length),
    quantity: match.groups?.['quantity'] ?? '',
    number: readNumber(match.groups?.['n'] ?? '', 'measure'),
  }))
}

const missingEnd =
  /\b\d+\s+(?:tot|to)\s+(?:keer|maal|times|x\b|weken|weeks|dagen|days|minuten|minutes|sessies|sessions)[\w/]*/gi

/** `2 tot keer/week`. */
function openRanges(source: TextSource): readonly PrintedGap[] {
  return [...source.text.matchAll(missingEnd)].map((match) => gapAt(source, match, 'bound'))
}

const missingUnit = /\brange\s+\d+\s+\p{L}+\s+(?:tot|to)\s+\d+\s*(?=[;,)])/giu

/** `range 6 weken tot 24;`. */
function unitsMissing(source: TextSource): readonly PrintedGap[] {
  return [...source.text.matchAll(missingUnit)].map((match) => gapAt(source, match, 'unit'))
}

function gapAt(source: TextSource, match: RegExpMatchArray, missing: PrintedGap['missing']): PrintedGap {
  const from = match.index ?? 0
  const place = placeOf(source, from, from + match[0].length)
  return { kind: 'gap', subject: place.quote ?? '', place, missing, printed: place.quote ?? '' }
}
