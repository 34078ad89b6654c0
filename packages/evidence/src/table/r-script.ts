import type { Measure } from '../effect-size/index.ts'
import type { Contrast } from '../network/index.ts'
import type { Conventions } from '../pairwise/index.ts'
import type { StudyEffect } from '../study-effect.ts'

/** A pairwise analysis as it was done. */
export interface PairwiseScript {
  readonly title: string
  readonly measure: Measure
  readonly studies: readonly StudyEffect[]
  readonly conventions: Conventions
}

const testOf = { normal: 'z', t: 't', 'knapp-hartung': 'knha', 'knapp-hartung-floor': 'adhoc' } as const

/**
 * An R script that repeats a pairwise analysis with metafor from the effects and variances that were pooled, so that
 * anybody can check the numbers. Tight limits for the iterations: metafor's defaults stop at about seven digits.
 */
export function pairwiseRScript({ title, measure, studies, conventions }: PairwiseScript): string {
  const { method, interval, level } = conventions
  const test = interval in testOf ? testOf[interval as keyof typeof testOf] : 'knha'
  const note =
    interval in testOf
      ? []
      : [`# The interval of this analysis ("${interval}") is not in metafor; this gives Knapp-Hartung.`]
  return [
    ...comment(title),
    '# install.packages("metafor")',
    'library(metafor)',
    'data <- data.frame(',
    `  study = ${vector(studies.map(({ study }) => quote(study)))},`,
    `  yi = ${vector(studies.map(({ estimate }) => number(estimate)))},`,
    `  vi = ${vector(studies.map(({ variance }) => number(variance)))}`,
    ')',
    ...note,
    `fit <- rma(yi, vi, data = data, slab = study, measure = ${quote(measure === 'SMD' ? 'SMD' : 'GEN')},`,
    `           method = ${quote(method === 'common' ? 'FE' : method)}, test = ${quote(test)}, level = ${number(level * 100)},`,
    '           control = list(threshold = 1e-14, maxiter = 10000, tol = 1e-14))',
    'print(fit, digits = 10)',
    ...(method === 'common' ? [] : ['print(predict(fit, digits = 10))', 'print(confint(fit, digits = 10))']),
    'print(leave1out(fit, digits = 6))',
    '',
  ].join('\n')
}

export interface NetworkScript {
  readonly title: string
  readonly contrasts: readonly Contrast[]
  /** Summary measure in netmeta's names: MD, SMD, OR, RR … */
  readonly measure: string
  readonly method: 'DL' | 'ML' | 'REML' | 'fixed'
  readonly tauSquared: number
  readonly reference: string
  /** Whether small values are good. */
  readonly smallValues: 'desirable' | 'undesirable'
  readonly level: number
}

/** An R script that repeats a network meta-analysis with netmeta, tau² given where netmeta would find another one. */
export function networkRScript(script: NetworkScript): string {
  const { title, contrasts, measure, method, tauSquared, reference, smallValues, level } = script
  const isExact = method === 'DL'
  return [
    ...comment(title),
    '# install.packages("netmeta")',
    'library(netmeta)',
    'data <- data.frame(',
    `  study = ${vector(contrasts.map(({ study }) => quote(study)))},`,
    `  treat1 = ${vector(contrasts.map(({ treatment1 }) => quote(treatment1)))},`,
    `  treat2 = ${vector(contrasts.map(({ treatment2 }) => quote(treatment2)))},`,
    `  TE = ${vector(contrasts.map(({ estimate }) => number(estimate)))},`,
    `  seTE = ${vector(contrasts.map(({ standardError }) => number(standardError)))}`,
    ')',
    ...(isExact
      ? []
      : [
          '# netmeta leaves out the covariances of multi-arm trials when it estimates tau by (RE)ML from TE and seTE alone,',
          '# so the tau of this analysis is given.',
        ]),
    'net <- netmeta(TE, seTE, treat1, treat2, study, data = data,',
    `               sm = ${quote(measure)}, reference.group = ${quote(reference)}, small.values = ${quote(smallValues)},`,
    `               level = ${number(level)}, level.ma = ${number(level)}, ${isExact ? 'method.tau = "DL"' : `tau.preset = ${number(Math.sqrt(tauSquared))}`})`,
    'print(summary(net), digits = 6)',
    'print(netrank(net))',
    'print(netsplit(net), digits = 6)',
    'print(decomp.design(net), digits = 6)',
    '',
  ].join('\n')
}

const comment = (title: string): string[] => [
  `# ${title.replaceAll(/[\r\n]+/g, ' ')}`,
  '# Written by Dosis to check its own numbers.',
]

/** Six values in a line. */
function vector(values: readonly string[]): string {
  const lines: string[] = []
  for (let at = 0; at < values.length; at += 6) lines.push(values.slice(at, at + 6).join(', '))
  return `c(${lines.join(',\n    ')})`
}

const quote = (text: string): string => JSON.stringify(text.replaceAll(/\p{Cc}/gu, ' '))

/** The shortest text that is the same double again. */
const number = (value: number): string => (Number.isFinite(value) ? String(value) : value > 0 ? 'Inf' : '-Inf')
