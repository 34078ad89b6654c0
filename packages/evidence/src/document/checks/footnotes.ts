import type { DocumentFinding } from '../finding.ts'
import { quoting } from '../place.ts'
import { domainNames, domainsInPlaceOf } from '../rated-domains.ts'
import { say, statementsOf } from '../select.ts'
import type { PrintedDocument, PrintedRating, RatedDomain } from '../statement.ts'

/** Footnotes of GRADE rows: that exist, that are used, that stand where they belong, and that agree with the row. */
export function checkFootnotes(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return statementsOf(documents, 'rating').flatMap((rating) => [
    ...checkMissing(rating),
    ...checkUnused(rating),
    ...cellsOf(rating).flatMap(({ domain, reason }) => [
      ...checkMisplaced(rating, domain, reason),
      ...checkOneStudy(rating, domain, reason),
    ]),
  ])
}

/** Reasons per domain: as given, and the footnotes that its letters stand for. */
function cellsOf({ domains, footnotes = [] }: PrintedRating): readonly { domain: RatedDomain; reason: string }[] {
  return (Object.keys(domains) as RatedDomain[]).flatMap((domain) => {
    const cell = domains[domain]
    if (cell === undefined) return []
    const marked = footnotes.filter(({ letter }) => cell.marks.includes(letter)).map(({ text }) => text)
    return [...cell.reasons, ...marked].map((reason) => ({ domain, reason }))
  })
}

function lettersUsed({ domains, certaintyMarks = [] }: PrintedRating): readonly string[] {
  const inCells = Object.values(domains).flatMap(({ marks }) => marks)
  return [...new Set([...inCells, ...certaintyMarks])].sort()
}

function checkMissing(rating: PrintedRating): readonly DocumentFinding[] {
  const { footnotes, subject, place } = rating
  if (footnotes === undefined || footnotes.length === 0) return []
  const printed = footnotes.map(({ letter }) => letter)
  return lettersUsed(rating)
    .filter((letter) => !printed.includes(letter))
    .map((letter) => ({
      kind: 'footnote-missing',
      severity: 'warning',
      subject,
      places: [
        quoting(place, lettersUsed(rating).join(', ')),
        quoting(footnotes[0]?.place ?? place, printed.join(', ')),
      ],
      calculation: `${letter} ∉ {${printed.join(', ')}}`,
      explanation: say(
        `there is no footnote ${letter} under the table`,
        `er staat geen voetnoot ${letter} onder de tabel`,
      ),
    }))
}

function checkUnused(rating: PrintedRating): readonly DocumentFinding[] {
  const { footnotes = [], certaintyMarks, subject, place } = rating
  if (certaintyMarks === undefined || certaintyMarks.length === 0) return []
  const inCells = Object.values(rating.domains).flatMap(({ marks }) => marks)
  const lettersOfCertainty = certaintyMarks.filter((letter) => footnotes.some((note) => note.letter === letter))
  return lettersOfCertainty
    .filter((letter) => !inCells.includes(letter))
    .map((letter) => ({
      kind: 'footnote-unused',
      severity: 'note',
      subject,
      places: [quoting(place, certaintyMarks.join(', '))],
      calculation: `${letter} ∉ {${[...new Set(inCells)].sort().join(', ')}}`,
      explanation: say(
        `footnote ${letter} stands with the certainty but in no domain`,
        `voetnoot ${letter} staat bij de zekerheid maar bij geen enkel domein`,
      ),
    }))
}

function checkMisplaced(rating: PrintedRating, domain: RatedDomain, reason: string): readonly DocumentFinding[] {
  const [belongsTo] = domainsInPlaceOf(domain, reason)
  if (belongsTo === undefined) return []
  return [
    {
      kind: 'footnote-misplaced',
      severity: 'warning',
      subject: rating.subject,
      places: [quoting(rating.place, `${domainNames[domain].en}: ${reason}`)],
      calculation: `${domainNames[belongsTo].en} ≠ ${domainNames[domain].en}`,
      explanation: say(
        `a reason for ${domainNames[belongsTo].en} stands with ${domainNames[domain].en}`,
        `een reden voor ${domainNames[belongsTo].nl} staat bij ${domainNames[domain].nl}`,
      ),
    },
  ]
}

const oneStudy = /\b(only )?(one|1) (study|trial)\b|\bslechts (één|een|1) (studie|trial)\b|\b(één|1) studie\b/i

function checkOneStudy(rating: PrintedRating, domain: RatedDomain, reason: string): readonly DocumentFinding[] {
  const { studies, subject, place } = rating
  if (studies === undefined || studies <= 1 || !oneStudy.test(reason)) return []
  return [
    {
      kind: 'footnote-against-studies',
      severity: 'warning',
      subject,
      places: [quoting(place, `${studies}; ${domainNames[domain].en}: ${reason}`)],
      calculation: `1 ≠ ${studies}`,
      explanation: say(
        `the footnote speaks of one study, the row counts ${studies}`,
        `de voetnoot spreekt van één studie, de rij telt er ${studies}`,
      ),
    },
  ]
}
