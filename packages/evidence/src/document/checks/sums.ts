import type { DocumentFinding } from '../finding.ts'
import { describePlace, quoting } from '../place.ts'
import { halfUnit, printedNumber, rangeOf, rangesMeet, show, showComputed } from '../printed-number.ts'
import { say, statementsOf } from '../select.ts'
import type { PlacedNumber, PrintedDocument, PrintedEstimate, PrintedShare, PrintedSum } from '../statement.ts'

/** Totals that are not the sum of their parts. */
export function checkSums(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  const known = statementsOf(documents, 'estimate').flatMap(({ total, groups = [], subject }) => {
    const sum = groups.reduce((soFar, { number }) => soFar + number.value, 0)
    return total === undefined || sum !== total.number.value ? [] : [{ total, subject }]
  })
  const ofGroups = statementsOf(documents, 'estimate').flatMap(sumOfGroups)
  return [...statementsOf(documents, 'sum'), ...ofGroups].flatMap((sum) => checkSum(sum, known))
}

/** A total that is the sum of its groups: printed elsewhere it was copied from here. */
interface KnownTotal {
  readonly total: PlacedNumber
  readonly subject: string
}

/** An estimate printed with its groups and with the number of all people. */
function sumOfGroups({ total, groups, subject }: PrintedEstimate): readonly PrintedSum[] {
  return total === undefined || groups === undefined
    ? []
    : [{ kind: 'sum', subject, total, parts: groups, parted: 'all' }]
}

function checkSum(
  { subject, total, parts, parted }: PrintedSum,
  known: readonly KnownTotal[],
): readonly DocumentFinding[] {
  const sum = parts.reduce((soFar, { number }) => soFar + number.value, 0)
  const difference = sum - total.number.value
  const rounding = parts.reduce((soFar, { number }) => soFar + roundingOf(number), roundingOf(total.number))
  if (Math.abs(difference) <= rounding * (1 + 1e-9)) return []
  const isRest = parted === 'some' && difference < 0
  const owner = known.find(
    (one) => one.subject !== baseSubject(subject) && one.total.number.value === total.number.value,
  )
  return [
    {
      kind: isRest ? 'parts-leave-a-rest' : 'parts-do-not-add-up',
      severity: isRest ? 'note' : 'error',
      subject,
      places: [withLabels(parts), quoting(total.place, total.place.quote ?? show(total.number))],
      calculation: `${parts.map(({ number }) => show(number)).join(' + ')} = ${showComputed(sum)} ≠ ${show(total.number)}`,
      explanation: isRest ? restExplanation(-difference) : explain(difference, total, owner),
      ...(isRest || owner === undefined ? {} : { correction: showComputed(sum) }),
    },
  ]
}

/** A subject without the group it is of. */
function baseSubject(subject: string): string {
  return subject.replace(/ \((intervention|control)\)$/, '')
}

/** Counts are exact; only numbers printed with decimals are rounded. */
function roundingOf(number: PlacedNumber['number']): number {
  return number.decimals > 0 ? halfUnit(number) : 0
}

function withLabels(parts: readonly PlacedNumber[]) {
  const quote = parts.map(({ label, number }) => [label, show(number)].filter(Boolean).join(' ')).join(' + ')
  const [first] = parts
  return quoting(first?.place ?? { document: '' }, quote)
}

function explain(difference: number, { number, place }: PlacedNumber, owner: KnownTotal | undefined) {
  if (owner !== undefined) {
    return say(
      `${show(number)} in ${describePlace(place)} is not the sum of its parts; it is the total of ${owner.subject}`,
      `${show(number)} in ${describePlace(place)} is niet de som van de delen; het is het totaal van ${owner.subject}`,
    )
  }
  const size = showComputed(Math.abs(difference))
  return difference > 0
    ? say(`the parts are ${size} more than the total`, `de delen zijn samen ${size} meer dan het totaal`)
    : say(`the parts are ${size} less than the total`, `de delen zijn samen ${size} minder dan het totaal`)
}

function restExplanation(rest: number) {
  const size = showComputed(rest)
  return say(`for the remaining ${size} nothing is stated`, `over de overige ${size} staat er niets`)
}

/** Percentages that are not count out of number. */
export function checkShares(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return statementsOf(documents, 'share').flatMap(checkShare)
}

function checkShare({ subject, place, count, of, percent, percentPlace }: PrintedShare): readonly DocumentFinding[] {
  const computed = (100 * count.value) / of.value
  const slack = count.decimals > 0 ? (100 * halfUnit(count)) / of.value : 0
  const isPossible = of.value > 0 && count.value <= of.value + 1e-9
  if (isPossible && rangesMeet([computed - slack, computed + slack], rangeOf(percent), 1)) return []
  const fitting = Math.round((100 * count.value) / percent.value)
  const fits = Number.isFinite(fitting) && fitting !== of.value && fitsPercent(count.value, fitting, percent)
  return [
    {
      kind: 'percentage-of-count',
      severity: 'error',
      subject,
      places: [
        quoting(place, place.quote ?? `${show(count)}/${show(of)}`),
        quoting(percentPlace ?? place, `${show(percent)}%`),
      ],
      calculation: `${show(count)}/${show(of)} = ${computed.toFixed(percent.decimals)}% ≠ ${show(percent)}%`,
      explanation: fits
        ? say(
            `${show(percent)}% belongs to ${show(count)} of ${fitting}, not of ${show(of)}`,
            `${show(percent)}% hoort bij ${show(count)} van ${fitting}, niet van ${show(of)}`,
          )
        : say('the percentage does not follow from the count', 'het percentage volgt niet uit het aantal'),
      ...(fits ? { correction: `${show(count)}/${fitting}` } : {}),
    },
  ]
}

function fitsPercent(count: number, of: number, percent: PrintedShare['percent']): boolean {
  const computed = printedNumber((100 * count) / of, 12)
  return rangesMeet(rangeOf(computed), rangeOf(percent), 1)
}
