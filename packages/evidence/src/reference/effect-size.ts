import type { ReferenceFunction } from './format.ts'
import { referenceEffects } from './study-effects.ts'

/** Adapters from the reference format to the effect sizes of this package. */
export const effectSizeFunctions: Readonly<Record<string, ReferenceFunction>> = {
  escalc: (data, analysis) => {
    const { yi, vi } = referenceEffects(data, analysis)
    return { yi, vi }
  },
}
