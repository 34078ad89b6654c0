import { finiteResult, requireAbove, requireNumber } from './require-number.ts'
import type { SingleCount } from './study-data.ts'

/** How alike people of one cluster are, and how many a cluster has. */
export interface Clustering {
  /** Average people per cluster, at least 1. */
  readonly averageClusterSize: number
  /** Intracluster correlation coefficient, 0 to 1. */
  readonly intraclusterCorrelation: number
  /**
   * Coefficient of variation of the cluster sizes (sd/mean), 0 for equal clusters; default 0
   * (Eldridge, Ashby & Kerry 2006, International Journal of Epidemiology 35:1292–1300).
   */
  readonly sizeVariation?: number
}

/**
 * Design effect of a cluster-randomised trial, 1 + (M - 1) ICC: by so much the variance is larger than when people
 * themselves had been randomised.
 * @throws {RangeError} an argument outside its range
 * @source Donner & Klar 2000; Cochrane Handbook 23.1.4
 */
export function designEffect({ averageClusterSize, intraclusterCorrelation, sizeVariation = 0 }: Clustering): number {
  requireNumber('designEffect', 'averageClusterSize', averageClusterSize, (value) => value >= 1, 'at least 1')
  requireNumber(
    'designEffect',
    'intraclusterCorrelation',
    intraclusterCorrelation,
    (value) => value >= 0 && value <= 1,
    'from 0 to 1',
  )
  requireNumber('designEffect', 'sizeVariation', sizeVariation, (value) => value >= 0, 'at least 0')
  const others = finiteResult('designEffect', (1 + sizeVariation ** 2) * averageClusterSize - 1)
  return 1 + others * intraclusterCorrelation
}

/**
 * The number of people that carries as much information without clusters; not rounded.
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 23.1.4
 */
export function effectiveSampleSize(total: number, clustering: Clustering): number {
  requireAbove('effectiveSampleSize', 'total', total, 0)
  return total / designEffect(clustering)
}

/**
 * Events and total of one group, both divided by the design effect; not rounded.
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 23.1.4
 */
export function effectiveCounts({ events, total }: SingleCount, clustering: Clustering): SingleCount {
  const effect = designEffect(clustering)
  requireAbove('effectiveCounts', 'total', total, 0)
  requireNumber('effectiveCounts', 'events', events, (value) => value >= 0 && value <= total, `from 0 to ${total}`)
  return { events: events / effect, total: total / effect }
}

/**
 * Standard error of an analysis that overlooked the clusters, made as wide as it should have been.
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 23.1.5
 */
export function inflateStandardError(standardError: number, clustering: Clustering): number {
  requireAbove('inflateStandardError', 'standardError', standardError, 0)
  return finiteResult('inflateStandardError', standardError * Math.sqrt(designEffect(clustering)))
}
