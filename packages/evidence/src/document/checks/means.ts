import type { DocumentFinding } from '../finding.ts'
import { quoting } from '../place.ts'
import { halfUnit, rangeOf, rangesMeet, show, showComputed } from '../printed-number.ts'
import { say, statementsOf } from '../select.ts'
import type { PrintedDocument, PrintedMean, PrintedMeanOfTotal } from '../statement.ts'

/** Randomised groups are rarely further apart than four to one; a mean that needs more than that is suspect. */
const mostLopsided = 0.8

/** Overall means that cannot be made of the means of the groups. */
export function checkMeans(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return [
    ...statementsOf(documents, 'mean').flatMap(checkMean),
    ...statementsOf(documents, 'mean-of-total').flatMap(checkMeanOfTotal),
    ...statementsOf(documents, 'spread').flatMap(({ subject, place, mean, sd }): DocumentFinding[] => {
      if (sd.value <= mean.value || mean.value <= 0) return []
      return [
        {
          kind: 'spread-exceeds-mean',
          severity: 'note',
          subject,
          places: [quoting(place, `${show(mean)} (SD ${show(sd)})`)],
          calculation: `${show(sd)} > ${show(mean)}`,
          explanation: say(
            'the standard deviation exceeds the mean of something that cannot be below 0: the distribution is skewed and the mean says little',
            'de standaarddeviatie is groter dan het gemiddelde van iets dat niet onder 0 kan: de verdeling is scheef en het gemiddelde zegt weinig',
          ),
        },
      ]
    }),
  ]
}

function checkMean({ subject, overall, groups, people }: PrintedMean): readonly DocumentFinding[] {
  const [first, second] = groups
  if (first === undefined || second === undefined || groups.length > 2 || first.number.value === second.number.value)
    return []
  if (first.size !== undefined && second.size !== undefined)
    return checkWeighted(subject, overall, [first, second], first.size, second.size)
  const share = (overall.number.value - second.number.value) / (first.number.value - second.number.value)
  const gap = Math.abs(first.number.value - second.number.value)
  const slack = (halfUnit(overall.number) + halfUnit(first.number)) / gap
  const isOutside = share < -slack || share > 1 + slack
  const isLopsided = Math.max(share, 1 - share) > mostLopsided + slack
  if (!isOutside && !isLopsided) return []
  const percent = Math.round(100 * share)
  const [one, two] = [first, second].map(({ label, number }) => `${label ?? ''} ${show(number)}`.trim())
  const who = people === undefined ? `${percent}%` : `${showComputed(Math.round(people * share))}/${people}`
  return [
    {
      kind: 'mean-outside-groups',
      severity: isOutside ? 'error' : 'warning',
      subject,
      places: [
        quoting(overall.place, `${overall.label ?? ''} ${show(overall.number)}`.trim()),
        quoting(first.place, `${one}; ${two}`),
      ],
      calculation: `(${show(overall.number)} − ${show(second.number)}) / (${show(first.number)} − ${show(second.number)}) = ${showComputed(share)}; (${show(first.number)} + ${show(second.number)}) / 2 = ${showComputed((first.number.value + second.number.value) / 2)}`,
      explanation: isOutside
        ? say(
            'the overall mean does not lie between the means of the groups: they are of different measurements, or one is misprinted',
            'het totale gemiddelde ligt niet tussen de gemiddelden van de groepen: het zijn verschillende metingen, of een ervan is verkeerd gedrukt',
          )
        : say(
            `the overall mean would need ${who} of the people in one group: these are probably different measurements`,
            `voor dit totale gemiddelde zou ${who} van de mensen in één groep moeten zitten: het zijn waarschijnlijk verschillende metingen`,
          ),
    },
  ]
}

function checkWeighted(
  subject: string,
  overall: PrintedMean['overall'],
  groups: PrintedMean['groups'],
  firstSize: number,
  secondSize: number,
): readonly DocumentFinding[] {
  const sizes = [firstSize, secondSize]
  const all = firstSize + secondSize
  const weightedBy = (values: readonly number[]) =>
    values.reduce((sum, value, at) => sum + value * (sizes[at] ?? 0), 0) / all
  const mean = weightedBy(groups.map(({ number }) => number.value))
  const slack = weightedBy(groups.map(({ number }) => halfUnit(number)))
  if (rangesMeet([mean - slack, mean + slack], rangeOf(overall.number), 1)) return []
  const terms = groups.map(({ number }, at) => `${sizes[at]} × ${show(number)}`).join(' + ')
  return [
    {
      kind: 'mean-outside-groups',
      severity: 'error',
      subject,
      places: [
        quoting(overall.place, show(overall.number)),
        ...groups.map((group) => quoting(group.place, show(group.number))),
      ],
      calculation: `(${terms}) / ${all} = ${showComputed(mean)} ≠ ${show(overall.number)}`,
      explanation: say(
        'the overall mean is not the mean of the groups by their sizes',
        'het totale gemiddelde is niet het naar grootte gewogen gemiddelde van de groepen',
      ),
      correction: showComputed(mean),
    },
  ]
}

function checkMeanOfTotal({ subject, place, total, people, mean }: PrintedMeanOfTotal): readonly DocumentFinding[] {
  const computed = total.value / people
  const slack = halfUnit(total) / people
  if (rangesMeet([computed - slack, computed + slack], rangeOf(mean), 1)) return []
  return [
    {
      kind: 'mean-of-total',
      severity: 'error',
      subject,
      places: [quoting(place, `${show(total)}; ${show(mean)}`)],
      calculation: `${show(total)} / ${people} = ${computed.toFixed(Math.max(0, mean.decimals))} ≠ ${show(mean)}`,
      explanation: say(
        'the mean is not the total over the people',
        'het gemiddelde is niet het totaal gedeeld door het aantal mensen',
      ),
      correction: computed.toFixed(Math.max(0, mean.decimals)),
    },
  ]
}
