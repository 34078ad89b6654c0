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
import { type InputProblem, InputProblemError, refuse } from '../input-problem.ts'
import { isRecord } from './format.ts'
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
  refuse(problemsOf(options, input))
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

/** What is not there, or not of the kind that the rules need; their values are judged by the rules themselves. */
function problemsOf(options: unknown, input: unknown): InputProblem[] {
  if (!isRecord(input) || !isRecord(options)) return [{ column: 'input', message: 'must be a record of named values' }]
  const number = (value: unknown) => typeof value === 'number'
  const pair = (value: unknown) => Array.isArray(value) && value.length === 2 && value.every(number)
  const optional = (holds: (value: unknown) => boolean) => (value: unknown) => value == null || holds(value)
  const shares = (value: unknown) => isRecord(value) && ['1', '2', '3'].every((level) => number(value[level]))
  const demands: readonly (readonly [string, unknown, (value: unknown) => boolean])[] = [
    ['options.null', options['null'], number],
    ['options.zone', options['zone'], pair],
    ['effect', input['effect'], number],
    ['ci', input['ci'], pair],
    ['contributions', input['contributions'], shares],
    ...['pi', 'direct_ci', 'indirect_ci'].map((name) => [name, input[name], optional(pair)] as const),
    ...['side_p', 'global_p'].map((name) => [name, input[name], optional(number)] as const),
  ]
  return demands.flatMap(([column, value, holds]) =>
    holds(value) ? [] : [{ column, message: 'is missing, or no number, pair of numbers or shares as the rules need' }],
  )
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
