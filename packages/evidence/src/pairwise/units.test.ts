import { describe, expect, test } from 'vitest'
import { bcgAllocations, bcgEffects, bcgLatitudes, bcgYears, estimators } from '../../test-support/pairwise-testing.ts'
import type { StudyEffect } from '../study-effect.ts'
import { poolAllSubsets } from './all-subsets.ts'
import { baujat } from './baujat.ts'
import { beggTest } from './begg.ts'
import { robustThreeLevel } from './cluster-robust.ts'
import { poolCumulatively } from './cumulative.ts'
import { failSafeNumbers } from './fail-safe.ts'
import { influence } from './influence.ts'
import { leaveOneOut } from './leave-one-out.ts'
import { regress } from './meta-regression.ts'
import { pool } from './pool.ts'
import { predictEffects } from './predict-effects.ts'
import { stepSelectionModel } from './step-selection.ts'
import { poolSubgroups } from './subgroups.ts'
import { profileLikelihoodInterval, qProfileInterval } from './tau-squared-interval.ts'
import { poolThreeLevel } from './three-level.ts'
import { trimAndFill } from './trim-and-fill.ts'

/** An analysis may be made in grams or in tonnes: every number follows by the power of the unit that its name has. */
const powers: Readonly<Record<string, number>> = {
  estimate: 1,
  estimates: 1,
  standardError: 1,
  classicStandardError: 1,
  lower: 1,
  upper: 1,
  target: 1,
  tau: 1,
  covarianceRoot: 1,
  tauSquared: 2,
  tauSquaredStandardError: 2,
  tauSquaredWithout: 2,
  typicalVariance: 2,
  variance: 2,
  varianceBetween: 2,
  varianceWithin: 2,
  covariance: 2,
  iSquared: 0,
  hSquared: 0,
  steps: 0,
}
/** Numbers whose parts do not go by their own names: tau² with limits, chances with errors, sizes of a matrix. */
const wholes = new Set(['tau', 'tauSquared', 'iSquared', 'hSquared', 'steps', 'covariance', 'covarianceRoot'])

function numbersOf(value: unknown, path = '', power?: number): [path: string, number: number, power: number][] {
  if (typeof value === 'number') return [[path, value, power ?? 0]]
  if (typeof value !== 'object' || value === null) return []
  const isList = Array.isArray(value) || ArrayBuffer.isView(value)
  return Object.entries(value).flatMap(([key, part]) => {
    const own = key === 'rows' || key === 'columns' || key === 'conventions' || key === 'fit' ? 0 : powers[key]
    const isInside = power !== undefined && [...wholes].some((whole) => path.split('.').includes(whole))
    return numbersOf(
      part,
      path === '' ? key : `${path}.${key}`,
      isList || isInside ? (own === 0 ? 0 : power) : (own ?? power),
    )
  })
}

function inUnit(studies: readonly StudyEffect[], unit: number): StudyEffect[] {
  return studies.map((s) => ({ ...s, estimate: s.estimate * unit, variance: s.variance * unit * unit }))
}

const clustered = (studies: readonly StudyEffect[]) =>
  studies.map((study, i) => ({ ...study, cluster: ['a', 'b', 'c', 'd', 'e'][Math.floor(i / 3)] as string }))
const latitude = { name: 'latitude', values: bcgLatitudes }
const allocation = { name: 'allocation', categories: bcgAllocations }

