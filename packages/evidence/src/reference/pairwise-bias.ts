import {
  beggTest,
  eggerTest,
  failSafeNumbers,
  harbordTest,
  petersTest,
  type SizePredictor,
  type SmallStudyTest,
  trimAndFill,
} from '../pairwise/index.ts'
import type { ReferenceAnalysis, ReferenceData, ReferenceFunction, ReferenceRecord } from './format.ts'
import { conventionsIn, countsOf, numberOption, sampleSizesOf, studiesOf, textOption } from './pairwise-input.ts'
import { degreesOf, percent } from './pairwise-results.ts'
import { selectionModel } from './pairwise-selection.ts'

/** Adapters of the analyses of small-study effects and unpublished studies. */
export const biasFunctions: Readonly<Record<string, ReferenceFunction>> = {
  egger(data, analysis) {
    const reference = studiesOf(data, analysis)
    const { options } = analysis
    const predictor = predictorOf(textOption(options, 'predictor') ?? 'sei')
    const sizes = sampleSizesOf(reference)
    const test = eggerTest(reference.studies, {
      ...smallStudyOptions(options),
      predictor,
      ...(sizes && { sampleSizes: sizes }),
    })
    return smallStudyRecord(test)
  },
  harbord(data, analysis) {
    return smallStudyRecord(harbordTest(countsOf(data, analysis), smallStudyOptions(analysis.options)))
  },
  peters(data, analysis) {
    return smallStudyRecord(petersTest(countsOf(data, analysis), smallStudyOptions(analysis.options)))
  },
  ranktest(data, analysis) {
    const { tau, pValue } = beggTest(studiesOf(data, analysis).studies)
    return { tau, pval: pValue }
  },
  trimfill(data, analysis) {
    return trimAndFillRecord(data, analysis)
  },
  failsafe(data, analysis) {
    const alpha = numberOption(analysis.options, 'alpha')
    const target = numberOption(analysis.options, 'target')
    const { rosenthal, orwin, rosenberg } = failSafeNumbers(studiesOf(data, analysis).studies, {
      ...(alpha !== undefined && { alpha }),
      ...(target !== undefined && { target }),
    })
    return { rosenthal, orwin, rosenberg }
  },
  selmodel: selectionModel,
}

function predictorOf(name: string): SizePredictor {
  const names: Readonly<Record<string, SizePredictor>> = {
    sei: 'standard error',
    vi: 'variance',
    seinv: 'inverse standard error',
    vinv: 'inverse variance',
    ni: 'sample size',
    ninv: 'inverse sample size',
    sqrtni: 'root sample size',
    sqrtninv: 'inverse root sample size',
  }
  const predictor = names[name]
  if (predictor === undefined)
    throw new RangeError(`egger needs a predictor of ${Object.keys(names).join(', ')}, got ${name}`)
  return predictor
}

function smallStudyOptions(options: ReferenceRecord) {
  const { method, interval, level } = conventionsIn(options)
  const model = textOption(options, 'model') === 'rma' ? 'meta-regression' : 'classic'
  return { model, ...(method && { method }), ...(interval && { interval }), ...(level && { level }) } as const
}

function smallStudyRecord({ model, slope, limit }: SmallStudyTest): ReferenceRecord {
  const value = limit?.estimate ?? null
  return {
    stat: slope.statistic,
    ddf: degreesOf(slope.degreesOfFreedom),
    pval: slope.pValue,
    slope: slope.estimate,
    slope_se: slope.standardError,
    // R keeps the name of the coefficient in one of the models.
    limit_est: model === 'classic' || value === null ? value : { intrcpt: value },
    limit_ci_lb: limit?.lower ?? null,
    limit_ci_ub: limit?.upper ?? null,
  }
}

function trimAndFillRecord(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { studies } = studiesOf(data, analysis)
  const { options } = analysis
  const side = textOption(options, 'side')
  const result = trimAndFill(studies, {
    ...conventionsIn(options),
    estimator: (textOption(options, 'estimator') ?? 'L0') as 'L0',
    ...(side !== undefined && { side: side as 'left' }),
  })
  const { pooled, filled } = result
  return {
    k0: result.missingStudies,
    se_k0: result.missingStudiesStandardError,
    p_k0: result.missingStudiesPValue ?? null,
    side: result.side,
    filled: filled.map((_, index) => studies.length + index + 1),
    filled_yi: filled.map(({ estimate }) => estimate),
    filled_vi: filled.map(({ variance }) => variance),
    estimate: pooled.estimate,
    se: pooled.standardError,
    stat: pooled.statistic,
    pval: pooled.pValue,
    ci_lb: pooled.lower,
    ci_ub: pooled.upper,
    tau2: pooled.tauSquared,
    QE: pooled.heterogeneity.q,
    I2: percent(pooled.heterogeneity.iSquared),
  }
}
