import { certainties, mostLevelsLost, startingCertainty, sumLevels } from '../../certainty/grade-level.ts'
import type { DocumentFinding } from '../finding.ts'
import { quoting } from '../place.ts'
import { domainNames, domainsNamed } from '../rated-domains.ts'
import { say, statementsOf } from '../select.ts'
import type { PrintedDocument, PrintedRating, RatedDomain } from '../statement.ts'

/** GRADE rows: levels taken off, as rated, as stated and as the certainty shows. */
export function checkRatings(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return statementsOf(documents, 'rating').flatMap((rating) => [
    ...checkStatedLevels(rating),
    ...checkStatedReasons(rating),
    ...checkCertainty(rating),
    ...checkSymbols(rating),
  ])
}

function loweredDomains({ domains }: PrintedRating): readonly RatedDomain[] {
  return (Object.keys(domains) as RatedDomain[]).filter((domain) => (domains[domain]?.levels ?? 0) > 0)
}

/** Levels that the ratings of the domains take off together. */
function impliedLevels({ domains }: PrintedRating): number {
  return Object.values(domains).reduce((sum, { levels }) => sum + levels, 0)
}

function showRatings(rating: PrintedRating): string {
  return loweredDomains(rating)
    .map((domain) => `${domainNames[domain].en} −${rating.domains[domain]?.levels}`)
    .join(', ')
}

function checkStatedLevels(rating: PrintedRating): readonly DocumentFinding[] {
  const { stated, subject, place } = rating
  if (stated?.levels === undefined) return []
  const implied = impliedLevels(rating)
  const places = [quoting(place, showRatings(rating)), quoting(stated.place, `−${stated.levels}`)]
  const terms = loweredDomains(rating).map((domain) => rating.domains[domain]?.levels)
  const sum = `${terms.join(' + ')} = ${implied}`
  const exceeds: readonly DocumentFinding[] =
    stated.levels > mostLevelsLost
      ? [
          {
            kind: 'levels-more-than-exist',
            severity: 'warning',
            subject,
            places: places.slice(1),
            calculation: `${stated.levels} > ${mostLevelsLost}`,
            explanation: say(
              `${stated.levels} levels are said to be taken off, but below high there are only ${mostLevelsLost}`,
              `er zouden ${stated.levels} niveaus af zijn, maar onder hoog zijn er maar ${mostLevelsLost}`,
            ),
            correction: `${mostLevelsLost}`,
          },
        ]
      : []
  if (Object.keys(rating.domains).length === 0 || stated.levels === implied) return exceeds
  const isFloor = implied > mostLevelsLost && stated.levels === mostLevelsLost
  return [
    ...exceeds,
    {
      kind: 'levels-do-not-add-up',
      severity: isFloor ? 'note' : 'warning',
      subject,
      places,
      calculation: `${sum} ≠ ${stated.levels}`,
      explanation: isFloor
        ? say(
            `the ratings add up to ${implied} levels, the text says ${stated.levels}: no more than ${mostLevelsLost} can be lost, so say that the floor was reached`,
            `de oordelen tellen op tot ${implied} niveaus, de tekst zegt ${stated.levels}: er kunnen er niet meer dan ${mostLevelsLost} af, vermeld dus dat de bodem bereikt is`,
          )
        : say(
            `the ratings add up to ${implied} levels, the text says ${stated.levels}`,
            `de oordelen tellen op tot ${implied} niveaus, de tekst zegt ${stated.levels}`,
          ),
    },
  ]
}

function checkStatedReasons(rating: PrintedRating): readonly DocumentFinding[] {
  const { stated, subject, place } = rating
  if (stated === undefined || stated.reasons.length === 0 || Object.keys(rating.domains).length === 0) return []
  const named = new Set(stated.reasons.flatMap(domainsNamed))
  const lowered = loweredDomains(rating)
  const places = [quoting(place, showRatings(rating)), quoting(stated.place, stated.reasons.join(', '))]
  const notNamed = lowered.filter((domain) => !named.has(domain))
  const notRated = [...named].filter((domain) => rating.domains[domain] !== undefined && !lowered.includes(domain))
  return [
    ...notNamed.map((domain): DocumentFinding => {
      const { en, nl } = domainNames[domain]
      return {
        kind: 'lowering-not-named',
        severity: 'warning',
        subject,
        places,
        calculation: `${en} −${rating.domains[domain]?.levels}`,
        explanation: say(
          `the table lowers for ${en}, the text does not name it among the reasons`,
          `de tabel verlaagt voor ${nl}, de tekst noemt dat niet bij de redenen`,
        ),
      }
    }),
    ...notRated.map((domain): DocumentFinding => {
      const { en, nl } = domainNames[domain]
      return {
        kind: 'lowering-not-rated',
        severity: 'warning',
        subject,
        places,
        calculation: `${en} −0`,
        explanation: say(
          `the text names ${en} as a reason, the table does not lower for it`,
          `de tekst noemt ${nl} als reden, de tabel verlaagt daar niet voor`,
        ),
      }
    }),
  ]
}

function checkCertainty(rating: PrintedRating): readonly DocumentFinding[] {
  const { certainty, design, subject, place } = rating
  if (certainty === undefined || design === undefined || Object.keys(rating.domains).length < 4) return []
  const implied = impliedLevels(rating)
  const { certainty: expected } = sumLevels(startingCertainty(design), implied, 0)
  if (expected === certainty) return []
  // Studies that start low may have been raised, which a table does not always show.
  const mayBeRaised = design === 'non-randomised' && certainties.indexOf(certainty) < certainties.indexOf(expected)
  return [
    {
      kind: 'certainty-does-not-follow',
      severity: mayBeRaised ? 'note' : 'error',
      subject,
      places: [quoting(place, `${showRatings(rating)}: ${certainty}`)],
      calculation: `${startingCertainty(design)} − ${implied} = ${expected} ≠ ${certainty}`,
      explanation: say(
        `by its ratings the certainty is ${expected}, printed is ${certainty}`,
        `volgens de oordelen is de zekerheid ${dutch[expected]}, er staat ${dutch[certainty]}`,
      ),
      correction: expected,
    },
  ]
}

function checkSymbols({ symbols, subject, place }: PrintedRating): readonly DocumentFinding[] {
  if (symbols === undefined || symbols === certainties.length) return []
  return [
    {
      kind: 'certainty-symbols',
      severity: 'note',
      subject,
      places: [place],
      calculation: `${symbols} ≠ ${certainties.length}`,
      explanation: say(
        `${symbols} circles are printed; GRADE has ${certainties.length}`,
        `er staan ${symbols} rondjes; GRADE kent er ${certainties.length}`,
      ),
    },
  ]
}

const dutch: Readonly<Record<(typeof certainties)[number], string>> = {
  high: 'hoog',
  moderate: 'matig',
  low: 'laag',
  very_low: 'zeer laag',
}
