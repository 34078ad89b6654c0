import { poolPeto, pool, predictEffects, regress } from '../pairwise/index.ts'
import type { ReferenceAnalysis, ReferenceData, ReferenceFunction, ReferenceValue } from './format.ts'
import { biasFunctions } from './pairwise-bias.ts'
import { conventionsIn, countsOf, levelOf, moderatorsOf, studiesOf, textsOption } from './pairwise-input.ts'
import { estimateRecord, mantelHaenszelByMeta, mantelHaenszelByMetafor, revman5 } from './pairwise-programs.ts'
import { pooledRecord, regressionRecord } from './pairwise-results.ts'
import { sensitivityFunctions } from './pairwise-sensitivity.ts'
import { threeLevel, threeLevelRobust } from './pairwise-three-level.ts'

/** Adapters from the reference format to the pairwise analyses of this package. */
export const pairwiseFunctions: Readonly<Record<string, ReferenceFunction>> = {
  ...sensitivityFunctions,
  ...biasFunctions,
  pairwise(data, analysis) {
    const { studies } = studiesOf(data, analysis)
    return pooledRecord(studies, pool(studies, conventionsIn(analysis.options)), analysis.options)
  },
  metareg(data, analysis) {
    return regressionRecord(regressionOf(data, analysis), analysis.options)
  },
  metareg_predict(data, analysis) {
    const rows = rowsOf(analysis.options['newmods'])
    const predictions = predictEffects(regressionOf(data, analysis), rows)
    return {
      pred: predictions.map(({ estimate }) => estimate),
      se: predictions.map(({ standardError }) => standardError),
      ci_lb: predictions.map(({ lower }) => lower),
      ci_ub: predictions.map(({ upper }) => upper),
      pi_lb: predictions.map(({ prediction }) => prediction?.lower ?? null),
      pi_ub: predictions.map(({ prediction }) => prediction?.upper ?? null),
    }
  },
  mh: mantelHaenszelByMetafor,
  mh_meta: mantelHaenszelByMeta,
  peto(data, analysis) {
    const result = poolPeto(countsOf(data, analysis), levelOf(analysis.options['level']))
    const { givenStudyCount, studyCount, heterogeneity } = result
    const record = estimateRecord({ ...result, studyCount: givenStudyCount, informativeStudyCount: studyCount })
    return { ...record, H2: heterogeneity.hSquared }
  },
  three_level: threeLevel,
  three_level_robust: threeLevelRobust,
  revman5,
}

function regressionOf(data: ReferenceData, analysis: ReferenceAnalysis) {
  const reference = studiesOf(data, analysis)
  const moderators = moderatorsOf(reference, textsOption(analysis.options, 'moderators'))
  const intercept = analysis.options['intercept'] !== false
  return regress(reference.studies, moderators, { ...conventionsIn(analysis.options), intercept })
}

/** One moderator: a number per prediction. Several: a list per prediction. */
function rowsOf(newmods: ReferenceValue): number[][] {
  if (typeof newmods === 'number') return [[newmods]]
  if (!Array.isArray(newmods)) throw new RangeError('metareg_predict needs newmods, got none')
  return newmods.map((row: ReferenceValue) => (Array.isArray(row) ? row.map(Number) : [Number(row)]))
}
