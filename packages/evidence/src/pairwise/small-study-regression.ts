import { refuse } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'
import type { Conventions, IntervalMethod, PoolingMethod } from './conventions.ts'
import { type Coefficient, regress } from './meta-regression.ts'
import { columnsOf } from './study-columns.ts'

/** What stands for the size of a study. */
export type SizePredictor =
  | 'standard error'
  | 'variance'
  | 'inverse standard error'
  | 'inverse variance'
  | 'sample size'
  | 'inverse sample size'
  | 'root sample size'
  | 'inverse root sample size'

export interface SmallStudyOptions {
  /**
   * `classic`: weighted least squares with a free dispersion and t (Egger); `meta-regression`: variances known, with the
   * variance between studies that `method` estimates. Default `classic`.
   */
  readonly model?: 'classic' | 'meta-regression'
  /** Default `standard error`. */
  readonly predictor?: SizePredictor
  /** One per study; needed for predictors with the sample size. */
  readonly sampleSizes?: readonly number[]
  /** Of a meta-regression. Default REML. */
  readonly method?: PoolingMethod
  /** Of a meta-regression. Default `normal`. */
  readonly interval?: IntervalMethod
  /** As a fraction. Default 0.95. */
  readonly level?: number
}

/** Do small studies show other effects than large ones? */
export interface SmallStudyTest {
  readonly test: 'Egger' | 'Harbord' | 'Peters'
  readonly model: 'classic' | 'meta-regression'
  readonly predictor: SizePredictor | 'inverse root score variance'
  readonly conventions: Conventions
  /** Change of the effect per unit of the predictor, with the test of no change. */
  readonly slope: Coefficient
  /** Effect in a study without error; only for predictors that are 0 there. */
  readonly limit: Coefficient | undefined
}

/** Predictors that go to 0 as a study grows. */
const vanishing: readonly string[] = [
  'standard error',
  'variance',
  'inverse sample size',
  'inverse root sample size',
] satisfies SizePredictor[]

/**
 * Egger's regression test for funnel plot asymmetry, in its classic form or as a meta-regression.
 * @throws {InputProblemError} naming rows that cannot be used, for fewer than 3 studies, or studies of one size
 * @throws {RangeError} when a predictor needs sample sizes and there are none
 * @source Egger et al. 1997, BMJ 315:629; Sterne & Egger 2005, chapter 6 of Publication Bias in Meta-Analysis
 */
export function eggerTest(studies: readonly StudyEffect[], options: SmallStudyOptions = {}): SmallStudyTest {
  const { predictor = 'standard error' } = options
  const values = predictorValues(studies, predictor, options.sampleSizes)
  return testOn('Egger', predictor, studies, values, options)
}

/** Fits the regression on the size of the study and reads the test from it. */
export function testOn(
  test: SmallStudyTest['test'],
  predictor: SmallStudyTest['predictor'],
  studies: readonly StudyEffect[],
  values: readonly number[],
  options: SmallStudyOptions,
): SmallStudyTest {
  if (studies.length < 3) {
    columnsOf(studies, 0)
    refuse([{ message: `a test for small-study effects needs 3 studies, got ${studies.length}` }])
  }
  const { model = 'classic', method = 'REML', interval = 'normal', level = 0.95 } = options
  const regression = regress(studies, [{ name: predictor, values }], {
    method: model === 'classic' ? 'common' : method,
    interval: model === 'classic' ? 'knapp-hartung' : interval,
    level,
  })
  const [limit, slope] = regression.coefficients as [Coefficient, Coefficient]
  const { conventions } = regression
  return { test, model, predictor, conventions, slope, limit: vanishing.includes(predictor) ? limit : undefined }
}

/** The predictor per study. */
export function predictorValues(
  studies: readonly StudyEffect[],
  predictor: SizePredictor,
  sampleSizes?: readonly number[],
): number[] {
  const sizeOf = (index: number): number => {
    const size = sampleSizes?.[index]
    if (sampleSizes === undefined || sampleSizes.length !== studies.length) {
      throw new RangeError(`eggerTest needs ${studies.length} sample sizes for predictor ${predictor}`)
    }
    if (!((size as number) > 0)) {
      refuse([{ row: index + 1, column: 'sample size', message: `must be above 0, got ${size ?? 'nothing'}` }])
    }
    return size as number
  }
  const valueOf: Record<SizePredictor, (variance: number, index: number) => number> = {
    'standard error': (variance) => Math.sqrt(variance),
    variance: (variance) => variance,
    'inverse standard error': (variance) => 1 / Math.sqrt(variance),
    'inverse variance': (variance) => 1 / variance,
    'sample size': (_variance, index) => sizeOf(index),
    'inverse sample size': (_variance, index) => 1 / sizeOf(index),
    'root sample size': (_variance, index) => Math.sqrt(sizeOf(index)),
    'inverse root sample size': (_variance, index) => 1 / Math.sqrt(sizeOf(index)),
  }
  return studies.map(({ variance }, index) => valueOf[predictor](variance, index))
}
