import type { Language } from '@dosis/domain'
import {
  compareTreatments,
  contributionMatrix,
  contributionsOf,
  drawRankograms,
  type NetworkAnalysis,
  netHeat,
  rankTreatments,
  type SmallValues,
  splitComparisons,
} from '@dosis/evidence/network'
import {
  contributionBars,
  type Figure,
  leagueHeatMap,
  netHeatPlot,
  networkGraph,
  orderForCircle,
  rankogram,
  sucraCurves,
} from '@dosis/evidence/plot'

export const networkKinds = ['network', 'league', 'rankogram', 'sucra', 'net-heat', 'contribution'] as const
export type NetworkKind = (typeof networkKinds)[number]

export interface NetworkFigureRequest {
  readonly title: string
  readonly measure: string
  readonly isRatio: boolean
  readonly smallValues: SmallValues
  readonly seed: number
  /** Patients by treatment, when the table has arms. */
  readonly patients: ReadonlyMap<string, number>
  readonly language: Language
}

/** Draws one picture of a network. */
export function drawNetwork(kind: NetworkKind, analysis: NetworkAnalysis, request: NetworkFigureRequest): Figure {
  const { title, language, measure, isRatio, smallValues, seed } = request
  const { network } = analysis
  const name = (treatment1: string, treatment2: string): string => `${treatment1} – ${treatment2}`
  switch (kind) {
    case 'network':
      return drawGraph(analysis, request)
    case 'league': {
      const ranked = rankTreatments(analysis, 'random', { smallValues }).toSorted((a, b) => b.pScore - a.pScore)
      const pair = (
        one: { treatment1: string; treatment2: string },
        { estimate, lower, upper }: { estimate: number; lower: number; upper: number },
      ) => ({
        treatment: one.treatment1,
        comparator: one.treatment2,
        estimate,
        lower,
        upper,
      })
      return leagueHeatMap({
        title,
        treatments: ranked.map(({ treatment }) => treatment),
        network: compareTreatments(analysis).map((one) => pair(one, one.random)),
        direct: splitComparisons(analysis).flatMap((one) =>
          one.random.direct === undefined ? [] : [pair(one, one.random.direct)],
        ),
        effect: measure,
        isRatio,
        language,
      })
    }
    case 'rankogram':
    case 'sucra': {
      const drawn = drawRankograms(analysis, 'random', { smallValues, seed, draws: 10_000 })
      const treatments = drawn.map(({ treatment, probabilities, sucra }) => ({
        treatment,
        probabilities: Array.from(probabilities),
        sucra,
      }))
      return (kind === 'rankogram' ? rankogram : sucraCurves)({ title, treatments, language })
    }
    case 'net-heat': {
      const { comparisons, change, hat } = netHeat(analysis)
      const shown = comparisons.flatMap((_, at) => (change[at] === undefined ? [] : [at]))
      const designs = comparisons.map(({ treatment1, treatment2, design }) =>
        design.length > 2 ? `${name(treatment1, treatment2)} (${design.join(', ')})` : name(treatment1, treatment2),
      )
      return netHeatPlot({
        title,
        designs: shown.map((at) => designs[at] ?? ''),
        change: shown.map((row) => shown.map((column) => change[column]?.[row] ?? 0)),
        hat: shown.map((row) => shown.map((column) => hat[row]?.[column] ?? 0)),
        language,
      })
    }
    case 'contribution': {
      const contributions = contributionsOf(analysis, 'random')
      const columns = contributions.columns.map(({ treatment1, treatment2 }) => name(treatment1, treatment2))
      const bars = contributionMatrix(contributions, network.treatments.length).map((row) => ({
        label: name(row.treatment1, row.treatment2),
        parts: Array.from(row.contributions, (share, at) => ({ label: columns[at] ?? '', share })).filter(
          ({ share }) => share > 0.0005,
        ),
      }))
      return contributionBars({ title, bars, language })
    }
  }
}

function drawGraph({ network }: NetworkAnalysis, { title, patients, language }: NetworkFigureRequest): Figure {
  const counts = new Map<string, { treatments: readonly [string, string]; studies: number }>()
  for (const { treatment1, treatment2 } of network.contrasts) {
    const treatments = [treatment1, treatment2].toSorted() as unknown as readonly [string, string]
    const key = treatments.join('\n')
    counts.set(key, { treatments, studies: (counts.get(key)?.studies ?? 0) + 1 })
  }
  const comparisons = [...counts.values()]
  const arms = Array.from(network.studies, (_, study) =>
    Array.from(
      network.arms.slice(network.armStart[study], network.armStart[study + 1]),
      (at) => network.treatments[at] ?? '',
    ),
  )
  const multiArm = [
    ...new Map(arms.filter((names) => names.length > 2).map((names) => [names.join('\n'), names])).values(),
  ]
  const treatments = orderForCircle(network.treatments, comparisons).map((treatment) => {
    const count = patients.get(treatment)
    return count === undefined ? { treatment } : { treatment, patients: count }
  })
  return networkGraph({ title, treatments, comparisons, multiArm, language })
}
