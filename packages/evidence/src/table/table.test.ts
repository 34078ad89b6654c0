import { expect, test } from 'vitest'
import { effectSizes } from '../effect-size/index.ts'
import { InputProblemError } from '../input-problem.ts'
import { analyseComponents } from '../network/index.ts'
import { pool, type PoolingOptions } from '../pairwise/index.ts'
import {
  measureThatFits,
  networkRScript,
  pairwiseRScript,
  parseNumber,
  readNetwork,
  readStudies,
  type TextTable,
} from './index.ts'

const tableOf = (text: string): TextTable => {
  const [head = '', ...rows] = text.trim().split('\n')
  const cells = (line: string): string[] => line.trim().split(';')
  return { columns: cells(head), rows: rows.map(cells) }
}

const problemsOf = (act: () => unknown): readonly string[] => {
  try {
    act()
  } catch (error) {
    if (error instanceof InputProblemError) return error.message.split('\n')
    throw error
  }
  return []
}

test.each([
  ['0,34', 0.34],
  ['0.34', 0.34],
  ['−1.2', -1.2],
  ['–1,2', -1.2],
  ['.5', 0.5],
  ['1.5e-3', 0.0015],
  ['1 200', 1200],
  ['', undefined],
  ['NA', undefined],
  ['1.234,5', Number.NaN],
  ['1,234,567', Number.NaN],
  ['12%', Number.NaN],
  ['0x10', Number.NaN],
  ['abc', Number.NaN],
])('reads the number %j as %j', (text, value) => {
  expect(parseNumber(text)).toBe(value)
})

test.each([
  ['metafor', 'slab;m1i;sd1i;n1i;m2i;sd2i;n2i'],
  ['meta', 'studlab;mean.e;sd.e;n.e;mean.c;sd.c;n.c'],
  ['RevMan', 'Study;Experimental mean;Experimental SD;Experimental N;Control mean;Control SD;Control N'],
  [
    'Dutch',
    'Studie;gemiddelde 1;SD 1;N behandeling;gemiddelde 2;SD controle;N controle'.replace('SD controle', 'SD control'),
  ],
])('recognises the columns of %s', (_, head) => {
  const { studies } = readStudies(tableOf(`${head}\nA;1,5;0,5;20;1,0;0,6;22`), 'SMD')
  expect(studies).toEqual([{ study: 'A', mean1: 1.5, sd1: 0.5, total1: 20, mean2: 1, sd2: 0.6, total2: 22 }])
})

test('a table by arm becomes studies, the control second', () => {
  const table = tableOf('study;arm;n;mean;sd\nA;usual;22;1;0,6\nA;strength;20;1,5;0,5')
  const { studies, labels } = readStudies(table, 'MD', { control: 'usual' })
  expect(studies).toEqual([{ study: 'A', mean1: 1.5, sd1: 0.5, total1: 20, mean2: 1, sd2: 0.6, total2: 22 }])
  expect(labels).toMatchObject([{ study: 'A', row: 2 }])
  expect(problemsOf(() => readStudies(table, 'MD'))).toEqual([
    'a row for each arm: say which arm is the control (usual, strength)',
  ])
  expect(problemsOf(() => readStudies(table, 'MD', { control: 'strong' }))).toEqual([
    'row 1: study "A" needs one arm beside the control "strong", got usual, strength',
  ])
})

test('standard errors, four cells and limits stand in for what is missing', () => {
  const means = readStudies(tableOf('study;mean1;se1;n1;mean2;se2;n2\nA;1;0,1;25;0;0,2;16'), 'MD').studies
  expect(means).toEqual([{ study: 'A', mean1: 1, sd1: 0.5, total1: 25, mean2: 0, sd2: 0.8, total2: 16 }])
  const counts = readStudies(tableOf('trial;ai;bi;ci;di\nA;4;119;11;128'), 'OR').studies
  expect(counts).toEqual([{ study: 'A', events1: 4, total1: 123, events2: 11, total2: 139 }])
  const [given] = readStudies(tableOf('study;estimate;lower;upper\nA;0,5;0,1;0,9'), 'GEN').studies
  expect(given?.variance).toBeCloseTo((0.8 / (2 * 1.959963984540054)) ** 2, 12)
})

