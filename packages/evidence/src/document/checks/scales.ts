import type { DocumentFinding } from '../finding.ts'
import { quoting } from '../place.ts'
import { rangeOf, show } from '../printed-number.ts'
import { say, statementsOf } from '../select.ts'
import type { PrintedDocument, PrintedScale } from '../statement.ts'

/** Values outside the scale that the document states. */
export function checkScales(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return statementsOf(documents, 'scale').flatMap(checkScale)
}

export function checkScale({
  subject,
  place,
  lowest,
  highest,
  values,
  areDifferences,
}: PrintedScale): readonly DocumentFinding[] {
  const width = highest - lowest
  const [least, most] = areDifferences ? [-width, width] : [lowest, highest]
  const outside = values.filter(({ number }) => rangeOf(number)[0] > most || rangeOf(number)[1] < least)
  if (outside.length === 0) return []
  const above = outside.filter(({ number }) => number.value > most)
  const below = outside.filter(({ number }) => number.value < least)
  const both = above.length > 0 && below.length > 0
  const lowestOne = [...below].sort((one, other) => one.number.value - other.number.value).slice(0, 1)
  // Everything above, and of what lies below the lowest: changes around 0 are many.
  const shown = [...above, ...lowestOne]
  return [
    {
      kind: 'value-outside-scale',
      severity: 'error',
      subject,
      places: [
        quoting(place, `${lowest} – ${highest}`),
        ...shown.map((one) => quoting(one.place, [one.label, show(one.number)].filter(Boolean).join(' '))),
      ],
      calculation: shown
        .map(({ number }) => (number.value > most ? `${show(number)} > ${most}` : `${show(number)} < ${least}`))
        .join('; '),
      explanation: both
        ? say(
            'values lie below and above the stated scale: final values and changes are mixed, or the scale is misprinted',
            'waarden liggen onder en boven de genoemde schaal: eindwaarden en veranderingen zijn gemengd, of de schaal is verkeerd gedrukt',
          )
        : say(
            'a value lies outside the stated scale: one of the two is misprinted, or it is of another unit',
            'een waarde ligt buiten de genoemde schaal: een van beide is verkeerd gedrukt, of heeft een andere eenheid',
          ),
    },
  ]
}
