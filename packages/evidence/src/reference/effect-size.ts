import { pool } from '../pairwise/pool.ts'
import type { StudyEffect } from '../study-effect.ts'
import type { ReferenceFunction, ReferenceRecord } from './format.ts'
import { metaEffects } from './meta-effects.ts'
import { type ReferenceEffects, referenceEffects } from './study-effects.ts'

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
}

/** Common effect and random effects as package meta gives them. */
function pooledByMeta(effects: ReferenceEffects, method: 'DL'): ReferenceRecord {
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
    return Number.isFinite(estimate) && Number.isFinite(variance) ? [{ study: String(index + 1), estimate, variance }] : []
  })
}
