import { wholeNumberPattern } from '../read-json/study-count.ts'
import type { PrintedTally } from '../statement.ts'
import { placeOf, type TextSource } from './text-source.ts'
import { countIn } from './words.ts'

const number = `\\d+|${wholeNumberPattern}`
/** `11 van de 16 interventies (waarvan 3 gecombineerd)`. */
const header = new RegExp(
  `\\b(?<significant>${number})\\s+(?:van|of|out of)\\s+(?:de\\s+|the\\s+)?(?<total>${number})\\s+(?:interventies|interventions|behandelingen|treatments)\\s*\\((?:waarvan|of which)\\s+(?<combined>${number})\\s+(?:gecombineerd|combined)`,
  'gi',
)
/** `6 van de 7 combinaties`, `geen enkele van de 7 combinaties`. */
const combinations = new RegExp(
  `\\b(?<significant>${number})(?:\\s+enkele)?\\s+(?:van|of|out of)\\s+(?:de\\s+|the\\s+)?(?<total>${number})\\s+(?:combinaties|combinations)`,
  'i',
)

/** Headers that count significant interventions, with the count of combinations behind them. */
export function talliesIn(source: TextSource): readonly PrintedTally[] {
  const headers = [...source.text.matchAll(header)]
  return headers.flatMap((match, at): readonly PrintedTally[] => {
    const end = match.index + match[0].length
    const next = headers[at + 1]?.index ?? source.text.length
    const behind = combinations.exec(source.text.slice(end, next))
    const counts = [match.groups?.['significant'], match.groups?.['total'], match.groups?.['combined']].map(countIn)
    const ofCombinations = [behind?.groups?.['significant'], behind?.groups?.['total']].map(countIn)
    const [significant, total, combined] = counts
    const [combinationsSignificant, combinationsTotal] = ofCombinations
    if (behind === null || significant === undefined || total === undefined || combined === undefined) return []
    if (combinationsSignificant === undefined || combinationsTotal === undefined) return []
    const place = placeOf(source, match.index, end)
    const from = end + behind.index
    return [
      {
        kind: 'tally',
        place,
        subject: place.quote ?? '',
        total,
        significant,
        combined,
        combinationsTotal,
        combinationsSignificant,
        listedPlaces: [placeOf(source, from, from + behind[0].length)],
      },
    ]
  })
}
