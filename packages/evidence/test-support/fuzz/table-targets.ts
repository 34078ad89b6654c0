import fc from 'fast-check'
import { effectSizes, isMeasure, type Measure, measures } from '../../src/effect-size/index.ts'
import { analyseNetwork } from '../../src/network/index.ts'
import { pool } from '../../src/pairwise/index.ts'
import {
  formatNumber,
  measureThatFits,
  networkRScript,
  pairwiseRScript,
  parseNumber,
  readNetwork,
  readStudies,
  recogniseColumns,
  type TextTable,
} from '../../src/table/index.ts'
import { countFault, type FuzzTarget, target } from './fuzz-target.ts'
import { anyContrasts, badContrasts, whyNoNetwork } from './network-inputs.ts'
import { anyPooling, anyStudies, badStudies } from './pairwise-inputs.ts'
import { oddNumber, seldom, strangeName } from './values.ts'

const cell = fc.oneof(
  { weight: 40, arbitrary: fc.nat(200).map(String) },
  { weight: 30, arbitrary: fc.double({ min: 0.01, max: 90, noNaN: true }).map((value) => value.toFixed(2)) },
  {
    weight: 2,
    arbitrary: fc.double({ min: 0.01, max: 9, noNaN: true }).map((value) => value.toFixed(2).replace('.', ',')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'NA',
      '−1,5',
      '1.234,5',
      '1e400',
      'inf',
      '-',
      '12%',
      '1/2',
      '0x10',
      'twaalf',
      '٣',
      '1 000',
    ),
  },
  { weight: 1, arbitrary: strangeName },
)

const headings: readonly (readonly string[])[] = [
  ['study', 'events1', 'n1', 'events2', 'n2'],
  ['study', 'mean1', 'sd1', 'n1', 'mean2', 'sd2', 'n2', 'year', 'subgroup'],
  ['study', 'yi', 'vi', 'year'],
  ['studlab', 'TE', 'seTE'],
  ['study', 'arm', 'events', 'n'],
  ['study', 'arm', 'mean', 'sd', 'n'],
  ['study', 'estimate', 'lower', 'upper'],
  ['study', 'ri', 'ni'],
]

const tableWith = (columnSets: readonly (readonly string[])[]): fc.Arbitrary<TextTable> =>
  fc.constantFrom(...columnSets).chain((columns) =>
    fc
      .tuple(
        fc.array(
          fc.tuple(
            fc.constantFrom('A 2001', 'B', 'C', 'D'),
            fc.constantFrom('P', 'Q', 'R'),
            fc.array(cell, { minLength: columns.length, maxLength: columns.length }),
          ),
          { maxLength: 6 },
        ),
        fc.constantFrom('whole', 'whole', 'whole', 'short', 'doubled', 'strange'),
      )
      .map(([rows, form]) => {
        const named = (at: number) => /^(arm|treat)/.test(columns[at] ?? '')
        const cells = rows.map(([study, arm, own]) =>
          own.map((text, at) => (at === 0 ? study : named(at) ? (at % 2 === 0 && arm === 'P' ? 'S' : arm) : text)),
        )
        if (form === 'short') return { columns, rows: cells.map((row) => row.slice(0, -1)) }
        if (form === 'doubled') return { columns: columns.map(() => columns[0] as string), rows: cells }
        if (form === 'strange')
          return { columns: columns.map((name, at) => (at === 2 ? '__proto__' : name)), rows: cells }
        return { columns, rows: cells }
      }),
  )

const anyMeasure = fc.constantFrom(...Object.keys(measures)).filter(isMeasure)

/** Whether a script has the estimate of every row. */
const scriptFault = (script: string, count: number): string | undefined =>
  countFault('estimates in the script', (/(?:yi|TE) = c\(([^)]*)\)/.exec(script)?.[1] ?? '').split(',').length, count)

/** Reading tables, and writing what repeats an analysis elsewhere. */
export const tableTargets: readonly FuzzTarget[] = [
  target({
    area: 'table',
    name: 'readStudies, then effects',
    weight: 3,
    inputs: fc.tuple(
      tableWith(headings),
      seldom(3, anyMeasure),
      fc.option(fc.constantFrom('P', 'Q', 'none'), { nil: undefined }),
    ),
    compute: ([table, asked, control]) => {
      const measure: Measure = asked ?? measureThatFits(table) ?? 'GEN'
      const read = readStudies(table, measure, control === undefined ? {} : { control })
      return { count: read.studies.length, labels: read.labels.length, effects: effectSizes(measure, read.studies) }
    },
    fault: ([table], { count, labels }) =>
      table.columns.includes('arm') && count !== table.rows.length
        ? countFault('arms', 2 * labels, table.rows.length)
        : countFault('studies', Math.min(count, labels), table.rows.length),
  }),
  target({
    area: 'table',
    name: 'readNetwork, then the network',
    weight: 2,
    inputs: tableWith([
      ['study', 'treat1', 'treat2', 'TE', 'seTE'],
      ['study', 'treatment1', 'treatment2', 'estimate', 'lower', 'upper'],
      ['study', 'treatment', 'n', 'events'],
      ['study', 'treatment', 'n', 'mean', 'sd'],
      ['study', 'treatment'],
    ]),
    compute: (table) => {
      const read = readNetwork(table)
      if (read.level === 'arm') return read.arms
      analyseNetwork(read.contrasts)
      return read.contrasts
    },
    mayBeInfinite: /(total|mean|sd|events|time)$/,
    fault: (table, rows) => countFault('rows', rows.length, table.rows.length),
  }),
  target({
    area: 'table',
    name: 'parseNumber, recogniseColumns, formatNumber',
    inputs: fc.tuple(
      fc.oneof(cell, fc.string()),
      fc.array(fc.oneof(strangeName, fc.string()), { maxLength: 6 }),
      oddNumber,
    ),
    compute: ([text, columns, number]) => {
      const value = parseNumber(text)
      recogniseColumns({ columns, rows: [] })
      return Number.isFinite(number) ? [formatNumber(number, 2, 'nl'), value !== undefined] : []
    },
  }),
  target({
    area: 'table',
    name: 'pairwiseRScript',
    inputs: fc.tuple(anyStudies, anyPooling, strangeName),
    compute: ([studies, options, title]) => {
      const { conventions } = pool(studies, options)
      return pairwiseRScript({ title, measure: 'GEN', studies, conventions })
    },
    badRows: ([studies]) => badStudies(studies),
    fault: ([studies], script) => scriptFault(script, studies.length),
  }),
  target({
    area: 'table',
    name: 'networkRScript',
    inputs: fc.tuple(anyContrasts, strangeName),
    compute: ([contrasts, title]) => {
      const { tauSquared, network } = analyseNetwork(contrasts)
      const reference = network.treatments[0] as string
      return networkRScript({
        title,
        contrasts,
        measure: 'MD',
        method: 'REML',
        tauSquared,
        reference,
        smallValues: 'desirable',
        level: 0.95,
      })
    },
    badRows: ([contrasts]) => badContrasts(contrasts),
    mustRefuse: ([contrasts]) => whyNoNetwork(contrasts),
    fault: ([contrasts], script) => scriptFault(script, contrasts.length),
  }),
]
