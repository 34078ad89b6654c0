import { findRoot } from '../numerics/index.ts'
import type { PoolingMethod, TauSquaredEstimator } from './conventions.ts'
import type { WeightedModel } from './weighted-model.ts'

/**
 * Variance between studies, never below 0. Moment estimators are exact; the others are roots of their equation to the
 * last bit, and of several roots the one with the highest likelihood.
 * @source DL: DerSimonian & Laird 1986, Control Clin Trials 7:177; HE: Hedges & Olkin 1985; HS: Schmidt & Hunter 2015;
 * HSk: Brannick et al. 2019, Res Synth Methods 10:379; SJ: Sidik & Jonkman 2005, Appl Stat 54:367; PM: Paule & Mandel
 * 1982, J Res NBS 87:377; EB: Morris 1983, JASA 78:47; ML, REML: Viechtbauer 2005, J Educ Behav Stat 30:261. Forms with
 * moderators: Raudenbush 2009 in Cooper, Hedges & Valentine, chapter 16
 */
export function estimateTauSquared(model: WeightedModel, method: PoolingMethod): number {
  const spare = model.studyCount - model.coefficientCount
  if (method === 'common' || spare <= 0) return 0
  return Math.max(0, estimators[method](model, spare))
}

const estimators: Record<TauSquaredEstimator, (model: WeightedModel, spare: number) => number> = {
  DL(model, spare) {
    model.weigh(0)
    return (model.residualSquares - spare) / model.traceP
  },
  HE(model, spare) {
    model.weighEqually()
    return (model.residualSquares - model.tracePV()) / spare
  },
  HS(model) {
    model.weigh(0)
    return (model.residualSquares - model.studyCount) / model.sumOfWeights
  },
  HSk(model, spare) {
    model.weigh(0)
    const { studyCount } = model
    return ((studyCount / spare) * model.residualSquares - studyCount) / model.sumOfWeights
  },
  SJ(model, spare) {
    const start = crudeVariance(model)
    if (start === 0) return 0
    model.weigh(start)
    return (start * model.residualSquares) / spare
  },
  PM: (model, spare) => solveGeneralizedQ(model, spare),
  EB: (model, spare) => solveGeneralizedQ(model, spare),
  ML: (model, spare) => maximizeLikelihood(model, spare, false),
  REML: (model, spare) => maximizeLikelihood(model, spare, true),
}

/** Mean squared deviation of the estimates from their plain mean: Sidik and Jonkman's start, moderators or not. */
export function crudeVariance({ estimates, studyCount }: WeightedModel): number {
  const origin = estimates[0] as number
  let mean = 0
  for (let i = 0; i < studyCount; i++) mean += (estimates[i] as number) - origin
  mean /= studyCount
  let squares = 0
  for (let i = 0; i < studyCount; i++) squares += ((estimates[i] as number) - origin - mean) ** 2
  return squares / studyCount
}

/**
 * tau² at which the generalised Q statistic y'P(tau²)y is the target; it falls steadily, so there is one.
 * @returns 0 when Q is at or below the target already at tau² = 0
 */
export function solveGeneralizedQ(model: WeightedModel, target: number): number {
  const excess = (tauSquared: number) => {
    model.weigh(tauSquared)
    return model.residualSquares - target
  }
  if (excess(0) <= 0) return 0
  // y'Py ≤ residual squares / (smallest variance + tau²), with equality when all variances are the same.
  const bound = Math.max(model.unweightedResidualSquares / target - model.smallestVariance, 0)
  return rootBetween(excess, model.smallestVariance, bound * (1 + 1e-12) + model.smallestVariance * 1e-12)
}

/** Root of a function that is above 0 at 0 and falls to 0 or below at the bound; steps are ratios of variance + tau². */
function rootBetween(f: (tauSquared: number) => number, smallestVariance: number, bound: number): number {
  let upper = bound
  while (f(upper) > 0) upper = 2 * upper + smallestVariance
  let lower = 0
  // Halve on the logarithmic scale until both ends are of one size; Brent's method does the rest.
  while (smallestVariance + upper > 16 * (smallestVariance + lower)) {
    const middle = Math.sqrt(smallestVariance + lower) * Math.sqrt(smallestVariance + upper) - smallestVariance
    if (f(middle) > 0) lower = middle
    else upper = middle
  }
  return findRoot(f, lower, upper)
}

/**
 * Highest point of the (restricted) likelihood over tau² ≥ 0: all sign changes of the score on a grid over the range in
 * which its roots must lie, solved exactly and compared with each other and with tau² = 0.
 */
