import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyseNetwork, type NetworkAnalysis } from './analyse-network.ts'
import { compareTwo } from './compare-treatments.ts'
import { decomposeDesigns } from './decompose-designs.ts'
import { at, correlatedNetwork, denseFit, denseOf, effectDesign, times, transposed } from './dense-testing.ts'
import { designsOf } from './designs.ts'
import { netHeat } from './net-heat.ts'
import { networkMeasures } from './network-measures.ts'
import { makeNetwork } from './network-testing.ts'

const networks = {
  'independent arms': (seed: number) => makeNetwork({ treatments: 4, studies: 14, seed, multiArm: 0.4, tau: 0.9 }),
  'correlated arms, each study twice': (seed: number) => {
    const rows = correlatedNetwork(seed, 4, 5, 2)
    return [
      ...rows,
      ...rows.map((row) => ({
        ...row,
        study: `again ${row.study}`,
        estimate: -2 * row.estimate,
        standardError: row.standardError * 1.5,
      })),
    ]
  },
}

/** With what factor each contrast of each study enters the network estimate of i minus j, by whole matrices. */
function factorsOf({ network }: NetworkAnalysis, tauSquared: number, i: number, j: number) {
  const dense = denseOf(network, tauSquared)
  const design = effectDesign(dense, network.treatments.length)
  const { covariance, precision } = denseFit(design, dense.values, dense.covariance)
  const wanted = covariance.map((_, column) => Number(column === i) - Number(column === j))
  const [factors = []] = times(times(times([wanted], covariance), transposed(design)), precision)
  const armsOf = (study: number) =>
    [...network.arms.subarray(network.armStart[study], network.armStart[study + 1])].join(' ')
  return factors.map((factor, row) => {
    const study = dense.study[row] as number
    return { factor, study, design: armsOf(study), arm: dense.second[row] as number }
  })
}

/** Half of what enters and leaves all arms of one group: each contrast carries its factor from the first arm. */
function throughput(rows: readonly { factor: number; arm: number }[]): number {
  const byArm = new Map<number, number>()
  for (const { factor, arm } of rows) byArm.set(arm, (byArm.get(arm) ?? 0) + factor)
  const flows = [...byArm.values()]
  const first = flows.reduce((sum, flow) => sum + flow, 0)
  return flows.reduce((sum, flow) => sum + Math.abs(flow), Math.abs(first)) / 2
}

describe.each(Object.entries(networks))('a network with %s', (_, make) => {
  const analysed = (seed: number) => analyseNetwork(make(seed), { armVariances: 'accept', tauSquared: 'DL' })

  test.each(['common', 'random'] as const)('has measures of what passes its designs and studies (%s)', (model) => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const analysis = analysed(seed)
        const { treatments } = analysis.network
        for (const measures of networkMeasures(analysis, model)) {
          const [i, j] = [treatments.indexOf(measures.treatment1), treatments.indexOf(measures.treatment2)]
          const factors = factorsOf(analysis, analysis[model].tauSquared, i, j)
          const through = (key: 'design' | 'study') =>
            [...new Set(factors.map((each) => each[key]))].map((group) =>
              throughput(factors.filter((each) => each[key] === group)),
            )
          const byDesign = through('design')
          expect(measures.meanPathLength).toBeCloseTo(
            byDesign.reduce((sum, each) => sum + each, 0),
            7,
          )
          expect(1 / measures.minimalParallelism).toBeCloseTo(Math.max(...byDesign), 7)
          expect(1 / measures.minimalParallelismOfStudies).toBeCloseTo(Math.max(...through('study')), 7)
        }
      }),
      { numRuns: 12 },
    )
  })

  test.each(['common', 'random'] as const)('has net heat whose parts add up (%s)', (model) => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const analysis = analysed(seed)
        const { network } = analysis
        const { comparisons, hat, inconsistency, change } = netHeat(analysis, model)
        const { between, interaction, designs } = decomposeDesigns(analysis)
        const wanted = model === 'common' ? between.statistic : interaction.statistic
        const total = inconsistency.reduce((sum, part) => sum + part, 0)
        expect(total / (1 + wanted)).toBeCloseTo(wanted / (1 + wanted), 7)
        const tauWithin = model === 'common' ? 0 : interaction.tauWithin
        const same = analyseNetwork(make(seed), { armVariances: 'accept', tauSquared: tauWithin ** 2 })
        const own = designsOf(same.random).flatMap(({ solution: { effects } }) =>
          Array.from(effects.subarray(1), (effect) => ((effects[0] as number) - effect) * network.scale),
        )
        for (const [row, { treatment1, treatment2, design }] of comparisons.entries()) {
          const { estimate } = compareTwo(same, treatment1, treatment2).random
          const byHat = (hat[row] as Float64Array).reduce(
            (sum, share, column) => sum + share * (own[column] as number),
            0,
          )
          expect(byHat).toBeCloseTo(estimate, 6)
          expect(design).toContain(treatment2)
          expect(design[0]).toBe(treatment1)
          const left = change[row]?.reduce((sum, part, other) => sum + (inconsistency[other] as number) - part, 0)
          const test = designs.find(({ treatments }) => treatments.join(' ') === design.join(' '))
          expect(left === undefined).toBe(test?.betweenWithout === undefined)
          if (left === undefined || model === 'random') continue
          const without = test?.betweenWithout?.statistic as number
          expect(left / (1 + without)).toBeCloseTo(without / (1 + without), 6)
        }
      }),
      { numRuns: 12 },
    )
  })

  test('has effects that are the factors times what the studies found', () => {
    const analysis = analysed(3)
    const { network, common } = analysis
    const { values } = denseOf(network, 0)
    const factors = factorsOf(analysis, 0, 0, 2)
    const sum = factors.reduce((total, { factor }, row) => total + factor * (values[row] as number), 0)
    const { estimate } = compareTwo(analysis, network.treatments[0] as string, network.treatments[2] as string).common
    expect(sum * network.scale).toBeCloseTo(estimate, 8)
    expect(at([Array.from(common.solution.effects)], 0, network.treatments.length - 1)).toBe(0)
  })
})
