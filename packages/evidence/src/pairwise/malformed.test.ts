import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputProblemError } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'
import * as pairwise from './index.ts'
import { estimators } from '../../test-support/pairwise-testing.ts'

const odd = fc.constantFrom(
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -1,
  1e308,
  5e-324,
  1e-200,
)
const power = fc.constantFrom(0, 0, 0, 5, -5, 60, -60, 150, -150, 200, -200)

/** Studies on any scale, some of them repeated, alike, far apart in precision, or no study at all. */
const anyStudies: fc.Arbitrary<StudyEffect[]> = fc
  .record({
    scale: power,
    spread: fc.constantFrom(0, 0, 1, 5, 30, 120),
    rows: fc.array(
      fc.record({
        estimate: fc.double({ min: -3, max: 3, noNaN: true }),
        variance: fc.double({ min: 0.01, max: 4, noNaN: true }),
        tilt: fc.double({ min: -1, max: 1, noNaN: true }),
        repeats: fc.boolean(),
        broken: fc.option(fc.tuple(fc.constantFrom('estimate' as const, 'variance' as const), odd), { freq: 40 }),
      }),
      { maxLength: 9 },
    ),
    rounds: fc.boolean(),
  })
  .map(({ scale, spread, rows, rounds }) => {
    const unit = 10 ** scale
    const studies: StudyEffect[] = []
    for (const [index, { estimate, variance, tilt, repeats, broken }] of rows.entries()) {
      const last = studies.at(-1)
      const own = {
        study: `s${index + 1}`,
        estimate: (rounds ? Math.round(estimate) : estimate) * unit,
        variance: (rounds ? 1 : variance) * unit * unit * 10 ** (tilt * spread),
      }
      const study = repeats && last !== undefined && index % 3 === 0 ? { ...last } : own
      studies.push(broken === null ? study : { ...study, [broken[0]]: broken[1] })
    }
    return studies
  })

const anyOptions = fc.record({
  method: fc.constantFrom('common' as const, ...estimators),
  interval: fc.constantFrom(
    'normal' as const,
    't' as const,
    'knapp-hartung' as const,
    'knapp-hartung-floor' as const,
    'knapp-hartung-wider' as const,
    'knapp-hartung-iqwig' as const,
  ),
  preset: fc.constantFrom('metafor' as const, 'meta' as const, 'RevMan 5' as const),
  level: fc.constantFrom(0.5, 0.9, 0.95, 0.999),
})
type Options = Parameters<typeof pairwise.pool>[1] & object

const groups = (studies: readonly StudyEffect[]) => studies.map((_, index) => 'abc'.charAt(index % 3))

const analyses: Record<string, (studies: readonly StudyEffect[], options: Options) => unknown> = {
  pool: (studies, options) => pairwise.pool(studies, options),
  fitStatistics: (studies, options) => pairwise.fitStatistics(studies, pairwise.pool(studies, options)),
  regress: (studies, options) =>
    pairwise.regress(
      studies,
      [
        { name: 'year', values: studies.map((_, index) => 1950 + index * index) },
        { name: 'group', categories: groups(studies) },
      ],
      options,
    ),
  qProfileInterval: (studies, options) => pairwise.qProfileInterval(studies, options),
  profileLikelihoodInterval: (studies, { level = 0.95 }) =>
    pairwise.profileLikelihoodInterval(studies, { method: 'REML', level }),
  leaveOneOut: (studies, options) => pairwise.leaveOneOut(studies, options),
  poolCumulatively: (studies, options) => pairwise.poolCumulatively(studies, undefined, options),
  baujat: (studies, options) => pairwise.baujat(studies, options),
  influence: (studies, options) => pairwise.influence(studies, options),
  poolSubgroups: (studies, options) =>
    pairwise.poolSubgroups(studies, groups(studies), { ...options, tauSquared: 'common' }),
  eggerTest: (studies, { method = 'DL' }) => pairwise.eggerTest(studies, { model: 'meta-regression', method }),
  beggTest: (studies) => pairwise.beggTest(studies),
  failSafeNumbers: (studies) => ({ ...pairwise.failSafeNumbers(studies), orwin: 0 }),
  trimAndFill: (studies, options) => pairwise.trimAndFill(studies, options),
  petPeese: (studies) => pairwise.petPeese(studies),
  poolThreeLevel: (studies) => pairwise.poolThreeLevel(clustered(studies)),
  robustThreeLevel: (studies) => pairwise.robustThreeLevel(clustered(studies)),
}

function clustered(studies: readonly StudyEffect[]) {
  return studies.map((study, index) => ({ ...study, cluster: groups(studies)[index] as string }))
}

/** Path to the first number that is not finite; degrees of freedom may be infinite. */
function firstNonFinite(value: unknown, path = ''): string | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) || path.endsWith('egreesOfFreedom') ? undefined : `${path} = ${value}`
  }
  if (typeof value !== 'object' || value === null) return undefined
  const entries = ArrayBuffer.isView(value) ? Array.from(value as Float64Array).entries() : Object.entries(value)
  for (const [key, member] of entries) {
    const found = firstNonFinite(member, `${path}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

test.each(Object.keys(analyses))('%s gives finite numbers or says what is wrong', (name) => {
  const compute = analyses[name] as (typeof analyses)[string]
  fc.assert(
    fc.property(anyStudies, anyOptions, (studies, options) => {
      let result: unknown
      try {
        result = compute(studies, options)
      } catch (error) {
        expect(error).toBeInstanceOf(InputProblemError)
        return
      }
      expect(firstNonFinite(result)).toBeUndefined()
    }),
    { numRuns: 250 },
  )
})