test('other columns are kept as moderators, and years join names', () => {
  const { labels } = readStudies(tableOf('author;year;yi;vi;dose;site\nAronson;1948;-0,9;0,33;12;hip'), 'GEN')
  expect(labels).toMatchObject([
    { study: 'Aronson 1948', moderators: { year: 1948, dose: 12, site: undefined }, texts: { site: 'hip' } },
  ])
})

test('every problem is named with row and column', () => {
  const table = tableOf('study;mean1;sd1;n1;mean2;sd2;n2\nA;1;x;20;1;1;20\nB;1.234,5;1;20;1;1;20')
  expect(problemsOf(() => readStudies(table, 'SMD'))).toEqual([
    'row 1, sd1: must be a number, got "x"',
    'row 2, mean1: must be a number, got "1.234,5"',
  ])
  expect(problemsOf(() => readStudies(tableOf('study;mean1;n1\nA;1;20'), 'SMD'))).toContain(
    'sd1 or se1: no column with this; the table has study, mean1, n1',
  )
  expect(problemsOf(() => readStudies(tableOf('study;yi;vi;variance\nA;1;2;2'), 'GEN'))).toEqual([
    'variance: means the same as "vi"; keep one of both',
  ])
  expect(problemsOf(() => readStudies(tableOf('study;yi;vi'), 'GEN'))).toEqual(['the table has no rows'])
})

test('a measure that fits the columns is found', () => {
  const head = (names: string): TextTable => tableOf(`${names}\nA;1;1;1;1;1;1`)
  expect(measureThatFits(head('study;mean1;sd1;n1;mean2;sd2;n2'))).toBe('SMD')
  expect(measureThatFits(head('study;events1;n1;events2;n2'))).toBe('OR')
  expect(measureThatFits(head('study;yi;vi'))).toBe('GEN')
  expect(measureThatFits(head('study;colour'))).toBeUndefined()
})

test('a network is read by comparison or by arm', () => {
  expect(readNetwork(tableOf('studlab;treat1;treat2;TE;seTE\nA;x;y;-0,5;0,2'))).toEqual({
    level: 'contrast',
    contrasts: [{ study: 'A', treatment1: 'x', treatment2: 'y', estimate: -0.5, standardError: 0.2 }],
  })
  expect(readNetwork(tableOf('study;treatment;n;events\nA;x;20;3\nA;y;21;5'))).toEqual({
    level: 'arm',
    arms: [
      { study: 'A', treatment: 'x', total: 20, events: 3 },
      { study: 'A', treatment: 'y', total: 21, events: 5 },
    ],
  })
  expect(problemsOf(() => readNetwork(tableOf('study;treat1;treat2;TE;seTE\nA;;y;0,5;q')))).toEqual([
    'row 1, treatment1: is empty',
    'row 1, seTE: must be a number, got "q"',
  ])
})

test('the script for R holds the very numbers that were pooled', () => {
  const table = tableOf('study;ai;bi;ci;di\nAronson;4;119;11;128\nFerguson "49";6;300;29;274\nC;3;228;11;209')
  const { studies } = effectSizes('RR', readStudies(table, 'RR').studies)
  const effects = studies.flatMap(({ study, estimate, variance }) =>
    estimate === undefined || variance === undefined ? [] : [{ study, estimate, variance }],
  )
  const { conventions } = pool(effects)
  const script = pairwiseRScript({ title: 'BCG\nvaccine', measure: 'RR', studies: effects, conventions })
  expect(script).toContain('# BCG vaccine\n')
  expect(script).toContain('"Ferguson \\"49\\""')
  for (const { estimate, variance } of effects) {
    expect(script).toContain(String(estimate))
    expect(script).toContain(String(variance))
  }
  expect(script).toContain('method = "REML", test = "z", level = 95')
  const network = networkRScript({
    title: 'Senn',
    contrasts: [{ study: 'A', treatment1: 'x', treatment2: 'y', estimate: 0.1, standardError: 0.2 }],
    measure: 'MD',
    method: 'REML',
    tauSquared: 0.09,
    reference: 'y',
    smallValues: 'desirable',
    level: 0.95,
  })
  expect(network).toContain('tau.preset = 0.3')
})

