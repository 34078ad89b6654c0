import { chiSquaredUpperTail, normalTwoSided } from '../../numerics/index.ts'
import type { DocumentFinding } from '../finding.ts'
import { quoting } from '../place.ts'
import { halfUnit, printedNumber, rangeOf, rangesMeet, show, showComputed } from '../printed-number.ts'
import { say, statementsOf } from '../select.ts'
import type { PrintedForestRow, PrintedDocument, PrintedForest, PrintedP, PrintedSum } from '../statement.ts'
import { checkSums } from './sums.ts'

/** Forest plots printed as tables: rows against their effects, totals, weights and heterogeneity. */
export function checkForests(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return statementsOf(documents, 'forest').flatMap((forest) => [
    ...checkSums([{ name: forest.place.document, statements: sumsOf(forest) }]),
    ...forest.rows.flatMap(checkRow),
    ...checkHeterogeneity(forest),
    ...checkOverall(forest),
  ])
}

function sumsOf({ rows, total, subject }: PrintedForest): readonly PrintedSum[] {
  const arms = (['experimental', 'control'] as const).flatMap((arm): PrintedSum[] => {
    const printed = total?.[arm]
    if (total === undefined || printed === undefined) return []
    const parts = rows.map((row) => ({ number: printedNumber(row[arm].size), place: row.place }))
    return [
      {
        kind: 'sum',
        subject: `${subject}: n ${arm}`,
        total: { number: printedNumber(printed), place: total.place },
        parts,
        parted: 'all',
      },
    ]
  })
  const weights = rows.flatMap(({ weightPercent, place }) =>
    weightPercent === undefined ? [] : [{ number: weightPercent, place }],
  )
  if (weights.length === 0 || weights.length < rows.length || total === undefined) return arms
  const decimals = Math.max(...weights.map(({ number }) => number.decimals))
  const hundred = { number: printedNumber(100, decimals), place: total.place }
  return [...arms, { kind: 'sum', subject: `${subject}: weights`, total: hundred, parts: weights, parted: 'all' }]
}

/** Rounding of a small standard deviation moves an effect: the range over all roundings, for d, g and exact g. */
function checkRow(row: PrintedForestRow): readonly DocumentFinding[] {
  const printed = row.effect?.estimate
  if (printed === undefined || row.effect?.measure !== 'SMD') return []
  const range = rangeOfSmd(row)
  if (range === undefined || rangesMeet(range, rangeOf(printed), 1)) return []
  const { experimental, control, study, place } = row
  return [
    {
      kind: 'effect-not-from-groups',
      severity: 'warning',
      subject: study,
      places: [
        quoting(
          place,
          `${show(experimental.mean)} (${show(experimental.sd)}), ${show(control.mean)} (${show(control.sd)})`,
        ),
        quoting(place, show(printed)),
      ],
      calculation: `(${show(experimental.mean)} − ${show(control.mean)}) / SD = ${showComputed(range[0])} … ${showComputed(range[1])} ≠ ${show(printed)}`,
      explanation: say(
        'the effect does not follow from the means, standard deviations and sizes of the groups',
        'het effect volgt niet uit de gemiddelden, standaarddeviaties en groottes van de groepen',
      ),
    },
  ]
}

function rangeOfSmd({ experimental, control }: PrintedForestRow): readonly [number, number] | undefined {
  const freedom = experimental.size + control.size - 2
  if (freedom < 1) return undefined
  const difference = experimental.mean.value - control.mean.value
  const slack = halfUnit(experimental.mean) + halfUnit(control.mean)
  const pooled = (shift: 1 | -1) => {
    const squares = [experimental, control].map(
      ({ sd, size }) => (size - 1) * Math.max(0, sd.value + shift * halfUnit(sd)) ** 2,
    )
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / freedom)
  }
  const smallest = pooled(-1)
  if (smallest <= 0) return undefined
  const correction = 1 - 3 / (4 * freedom - 1)
  const candidates = [difference - slack, difference + slack].flatMap((numerator) =>
    [smallest, pooled(1)].flatMap((sd) => [numerator / sd, (correction * numerator) / sd]),
  )
  return [Math.min(...candidates), Math.max(...candidates)]
}

function checkHeterogeneity({ heterogeneity, rows, subject }: PrintedForest): readonly DocumentFinding[] {
  if (heterogeneity === undefined) return []
  const { place, chiSquared, degreesOfFreedom: df, p, iSquaredPercent } = heterogeneity
  const findings: DocumentFinding[] = []
  const report = (quote: string, calculation: string, en: string, nl: string) =>
    findings.push({
      kind: 'heterogeneity-does-not-follow',
      severity: 'error',
      subject,
      places: [quoting(place, quote)],
      calculation,
      explanation: say(en, nl),
    })
  if (df !== undefined && rows.length > 1 && df !== rows.length - 1) {
    report(
      `df = ${df}`,
      `${rows.length} − 1 ≠ ${df}`,
      'degrees of freedom are studies minus one',
      'vrijheidsgraden zijn het aantal studies min één',
    )
  }
  if (chiSquared === undefined || df === undefined) return findings
  const [low, high] = rangeOf(chiSquared)
  const quote = `χ² = ${show(chiSquared)}, df = ${df}`
  if (iSquaredPercent !== undefined) {
    const [from, to] = [low, high].map((value) => (value > 0 ? Math.max(0, 100 * (1 - df / value)) : 0)) as [
      number,
      number,
    ]
    if (!rangesMeet([from, to], rangeOf(iSquaredPercent), 1)) {
      const computed = Math.max(0, 100 * (1 - df / chiSquared.value))
      report(
        `${quote}, I² = ${show(iSquaredPercent)}%`,
        `(${show(chiSquared)} − ${df}) / ${show(chiSquared)} = ${computed.toFixed(iSquaredPercent.decimals)}% ≠ ${show(iSquaredPercent)}%`,
        'I² does not follow from chi-squared and its degrees of freedom',
        'I² volgt niet uit chi-kwadraat en de vrijheidsgraden',
      )
    }
  }
  if (p !== undefined && !pMeets([chiSquaredUpperTail(high, df), chiSquaredUpperTail(Math.max(0, low), df)], p)) {
    const computed = showComputed(chiSquaredUpperTail(chiSquared.value, df))
    report(
      `${quote}, p ${p.relation} ${show(p.number)}`,
      `p = ${computed} ≠ ${show(p.number)}`,
      'p does not follow from chi-squared',
      'p volgt niet uit chi-kwadraat',
    )
  }
  return findings
}

function checkOverall({ overall, subject }: PrintedForest): readonly DocumentFinding[] {
  if (overall?.z === undefined || overall.p === undefined) return []
  const [low, high] = rangeOf(overall.z)
    .map(Math.abs)
    .sort((a, b) => a - b) as [number, number]
  if (pMeets([normalTwoSided(high), normalTwoSided(low)], overall.p)) return []
  const { place, z, p } = overall
  return [
    {
      kind: 'p-against-interval',
      severity: 'error',
      subject,
      places: [quoting(place, `Z = ${show(z)}, p ${p.relation} ${show(p.number)}`)],
      calculation: `p = ${showComputed(normalTwoSided(z.value))} ≠ ${show(p.number)}`,
      explanation: say('p does not follow from z', 'p volgt niet uit z'),
    },
  ]
}

function pMeets(computed: readonly [number, number], { number, relation }: PrintedP): boolean {
  const [low, high] = rangeOf(number)
  if (relation === '=') return rangesMeet(computed, [low, high], 1)
  return relation === '<' || relation === '<=' ? computed[0] <= high : computed[1] >= low
}
