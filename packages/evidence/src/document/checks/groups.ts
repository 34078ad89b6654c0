import { normalQuantile } from '../../numerics/index.ts'
import type { DocumentFinding } from '../finding.ts'
import { showEstimate, tripleOf } from '../interval.ts'
import { quoting } from '../place.ts'
import { type PrintedNumber, printedNumber, rangeOf, rangesMeet, show, showComputed } from '../printed-number.ts'
import { say, statementsOf } from '../select.ts'
import type { PlacedNumber, PrintedDocument, PrintedEstimate } from '../statement.ts'

/** Effects against the people they come from: sizes that can be, events within groups, intervals, absolute effects. */
export function checkGroups(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  const estimates = statementsOf(documents, 'estimate')
  const sizes = [
    ...estimates.flatMap(({ groups = [], subject }) => groups.map((group) => ({ ...group, subject }))),
    ...statementsOf(documents, 'forest').flatMap(({ rows }) =>
      rows.flatMap(({ study, place, experimental, control }) =>
        [experimental, control].map(({ size }) => ({ number: printedNumber(size), place, subject: study })),
      ),
    ),
    ...statementsOf(documents, 'arms').flatMap(({ arms, place, study }) =>
      arms.map(({ arm, size }) => ({ number: printedNumber(size), place, subject: study, label: arm })),
    ),
  ]
  return [
    ...sizes.flatMap(checkSize),
    ...estimates.flatMap((one) => [...checkEvents(one), ...checkWidth(one), ...checkAbsolute(one)]),
  ]
}

function checkSize({
  number,
  place,
  label,
  subject,
}: PlacedNumber & { readonly subject: string }): readonly DocumentFinding[] {
  if (Number.isInteger(number.value) && number.value > 0) return []
  return [
    {
      kind: 'group-size-impossible',
      severity: 'error',
      subject,
      places: [quoting(place, [label, show(number)].filter(Boolean).join(' '))],
      calculation: `n = ${show(number)}`,
      explanation: say(
        'a group has a whole number of people, at least one',
        'een groep heeft een geheel aantal mensen, minstens één',
      ),
    },
  ]
}

function checkEvents({ events = [], place, subject }: PrintedEstimate): readonly DocumentFinding[] {
  return events
    .filter(({ count, of }) => count > of)
    .map(({ count, of }) => ({
      kind: 'count-exceeds-group',
      severity: 'error',
      subject,
      places: [quoting(place, `${count}/${of}`)],
      calculation: `${count} > ${of}`,
      explanation: say(
        'more people had the event than there are in the group',
        'meer mensen hadden het voorval dan er in de groep zitten',
      ),
    }))
}

/** Room for studies in which people are their own control for a part, and for other formulas. */
const narrowest = 0.85

/** An SMD of two groups of people cannot be surer than 1/n₁ + 1/n₂ allows. */
function checkWidth(one: PrintedEstimate): readonly DocumentFinding[] {
  const triple = tripleOf(one)
  const least = one.measure === 'SMD' ? leastError(one) : undefined
  if (triple === undefined || least === undefined) return []
  const quantile = normalQuantile(0.5 + one.levelPercent / 200)
  const printed = (rangeOf(triple.upper)[1] - rangeOf(triple.lower)[0]) / (2 * quantile)
  if (printed <= 0 || printed >= narrowest * least) return []
  return [
    {
      kind: 'interval-too-narrow',
      severity: 'warning',
      subject: one.subject,
      places: [quoting(one.place, showEstimate(one))],
      calculation: `(${show(triple.upper)} − ${show(triple.lower)}) / ${(2 * quantile).toFixed(2)} = ${showComputed(printed)} < ${showComputed(least)}`,
      explanation: say(
        'the interval is narrower than so few people allow: the number of people or a limit is misprinted',
        'het interval is smaller dan met zo weinig mensen kan: het aantal mensen of een grens is verkeerd gedrukt',
      ),
    },
  ]
}

function leastError({ groups, total }: PrintedEstimate): number | undefined {
  const sizes = groups?.map(({ number }) => number.value).filter((size) => size > 0) ?? []
  if (sizes.length === 2) return Math.sqrt(sizes.reduce((sum, size) => sum + 1 / size, 0))
  return total === undefined || total.number.value <= 0 ? undefined : Math.sqrt(4 / total.number.value)
}

/** People per 1,000 against the ratio and the events of the control group. */
function checkAbsolute(one: PrintedEstimate): readonly DocumentFinding[] {
  const [triple, control, { absolute }] = [tripleOf(one), one.events?.[1], one]
  if (absolute === undefined || triple === undefined || control === undefined || control.of <= 0) return []
  if (one.measure !== 'RR' && one.measure !== 'OR') return []
  const risk = control.count / control.of
  const wrong = (['estimate', 'lower', 'upper'] as const).filter(
    (part) => !rangesMeet(differenceRange(one.measure, triple[part], risk, absolute.per), rangeOf(absolute[part]), 1),
  )
  return wrong.map((part) => ({
    kind: 'absolute-effect-does-not-follow',
    severity: 'error',
    subject: one.subject,
    places: [
      quoting(one.place, `${showEstimate(one)}; ${control.count}/${control.of}`),
      quoting(absolute.place, show(absolute[part])),
    ],
    calculation: `${absolute.per} × ${control.count}/${control.of}, ${one.measure} ${show(triple[part])}: ${Math.round(difference(one.measure, triple[part].value, risk, absolute.per))} ≠ ${show(absolute[part])}`,
    explanation: say(
      'the difference in people does not follow from the ratio and the risk of the control group',
      'het verschil in mensen volgt niet uit de verhouding en het risico van de controlegroep',
    ),
  }))
}

function difference(measure: string | undefined, ratio: number, risk: number, per: number): number {
  const risked = measure === 'OR' ? (risk * ratio) / (1 - risk + risk * ratio) : risk * ratio
  return per * (risked - risk)
}

function differenceRange(measure: string | undefined, ratio: PrintedNumber, risk: number, per: number) {
  const [low, high] = rangeOf(ratio)
  return [difference(measure, Math.max(0, low), risk, per), difference(measure, high, risk, per)] as const
}
