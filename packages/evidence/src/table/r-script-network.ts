import type { ComponentMatrix, Contrast } from '../network/index.ts'
import { comment, number, quote, vector } from './r-text.ts'

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
  /** Components to take apart, as the analysis had them. */
  readonly components?: ComponentScript
}

/** An additive model of components. */
export interface ComponentScript {
  readonly matrix: Pick<ComponentMatrix, 'components' | 'rows'>
  /** Names of the rows of the matrix. */
  readonly treatments: readonly string[]
  readonly tauSquared: number
  /** Whether the treatments hang together; otherwise only `discomb` can analyse them. */
  readonly isConnected: boolean
}

/** An R script that repeats a network meta-analysis with netmeta, tau² given where netmeta would find another one. */
export function networkRScript(script: NetworkScript): string {
  const { title, contrasts, method, components } = script
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
    ...(isExact || components?.isConnected === false
      ? []
      : [
          '# netmeta leaves out the covariances of multi-arm trials when it estimates tau by (RE)ML from TE and seTE alone,',
          '# so the tau of this analysis is given.',
        ]),
    ...(components?.isConnected === false ? [] : networkLines(script)),
    ...(components === undefined ? [] : componentLines(script, components)),
    '',
  ].join('\n')
}

function networkLines({ measure, method, tauSquared, reference, smallValues, level }: NetworkScript): string[] {
  const tau = method === 'DL' ? 'method.tau = "DL"' : `tau.preset = ${number(Math.sqrt(tauSquared))}`
  return [
    'net <- netmeta(TE, seTE, treat1, treat2, study, data = data,',
    `               sm = ${quote(measure)}, reference.group = ${quote(reference)}, small.values = ${quote(smallValues)},`,
    `               level = ${number(level)}, level.ma = ${number(level)}, ${tau})`,
    'print(summary(net), digits = 6)',
    'print(netrank(net))',
    'print(netsplit(net), digits = 6)',
    'print(decomp.design(net), digits = 6)',
  ]
}

/** The matrix is written out: names with the separator in them, and interactions, then mean what they meant here. */
function componentLines(
  { measure, level }: NetworkScript,
  { matrix, treatments, tauSquared, isConnected }: ComponentScript,
): string[] {
  const rows = treatments.map(
    (name, at) => `  ${quote(name)} = ${vector(Array.from(matrix.rows[at] ?? [], (value) => number(value)))}`,
  )
  const from = isConnected ? 'netcomb(net,' : 'discomb(TE, seTE, treat1, treat2, study, data = data,'
  const more = isConnected ? '' : `, sm = ${quote(measure)}, level = ${number(level)}, level.ma = ${number(level)}`
  return [
    'C <- rbind(',
    rows.join(',\n'),
    ')',
    `colnames(C) <- ${vector(matrix.components.map(quote))}`,
    `parts <- ${from} C.matrix = C, tau.preset = ${number(Math.sqrt(tauSquared))}${more})`,
    'print(summary(parts), digits = 6)',
  ]
}
