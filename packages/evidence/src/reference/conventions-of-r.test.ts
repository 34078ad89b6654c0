import { expect, test } from 'vitest'
import { parseReferenceCase, referenceFunctions, runReferenceCase } from './index.ts'

/** The answer to one analysis of a made-up case; values to compare with come from R 4.2.2 with metafor 3.8-1. */
function answerTo(data: unknown, fn: string, options: Record<string, unknown> = {}): unknown {
  const kind = fn.startsWith('net') ? 'nma' : 'pairwise'
  const json = { schema: 1, id: 'made-up', kind, data, analyses: [{ id: 'only', fn, options }] }
  const [answer] = runReferenceCase(parseReferenceCase(json), referenceFunctions)
  return answer !== undefined && 'result' in answer ? answer.result : answer
}

const effects = (rows: readonly (readonly [number, number])[]) => ({
  raw: { cols: ['yi', 'vi'], rows },
  measure: 'GEN',
})
const five = effects([
  [0.1, 0.04],
  [0.4, 0.09],
  [0.9, 0.05],
  [0.2, 0.02],
  [0.7, 0.12],
])

test('studentised residuals of a Knapp–Hartung model carry its factor', () => {
  const { rows } = answerTo(five, 'influence', { method: 'DL', test: 'knha' }) as { rows: number[][] }
  const inR = [-1.1941763166154644, -0.0686242657298681, 2.8653655307379058, -0.8474061699777861, 0.6596771123743517]
  for (const [at, value] of inR.entries()) expect(rows[at]?.[0]).toBeCloseTo(value, 13)
})

test('one study: the criteria count tau², and its prediction is its interval', () => {
  const one = answerTo(effects([[0.4, 0.05]]), 'pairwise', { method: 'DL', test: 'z' }) as Record<string, number>
  expect(one['AIC_ML']).toBeCloseTo(2.8421447928553545, 13)
  expect(one['AICc_ML']).toBeCloseTo(14.842144792855354, 12)
  expect(one['pi_metafor_default']).toEqual([
    ...(one['ci_lb'] as unknown as number[]),
    ...(one['ci_ub'] as unknown as number[]),
  ])
})

test('a Q-profile interval that holds no tau² stands at 0', () => {
  const alike = effects([
    [0.2, 0.04],
    [0.2, 0.05],
    [0.2, 0.06],
    [0.21, 0.04],
  ])
  expect(answerTo(alike, 'qprofile', { method: 'REML' })).toEqual({
    tau2: [0, 0, 0],
    tau: [0, 0, 0],
    I2: [0, 0, 0],
    H2: [1, 1, 1],
  })
})

test('an odds ratio from means is made of the plain d', () => {
  const raw = { cols: ['m1i', 'sd1i', 'n1i', 'm2i', 'sd2i', 'n2i'], rows: [[10.2, 2, 20, 9, 2.5, 22]] }
  const { yi, vi } = answerTo({ raw, measure: 'D2ORL' }, 'escalc') as { yi: number[]; vi: number[] }
  expect([yi[0], vi[0]].map((value) => value?.toPrecision(12))).toEqual(['0.956209859571', '0.324917835111'])
})

test.each([
  ['treat1, treat2 and studlab alone', ['studlab', 'treat1', 'treat2']],
  ['other names', ['study', 'treatment1', 'treatment2']],
])('parts of a network from %s', (_, cols) => {
  const rows = [
    ['1', 'a', 'b'],
    ['2', 'b', 'c'],
    ['3', 'd', 'e'],
  ]
  expect(answerTo({ contrasts: { cols, rows } }, 'netconnection')).toMatchObject({
    k: 3,
    m: 3,
    n: 5,
    d: 3,
    n_subnets: 2,
  })
})

test('parts of a network whose rows name no study', () => {
  const rows = [
    ['a', 'b'],
    ['b', 'c'],
  ]
  expect(answerTo({ contrasts: { cols: ['treat1', 'treat2'], rows } }, 'netconnection')).toMatchObject({
    k: 2,
    'n.subnets': 1,
  })
})

test('treatments stand in the order in which R sorts them', () => {
  const inR = [
    '_x',
    '10',
    '5',
    'a',
    'A',
    'A b',
    'A_b',
    'A-b',
    'A+b',
    'A1',
    'ab',
    'Ab',
    'CBT + SSRI',
    'CBT SSRI',
    'drug10',
    'drug2',
    'e',
    'É',
    'z',
    'Z',
  ]
  const rows = inR.slice(1).map((name) => ['s', name, '_x'])
  expect(answerTo({ contrasts: { cols: ['studlab', 'treat1', 'treat2'], rows } }, 'netconnection')).toMatchObject({
    trts: inR,
  })
})
