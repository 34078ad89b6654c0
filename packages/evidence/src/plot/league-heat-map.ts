import { refuseUndrawable } from './refuse-undrawable.ts'
import type { Figure } from './figure.ts'
import { type HeatCell, heatTable } from './heat-table.ts'
import { formatNumber, type Language, plotWords } from './words.ts'

export interface LeagueEstimate {
  /** Estimate of `treatment` minus (or as ratio to) `comparator`, on the scale of analysis. */
  readonly treatment: string
  readonly comparator: string
  readonly estimate: number
  readonly lower: number
  readonly upper: number
}

export interface LeagueHeatMapInput {
  readonly title: string
  /** In the order in which they shall stand, usually the best first. */
  readonly treatments: readonly string[]
  /** Each pair once, in either direction. */
  readonly network: readonly LeagueEstimate[]
  /** Direct estimates, above the diagonal; pairs without one stay empty. */
  readonly direct?: readonly LeagueEstimate[]
  readonly effect: string
  readonly isRatio?: boolean
  readonly decimals?: number
  readonly language?: Language
}

/**
 * League table: below the diagonal the network estimate of column against row, above it the direct one of row against
 * column; the ground is as strong as the estimate is far from none, among those whose interval excludes none.
 */
export function leagueHeatMap(input: LeagueHeatMapInput): Figure {
  const { title, treatments, network, direct = [], effect, isRatio = false, decimals = 2, language = 'en' } = input
  refuseUndrawable(network, ['estimate', 'lower', 'upper'], isRatio)
  refuseUndrawable(direct, ['estimate', 'lower', 'upper'], isRatio)
  const words = plotWords[language]
  const show = (value: number): string => formatNumber(isRatio ? Math.exp(value) : value, decimals, language)
  const greatest = Math.max(...network.map(({ estimate }) => Math.abs(estimate)), Number.MIN_VALUE)
  const cell = (found: LeagueEstimate | undefined): HeatCell => {
    if (found === undefined) return { lines: ['–'] }
    const lines = [show(found.estimate), `[${show(found.lower)}; ${show(found.upper)}]`]
    const isClear = found.lower > 0 || found.upper < 0
    return isClear ? { lines, heat: found.estimate / greatest } : { lines }
  }
  const cells = treatments.map((row, at) =>
    treatments.map((column, other): HeatCell => {
      if (at === other) return { lines: wrapName(row), isBold: true }
      return at > other ? cell(oriented(network, column, row)) : cell(oriented(direct, row, column))
    }),
  )
  return heatTable({
    title,
    description: words.leagueDescription(treatments.length, effect),
    rowNames: treatments.map(() => ''),
    columnNames: [],
    cells,
    caption: words.leagueCaption(effect),
    table: {
      columns: [words.treatment, words.comparator, effect, words.lower(''), words.upper('')].map((name) =>
        name.replace(/^, /, ''),
      ),
      rows: network.map((one) => [one.treatment, one.comparator, show(one.estimate), show(one.lower), show(one.upper)]),
    },
  })
}

/** The estimate of one treatment against another, turned round when it was given the other way. */
function oriented(
  estimates: readonly LeagueEstimate[],
  treatment: string,
  comparator: string,
): LeagueEstimate | undefined {
  const same = estimates.find((one) => one.treatment === treatment && one.comparator === comparator)
  if (same !== undefined) return same
  const other = estimates.find((one) => one.treatment === comparator && one.comparator === treatment)
  if (other === undefined) return undefined
  return { treatment, comparator, estimate: -other.estimate, lower: -other.upper, upper: -other.lower }
}

/** A long name in lines of about sixteen letters. */
function wrapName(name: string): string[] {
  const lines: string[] = []
  for (const word of name.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= 16) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
