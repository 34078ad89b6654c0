import { stepSelectionModel } from '../pairwise/index.ts'
import type { ReferenceAnalysis, ReferenceData, ReferenceRecord } from './format.ts'
import { levelOf, studiesOf, textOption } from './pairwise-input.ts'

/** Step-function selection model. */
export function selectionModel(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { options } = analysis
  const type = textOption(options, 'type') ?? 'stepfun'
  if (!type.startsWith('step')) throw new RangeError(`selmodel needs type stepfun, got ${type}`)
  const steps = options['steps']
  const alternative = textOption(options, 'alternative') ?? 'greater'
  const result = stepSelectionModel(studiesOf(data, analysis).studies, {
    alternative: (alternative === 'two.sided' ? 'two-sided' : alternative) as 'less',
    method: textOption(options, 'method') === 'FE' ? 'common' : 'ML',
    level: levelOf(options['level']),
    ...(steps !== undefined && { steps: (Array.isArray(steps) ? steps : [steps]).map(Number) }),
  })
  const { selectionTest } = result
  return {
    estimate: result.estimate,
    se: result.standardError,
    zval: result.statistic,
    pval: result.pValue,
    ci_lb: result.lower,
    ci_ub: result.upper,
    tau2: result.tauSquared,
    delta: result.steps.map(({ relativeChance }) => relativeChance),
    se_delta: result.steps.map(({ standardError }) => standardError ?? null),
    loglik: result.logLikelihood,
    LRT: selectionTest.statistic,
    LRT_df: selectionTest.degreesOfFreedom,
    LRT_p: selectionTest.pValue,
  }
}
