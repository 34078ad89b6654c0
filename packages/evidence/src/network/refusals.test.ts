import { describe, expect, test } from 'vitest'
import { adjustedFunnel } from './adjusted-funnel.ts'
import { analyseComponents } from './analyse-components.ts'
import { analyseNetwork } from './analyse-network.ts'
import { compareTwo } from './compare-treatments.ts'
import { componentMatrixFrom, componentMatrixOf } from './component-matrix.ts'
import type { Contrast } from './contrast.ts'
import { contrastsFromCounts, contrastsFromMeans, contrastsFromRates } from './contrasts-from-arms.ts'
import { makeNetwork } from './network-testing.ts'
import { poolMantelHaenszelNetwork } from './pool-mantel-haenszel.ts'
import { drawRankograms } from './rankogram.ts'
import { regressNetwork } from './regress-network.ts'
import { subgroupNetworks } from './subgroup-network.ts'

const sound: readonly Contrast[] = [
  { study: 'one', treatment1: 'A', treatment2: 'B', estimate: 1, standardError: 0.5 },
  { study: 'two', treatment1: 'B', treatment2: 'C', estimate: 1.2, standardError: 0.4 },
  { study: 'three', treatment1: 'A', treatment2: 'C', estimate: 0.2, standardError: 0.4 },
]
const changed = (change: Partial<Contrast>) => [sound[0], { ...sound[1], ...change }, sound[2]] as Contrast[]
const analysis = analyseNetwork(sound)

describe('a row of a network', () => {
  test.each([
    [{ study: ' ' }, 'row 2, study: must have a name'],
    [{ study: 5 as unknown as string }, 'row 2, study: must have a name'],
    [{ treatment1: '' }, 'row 2, treatment1: must have a name'],
    [{ treatment2: '' }, 'row 2, treatment2: must have a name'],
    [{ treatment2: 'B' }, 'row 2, treatment2: must differ from treatment1, got "B" twice'],
    [{ estimate: Number.NaN }, 'row 2, estimate: must be a finite number, got NaN'],
    [{ standardError: -1 }, 'row 2, standardError: must be a finite number above 0, got -1'],
    [
      { standardError: 1e-151 },
      'row 2, standardError: must be between 1e-150 and 1e150, got 1e-151; choose another unit',
    ],
    [
      { standardError: 1e151 },
      'row 2, standardError: must be between 1e-150 and 1e150, got 1e+151; choose another unit',
    ],
    [{ standardError: 2e-80 }, 'times the median standard error; beyond 1e±70 nothing can be computed'],
    [{ standardError: 2e80 }, 'row 2, standardError: is 4.0e+80 times the median standard error; beyond 1e±70'],
    [{ estimate: 1e80 }, 'row 2, estimate: is more than 1e70 median standard errors from 0; nothing can be computed'],
  ])('%j is refused with its place and what is allowed', (change, message) => {
    expect(() => analyseNetwork(changed(change))).toThrow(message)
  })

  test('effects that no square can hold are refused in any unit', () => {
    const large = sound.map((each) => ({ ...each, standardError: each.standardError * 1e120, estimate: 1e141 }))
    expect(() => analyseNetwork(large)).toThrow(
      'row 1, estimate: must be between -1e140 and 1e140, got 1e+141; choose another unit',
    )
  })
})

