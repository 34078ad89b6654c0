import {
  type CoherenceEvidence,
  countCrossings,
  judgeHeterogeneity,
  judgeImprecision,
  judgeIncoherence,
  type IntervalLimits,
  type NetworkEstimate,
  summariseContributions,
} from '../certainty/index.ts'
import { InputProblemError } from '../input-problem.ts'
import type { ReferenceAnalysis, ReferenceData, ReferenceFunction, ReferenceRecord } from './format.ts'

type Pair = readonly [number, number]

interface CinemaOptions {
  readonly null: number
  readonly zone: Pair
  readonly kind: 'mixed' | 'only_direct' | 'only_indirect'
}

interface CinemaInput {
  readonly effect: number
  readonly ci: Pair
  readonly pi?: Pair | null
  readonly direct_ci?: Pair | null
  readonly indirect_ci?: Pair | null
  readonly side_p?: number | null
  readonly global_p?: number | null
  readonly contributions: Readonly<Record<'1' | '2' | '3', number>>
}

/** The CINeMA rules on one set of numbers, in the words of the reference format. */
function cinema(_data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const options = analysis.options as unknown as CinemaOptions
  const input = analysis.input as unknown as CinemaInput
  const zone = { lower: options.zone[0], null: options.null, upper: options.zone[1] }
  const estimate: NetworkEstimate = {
    effect: input.effect,
    confidence: limitsOf(input.ci),
    ...(input.pi == null ? {} : { prediction: limitsOf(input.pi) }),
    zone,
  }
  const crossed = countCrossings(estimate)
  const bias = summariseContributions(input.contributions)
  return {
    imprecision: judgeImprecision(estimate).level ?? null,
    // 0 stands for a combination of crossings that cannot occur.
    heterogeneity: judgeHeterogeneity(estimate).level ?? (crossed.prediction === undefined ? null : 0),
    ci_crosses: crossed.confidence,
    pi_crosses: crossed.prediction ?? null,
    incoherence: judgeIncoherence(coherenceOf(options.kind, input), zone).level ?? null,
    within_study_bias: {
      majority: bias.majority,
      average: bias.average,
      average_raw: bias.averageUnrounded,
      highest: bias.highest,
    },
  }
}

function coherenceOf(kind: CinemaOptions['kind'], input: CinemaInput): CoherenceEvidence {
  if (kind !== 'mixed') {
    const evidence = kind === 'only_direct' ? 'only-direct' : 'only-indirect'
    return input.global_p == null ? { evidence } : { evidence, globalP: input.global_p }
  }
  const { direct_ci, indirect_ci, side_p } = input
  if (direct_ci == null || indirect_ci == null || side_p == null) {
    throw new InputProblemError([{ message: 'mixed evidence needs direct_ci, indirect_ci and side_p' }])
  }
  return { evidence: 'mixed', direct: limitsOf(direct_ci), indirect: limitsOf(indirect_ci), splitP: side_p }
}

function limitsOf([lower, upper]: Pair): IntervalLimits {
  return { lower, upper }
}

export const certaintyFunctions: Readonly<Record<string, ReferenceFunction>> = { cinema }