test('a script of R does everything that the analysis did', () => {
  const studies = [0.1, 0.4, 0.9, 0.2].map((estimate, at) => ({ study: `S${at}`, estimate, variance: 0.1 + at / 100 }))
  const linesOf = (options: Partial<Parameters<typeof pairwiseRScript>[0]> & { readonly pooling?: PoolingOptions }) => {
    const { conventions } = pool(studies, options.pooling)
    return pairwiseRScript({ title: 'x', measure: 'MD', studies, conventions, ...options }).split('\n')
  }
  const plain = linesOf({})
  expect(plain).toContain('print(predict(fit), digits = 10)')
  expect(plain.find((line) => line.startsWith('exact'))).toContain('threshold = 1e-13 * spread')
  expect(plain.filter((line) => /regtest|cumul|groups|regression/.test(line))).toEqual([])
  const all = linesOf({
    subgroups: ['b', 'a', 'b', 'a'],
    moderators: [
      { name: 'mean age\n(years)', values: [50, 60, 70, 80] },
      { name: 'kind', categories: ['z', 'y', 'z', 'y'], reference: 'z' },
    ],
    sensitivity: true,
    bias: true,
  })
  expect(all).toContain('# x1 is mean age (years)')
  expect(all).toContain('  subgroup = factor(c("b", "a", "b", "a"), levels = c("a", "b")),')
  expect(all).toContain('  x2 = factor(c("z", "y", "z", "y"), levels = c("z", "y"))')
  expect(all.find((line) => line.startsWith('regression'))).toContain('mods = ~ x1 + x2')
  expect(all).toEqual(
    expect.arrayContaining(['print(influence(fit), digits = 6)', 'print(trimfill(fit), digits = 10)']),
  )
  expect(linesOf({ pooling: { interval: 'knapp-hartung-wider' } }).join()).toContain('fit <- normal')
  expect(linesOf({ pooling: { interval: 'knapp-hartung-iqwig' } }).join()).toContain('test = "adhoc"')
  expect(linesOf({ pooling: { prediction: 'HTS' } }).join()).toContain('qt(0.975, fit$k - 2)')
  expect(linesOf({ pooling: { prediction: 'HK' } }).join()).toContain('test = "knha"')
  expect(linesOf({ pooling: { method: 'common' } }).join()).not.toContain('predict')
})

test('a script of R writes out the components of a network, also of one in pieces', () => {
  const contrasts = [
    { study: '1', treatment1: 'a', treatment2: 'a+b', estimate: 0.1, standardError: 0.2 },
    { study: '2', treatment1: 'c', treatment2: 'c+b', estimate: 0.3, standardError: 0.2 },
  ]
  const { matrix, network, tauSquared, method } = analyseComponents(contrasts, { tauSquared: 0.04 })
  const script = { title: 'x', contrasts, measure: 'MD', method, tauSquared, reference: 'a', level: 0.95 } as const
  const components = { matrix, treatments: network.treatments, tauSquared, isConnected: false }
  const apart = networkRScript({ ...script, smallValues: 'desirable', components })
  expect(apart).toContain('  "a+b" = c(1, 1, 0),')
  expect(apart).toContain('colnames(C) <- c("a", "b", "c")')
  expect(apart).toContain('discomb(TE, seTE, treat1, treat2, study, data = data, C.matrix = C, tau.preset = 0.2')
  expect(apart).not.toContain('netmeta(TE')
  const whole = networkRScript({
    ...script,
    smallValues: 'desirable',
    components: { ...components, isConnected: true },
  })
  expect(whole).toContain('parts <- netcomb(net, C.matrix = C')
})