function maximizeLikelihood(model: WeightedModel, spare: number, restricted: boolean): number {
  const score = (tauSquared: number) => {
    model.weigh(tauSquared)
    return model.weightedResidualSquares - (restricted ? model.traceP : model.sumOfWeights)
  }
  const { smallestVariance, largestVariance, studyCount } = model
  // y'PPy ≤ squares / (smallest + tau²)² and both traces ≥ degrees / (largest + tau²): beyond the bound the score is < 0.
  const spread = model.unweightedResidualSquares / (restricted ? spare : studyCount)
  const bound = ((spread + Math.sqrt(spread * spread + 4 * spread * largestVariance)) / 2) * (1 + 1e-12)
  const ratio = 1 + bound / smallestVariance
  const steps = Math.min(64, Math.max(6, Math.ceil(Math.log2(ratio))))
  const growth = ratio ** (1 / steps)

  let best: number | undefined
  let before = 0
  let scoreBefore = score(0)
  if (scoreBefore <= 0) best = 0
  for (let step = 1; step <= steps; step++) {
    const at = step === steps ? bound : smallestVariance * (growth ** step - 1)
    const scoreHere = score(at)
    if (scoreBefore > 0 && scoreHere <= 0) {
      const root = findRoot(score, before, at)
      best = best === undefined || isLikelier(model, restricted, root, best) ? root : best
    }
    before = at
    scoreBefore = scoreHere
  }
  return best ?? bound
}

function isLikelier(model: WeightedModel, restricted: boolean, one: number, other: number): boolean {
  return relativeLogLikelihood(model, one, restricted) > relativeLogLikelihood(model, other, restricted)
}

/** Log likelihood at tau² up to a constant, maximised over the coefficients; restricted or not. */
export function relativeLogLikelihood(model: WeightedModel, tauSquared: number, restricted: boolean): number {
  model.weigh(tauSquared)
  let sumOfLogs = 0
  for (let i = 0; i < model.studyCount; i++) sumOfLogs += Math.log((model.variances[i] as number) + tauSquared)
  return -0.5 * (sumOfLogs + model.residualSquares + (restricted ? model.logDeterminant : 0))
}

/**
 * Standard error of tau²: of a quadratic form in the estimates for the moment estimators (variance 2 tr(AΣAΣ)), from the
 * expected information for ML and REML.
 * @returns undefined where there is none: a common effect, as many coefficients as studies, or studies so unlike in
 * precision that no information is left
 * @source Viechtbauer et al. 2015, Psychol Methods 20:360, appendix
 */
export function standardErrorOfTauSquared(
  model: WeightedModel,
  method: PoolingMethod,
  tauSquared: number,
): number | undefined {
  const spare = model.studyCount - model.coefficientCount
  if (method === 'common' || spare <= 0) return undefined
  const error = errorOf(model, method, tauSquared, spare)
  return Number.isFinite(error) ? error : undefined
}

function errorOf(model: WeightedModel, method: TauSquaredEstimator, tauSquared: number, spare: number): number {
  switch (method) {
    case 'DL':
      model.weigh(0)
      return Math.sqrt(varianceOfQ(model, spare, tauSquared)) / model.traceP
    case 'HS':
      model.weigh(0)
      return Math.sqrt(varianceOfQ(model, spare, tauSquared)) / model.sumOfWeights
    case 'HSk':
      model.weigh(0)
      return ((model.studyCount / spare) * Math.sqrt(varianceOfQ(model, spare, tauSquared))) / model.sumOfWeights
    case 'HE':
      model.weighEqually()
      return Math.sqrt(varianceOfForm(model, tauSquared)) / spare
    case 'SJ': {
      const start = crudeVariance(model)
      if (start === 0) return Number.NaN
      model.weigh(start)
      return (start * Math.sqrt(varianceOfForm(model, tauSquared))) / spare
    }
    case 'PM':
    case 'EB':
      model.weigh(tauSquared)
      return (model.studyCount * Math.sqrt(2 / spare)) / model.sumOfWeights
    case 'ML':
      model.weigh(tauSquared)
      return Math.sqrt(2 / model.weights.reduce((total, weight) => total + weight * weight, 0))
    case 'REML':
      model.weigh(tauSquared)
      return Math.sqrt(2 / model.traceOfProduct('identity', 'identity'))
  }
}

/** Variance of Q with weights 1/v, for which PV is a projection. */
function varianceOfQ(model: WeightedModel, spare: number, tauSquared: number): number {
  const squares = model.traceOfProduct('identity', 'identity')
  return 2 * spare + 4 * tauSquared * model.traceP + 2 * tauSquared * tauSquared * squares
}

/** Variance of y'Py for the weights in use and a total variance of v + tau². */
function varianceOfForm(model: WeightedModel, tauSquared: number): number {
  return (
    2 * model.traceOfProduct('variances', 'variances') +
    4 * tauSquared * model.traceOfProduct('variances', 'identity') +
    2 * tauSquared * tauSquared * model.traceOfProduct('identity', 'identity')
  )
}