describe('a whole network', () => {
  test('needs rows, two treatments and connection', () => {
    expect(() => analyseNetwork([])).toThrow('contrasts: needs at least 1 row, got 0')
    const apart = [...sound, { study: 'far', treatment1: 'X', treatment2: 'Y', estimate: 1, standardError: 1 }]
    expect(() => analyseNetwork(apart)).toThrow(
      'row 4: the network is not connected: 2 separate sub-networks {A, B, C} and {X, Y}; rows 4 are not linked to the largest',
    )
  })

  test('needs every treatment in an order that is given, once', () => {
    expect(() => analyseNetwork(sound, { treatments: ['A', 'B'] })).toThrow(
      'treatments: "C" is in the contrasts, not in the order given',
    )
    expect(() => analyseNetwork(sound, { treatments: ['A', 'B', 'C', 'A'] })).toThrow(
      'treatments: a name occurs more than once',
    )
  })

  test('needs a level between 0 and 1, and a tau² that can be', () => {
    for (const level of [0, 1, -1, 2, Number.NaN]) {
      expect(() => analyseNetwork(sound, { level })).toThrow(
        new RangeError(`analyseNetwork: level needs a number between 0 and 1, got ${level}`),
      )
      expect(() => regressNetwork(sound, { level, covariates: [] })).toThrow(RangeError)
    }
    for (const tauSquared of [-0.1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const message = `tauSquared needs a finite number not below 0, got ${tauSquared}`
      expect(() => analyseNetwork(sound, { tauSquared })).toThrow(new RangeError(`analyseNetwork: ${message}`))
      expect(() => analyseComponents(sound, { tauSquared })).toThrow(new RangeError(`analyseComponents: ${message}`))
    }
    expect(analyseNetwork(sound, { tauSquared: 0 }).method).toBe('fixed')
    expect(analyseNetwork(sound).method).toBe('REML')
  })
})

test('questions about treatments that are not there', () => {
  expect(() => compareTwo(analysis, 'A', 'A')).toThrow(
    new RangeError('compareTwo: needs two treatments, got "A" twice'),
  )
  expect(() => compareTwo(analysis, 'A', 'Z')).toThrow(
    new RangeError('treatment: needs a treatment of the network, got "Z"'),
  )
  expect(() => adjustedFunnel(analysis, 'common', ['A', 'B'])).toThrow(
    new RangeError('adjustedFunnel: order needs all treatments, got none named "C"'),
  )
  const draws = (wanted: number) => () =>
    drawRankograms(analysis, 'common', { smallValues: 'desirable', draws: wanted, seed: 1 })
  for (const wanted of [0, -1, 1.5]) {
    expect(draws(wanted)).toThrow(new RangeError(`drawRankograms: draws needs a whole number above 0, got ${wanted}`))
  }
})

describe('covariates', () => {
  const contrasts = makeNetwork({ treatments: 3, studies: 8, seed: 3, multiArm: 0 })
  const studies = [...new Set(contrasts.map(({ study }) => study))]
  const covariates = [{ name: 'age', values: new Map(studies.map((study, i) => [study, i])) }]

  test('are needed, differ, and lie within reach of each other', () => {
    expect(() => regressNetwork(contrasts, { covariates: [] })).toThrow('covariates: needs at least 1')
    const huge = [{ name: 'age', values: new Map(studies.map((study, i) => [study, i * 1e120])) }]
    expect(() => regressNetwork(contrasts, { covariates: huge })).toThrow('age: needs values 1e-100 to 1e100 apart')
  })

  test('count against a treatment of the network', () => {
    expect(() => regressNetwork(contrasts, { covariates, reference: 'Z' })).toThrow(
      new RangeError('regressNetwork: reference needs a treatment of the network, got "Z"'),
    )
    const regression = regressNetwork(contrasts, { covariates })
    expect(regression.reference).toBe(regression.network.treatments[0])
    expect(regression).toMatchObject({ method: 'REML', slopeModel: 'independent' })
    expect(() => regression.effectAt('T1', 'Z')).toThrow(
      new RangeError('effectAt: needs a treatment of the network, got "Z"'),
    )
  })

  test('as subgroups: each study has one', () => {
    const groups = new Map(studies.slice(0, -1).map((study) => [study, 'a']))
    const last = contrasts.findIndex(({ study }) => study === studies.at(-1)) + 1
    expect(() => subgroupNetworks(contrasts, groups, 'common')).toThrow(
      `row ${last}, subgroup: study "${studies.at(-1)}" has no subgroup`,
    )
  })
})

describe('components', () => {
  test('come from names, trimmed, in the order of appearance or in the order given', () => {
    const matrix = componentMatrixOf(['A + B', 'B', 'A+C'])
    expect(matrix.components).toEqual(['A', 'B', 'C'])
    expect(matrix.rows.map((row) => [...row])).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 1],
    ])
    expect(componentMatrixOf(['A + B', 'B'], { components: ['B', 'A'] }).components).toEqual(['B', 'A'])
    expect(() => componentMatrixOf(['A + B', 'B'], { components: ['B'] })).toThrow(
      'components: "A" is in a treatment, not in the order given',
    )
    expect(componentMatrixOf(['A & B', 'B'], { separator: '&', interactions: ['A * B'] }).components).toEqual([
      'A',
      'B',
      'A * B',
    ])
  })

  test('are refused by name', () => {
    expect(() => componentMatrixOf(['A'], { separator: '' })).toThrow(
      new RangeError('componentMatrixOf: separator needs at least 1 character, got none'),
    )
    expect(() => componentMatrixOf(['A + B', 'B'], { interactions: ['A'] })).toThrow(
      'interactions: "A" needs two or more different components joined by *',
    )
    expect(() => componentMatrixOf(['A + B'], { interactions: ['A*A'] })).toThrow('needs two or more different')
  })

  test('may be given as numbers, one finite number each', () => {
    const rows = new Map([
      ['A', [1, 0]],
      ['B', [0.5, 2]],
    ])
    expect(componentMatrixFrom(['B', 'A'], ['x', 'y'], rows).rows.map((row) => [...row])).toEqual([
      [0.5, 2],
      [1, 0],
    ])
    expect(() => componentMatrixFrom(['A', 'C'], ['x', 'y'], rows)).toThrow('components: treatment "C" has no row')
    expect(() => componentMatrixFrom(['A'], ['x'], rows)).toThrow(
      'components: treatment "A" needs 1 finite numbers, got [1, 0]',
    )
    expect(() => componentMatrixFrom(['A'], ['x'], new Map([['A', [Number.NaN]]]))).toThrow('got [NaN]')
  })
})