const analyses: Readonly<Record<string, (studies: readonly StudyEffect[]) => unknown>> = {
  ...Object.fromEntries(estimators.map((method) => [`pool by ${method}`, (studies) => pool(studies, { method })])),
  'pool by IQWiG': (studies) => pool(studies, { interval: 'knapp-hartung-iqwig', prediction: 'HTS' }),
  'pool a common effect': (studies) => pool(studies, { method: 'common' }),
  'Q-profile': qProfileInterval,
  'profile likelihood': profileLikelihoodInterval,
  'meta-regression': (studies) => regress(studies, [latitude, allocation], { method: 'DL' }),
  'meta-regression by IQWiG': (studies) => regress(studies, [latitude], { interval: 'knapp-hartung-iqwig' }),
  'prediction from a regression': (studies) => predictEffects(regress(studies, [latitude]), [[33], [1, 42]]),
  subgroups: (studies) => poolSubgroups(studies, bcgAllocations),
  'subgroups with one tau²': (studies) => poolSubgroups(studies, bcgAllocations, { tauSquared: 'common' }),
  'three levels': (studies) => poolThreeLevel(clustered(studies)),
  'three levels, moderator': (studies) => poolThreeLevel(clustered(studies), { moderators: [latitude], interval: 't' }),
  'robust CR2': (studies) => robustThreeLevel(clustered(studies)),
  'robust CR1': (studies) => robustThreeLevel(clustered(studies), { correction: 'CR1', moderators: [latitude] }),
  'leave one out': (studies) => leaveOneOut(studies),
  cumulative: (studies) => poolCumulatively(studies, bcgYears),
  influence: (studies) => influence(studies),
  'influence by Knapp–Hartung': (studies) => influence(studies, { interval: 'knapp-hartung' }),
  Baujat: (studies) => baujat(studies),
  Begg: (studies) => [beggTest(studies)].map((result) => [result.tau, result.pValue]),
  'fail-safe numbers': (studies) => failSafeNumbers(studies),
  'trim and fill': (studies) => trimAndFill(studies),
  'trim and fill by R0': (studies) => trimAndFill(studies, { estimator: 'R0', side: 'right' }),
}

describe.each(Object.entries(analyses))('%s', (_name, analyse) => {
  // Squares of 2^±80 lie far outside the numbers that are used as they are.
  test.each([2 ** -80, 2 ** 80])('follows the unit of the data (%d)', (unit) => {
    const base = numbersOf(analyse(bcgEffects))
    const scaled = new Map(numbersOf(analyse(inUnit(bcgEffects, unit))).map(([path, number]) => [path, number]))
    expect(base.length).toBeGreaterThan(1)
    for (const [path, number, power] of base) {
      // Log likelihoods follow the logarithm of the unit: the next test.
      if (path.split('.').includes('fit')) continue
      const back = (scaled.get(path) as number) / unit ** power
      if (number !== back) expect(back / number, path).toBeCloseTo(1, 9)
    }
  })
})

test('a log likelihood of k densities falls by k log(unit), the restricted one by k − p', () => {
  const unit = 2 ** 80
  const fits = (studies: readonly StudyEffect[]) =>
    [poolThreeLevel(clustered(studies), { moderators: [latitude] }), regress(studies, [latitude])].map(({ fit }) => fit)
  const after = fits(inUnit(bcgEffects, unit))
  for (const [i, before] of fits(bcgEffects).entries()) {
    const fall = Math.log(unit)
    expect(after[i]?.logLikelihood).toBeCloseTo(before.logLikelihood - 13 * fall, 8)
    expect(after[i]?.restrictedLogLikelihood).toBeCloseTo(before.restrictedLogLikelihood - 11 * fall, 8)
    expect(after[i]?.aic).toBeCloseTo(before.aic + 26 * fall, 7)
    expect(after[i]?.bic).toBeCloseTo(before.bic + 26 * fall, 7)
  }
})

test('the selection model follows the unit, as far as its maximum is found', () => {
  const unit = 2 ** 80
  const options = { alternative: 'less', steps: [0.025] } as const
  const base = stepSelectionModel(bcgEffects, options)
  const scaled = stepSelectionModel(inUnit(bcgEffects, unit), options)
  expect(scaled.estimate / unit).toBeCloseTo(base.estimate, 6)
  expect(scaled.standardError / unit).toBeCloseTo(base.standardError, 5)
  expect(scaled.tauSquared / unit ** 2).toBeCloseTo(base.tauSquared, 6)
  expect(scaled.steps[1]?.relativeChance).toBeCloseTo(base.steps[1]?.relativeChance as number, 5)
  expect(scaled.logLikelihood).toBeCloseTo(base.logLikelihood - 13 * Math.log(unit), 6)
})

test('all subsets follow the unit', async () => {
  const [base, scaled] = await Promise.all(
    [1, 2 ** 80].map((unit) => poolAllSubsets(inUnit(bcgEffects.slice(0, 6), unit))),
  )
  expect(scaled?.studies).toEqual(bcgEffects.slice(0, 6).map(({ study }) => study))
  expect(scaled?.iSquared).toEqual(base?.iSquared)
  expect(scaled?.estimates.map((value) => value / 2 ** 80)).toEqual(base?.estimates)
  expect(scaled?.tauSquared.map((value) => value / 2 ** 160)).toEqual(base?.tauSquared)
})
