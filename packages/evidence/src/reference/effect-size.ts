import type { IntervalMethod, PoolingMethod, PoolingOptions } from '../pairwise/conventions.ts'
import { pool } from '../pairwise/pool.ts'
import type { StudyEffect } from '../study-effect.ts'
import type { ReferenceFunction, ReferenceRecord } from './format.ts'
import { metaEffects } from './meta-effects.ts'
import { pooledRecord } from './pairwise-results.ts'
import { type ReferenceEffects, referenceEffects, textOption } from './study-effects.ts'

export { effectsOfTable, measureOf, type ReferenceEffects, referenceEffects } from './study-effects.ts'

/** Adapters from the reference format to the effect sizes of this package. */
export const effectSizeFunctions: Readonly<Record<string, ReferenceFunction>> = {
  escalc: (data, analysis) => {
    const { yi, vi } = referenceEffects(data, analysis)
    return { yi, vi }
  },
  escalc_meta: (data, analysis) => {
    const effects = metaEffects(data, analysis)
    return { yi: effects.yi, vi: effects.vi, ...pooledByMeta(effects, 'DL') }
  },
  escalc_iv: (data, analysis) => {
    const { options } = analysis
    if (isMetaStyle(options)) {
      const effects = metaEffects(data, analysis)
      const method = methodOf(options) ?? 'DL'
      return { yi: effects.yi, vi: effects.vi, ...pooledByMeta(effects, method) }
    }
    const effects = referenceEffects(data, analysis)
    const studies = poolableOf(effects)
    return {
      yi: effects.yi,
      vi: effects.vi,
      ...pooledRecord(studies, pool(studies, metaforConventions(options)), options),
    }
  },
}

/** Options by which package meta is meant; `add`, `to` and `drop00` are those of metafor. */
const metaOptions = [
  'incr',
  'method_incr',
  'method.incr',
  'allstudies',
  'RR_Cochrane',
  'RR.Cochrane',
  'addincr',
  'allincr',
]

function isMetaStyle(options: ReferenceRecord): boolean {
  return metaOptions.some((name) => options[name] !== undefined)
}

/** metafor's `method`, `test` and `level` (percent). */
function metaforConventions(options: ReferenceRecord): PoolingOptions {
  const test = textOption(options, 'test') ?? 'z'
  const interval = intervals[test]
  if (interval === undefined)
    throw new RangeError(`escalc_iv: needs a test of ${Object.keys(intervals).join(', ')}, got ${test}`)
  const level = options['level']
  return {
    preset: 'metafor',
    method: methodOf(options) ?? 'REML',
    interval,
    ...(typeof level === 'number' && { level: level > 1 ? level / 100 : level }),
  }
}

const intervals: Readonly<Record<string, IntervalMethod>> = {
  z: 'normal',
  knha: 'knapp-hartung',
  adhoc: 'knapp-hartung-floor',
}

function methodOf(options: ReferenceRecord): PoolingMethod | undefined {
  const method = textOption(options, 'method')
  return method === 'FE' || method === 'EE' || method === 'CE' ? 'common' : (method as PoolingMethod | undefined)
}

/** Common effect and random effects as package meta gives them. */
function pooledByMeta(effects: ReferenceEffects, method: PoolingMethod): ReferenceRecord {
  const studies = poolableOf(effects)
  const common = pool(studies, { preset: 'meta', method: 'common' })
  const random = pool(studies, { preset: 'meta', method })
  return {
    k: studies.length,
    estimate_common: common.estimate,
    se_common: common.standardError,
    [`estimate_random_${method}`]: random.estimate,
    [`se_random_${method}`]: random.standardError,
    [`tau2_${method}`]: random.tauSquared,
    tau2: random.tauSquared,
    Q: random.heterogeneity.q,
    df_Q: studies.length - 1,
  }
}

function poolableOf({ yi, vi }: ReferenceEffects): StudyEffect[] {
  return yi.flatMap((estimate, index) => {
    const variance = vi[index] as number
    return Number.isFinite(estimate) && Number.isFinite(variance)
      ? [{ study: String(index + 1), estimate, variance }]
      : []
  })
}