describe('arms', () => {
  const arm = { study: 'a', treatment: 'X', events: 3, total: 20, mean: 4, sd: 2, time: 10 }
  const sets = (change: Partial<typeof arm>) => [arm, { ...arm, treatment: 'Y', ...change }]

  test.each([
    [{ events: -1 }, 'row 2, events: must be a finite number not below 0, got -1'],
    [{ total: 0 }, 'row 2, total: must be a finite number above 0, got 0'],
    [{ events: 21 }, 'row 2, events: must not be above total, got 21 of 20'],
    [{ study: ' ' }, 'row 2, study: must have a name'],
    [{ treatment: '' }, 'row 2, treatment: must have a name'],
    [{ treatment: 'X' }, 'row 2: study "a" has an arm "X" already in row 1; combine arms with one treatment first'],
    [{ study: 'b' }, 'row 2: study "b" has a single arm; a comparison needs two'],
  ])('with counts: %j', (change, message) => {
    expect(() => contrastsFromCounts('OR', sets(change))).toThrow(message)
    expect(() => poolMantelHaenszelNetwork(sets(change))).toThrow(message)
  })

  test.each([
    [{ mean: Number.NaN }, 'row 2, mean: must be a finite number, got NaN'],
    [{ sd: 0 }, 'row 2, sd: must be a finite number above 0, got 0'],
    [{ total: -4 }, 'row 2, total: must be a finite number above 0, got -4'],
  ])('with means: %j', (change, message) => {
    expect(() => contrastsFromMeans('MD', sets(change))).toThrow(message)
  })

  test.each([
    [{ events: -1 }, 'row 2, events: must be a finite number not below 0, got -1'],
    [{ time: 0 }, 'row 2, time: must be a finite number above 0, got 0'],
  ])('with rates: %j', (change, message) => {
    expect(() => contrastsFromRates('IRR', sets(change))).toThrow(message)
  })

  test('are needed', () => {
    expect(() => contrastsFromCounts('OR', [])).toThrow('arms: needs at least 2 rows, got 0')
  })
})
