import type { EvidenceEstimate, Knowledge } from '@dosis/domain'
import type { DocumentFinding } from '@dosis/evidence/document'
import { effectFromInterval, logRatioFromInterval } from '@dosis/evidence/effect-size'
import { normalTwoSided } from '@dosis/evidence/numerics'
import type { TextTable } from '@dosis/evidence/table'
import type { EvidenceQuestion } from '@dosis/knowledge'
import { plainJson } from './plain-json.ts'
import { repoolingOf } from './repooling-result.ts'

/** What a result is computed from. */
export interface QuestionInputs {
  readonly knowledge: Knowledge
  readonly question: EvidenceQuestion
  /** What does not agree with itself in the documents of the evidence. */
  readonly findings: readonly DocumentFinding[]
  /** `studies.csv`, where the source prints rows of trials. */
  readonly table: TextTable | undefined
}

/** Digits that every machine agrees on; the results of a program may differ in the last ones. */
const significantDigits = 12

/**
 * The result of a question, computed from the printed figures and, where there are rows of trials, from those. The same
 * inputs give the same bytes. Ratios are natural logarithms; intervals are 95%; p-values are two-sided.
 */
export function questionResult({ knowledge, question, findings, table }: QuestionInputs): string {
  const own = Object.values(knowledge.evidence).filter((one) => one.question === question.id)
  const { document, status, pooling } = question
  const result = {
    question: question.id,
    document,
    status,
    computedBy: 'dosis knowledge evidence --write',
    significantDigits,
    estimates: own.map((one) => derivedFrom(one, findings)),
    recomputed: pooling === null || table === undefined ? undefined : repoolingOf(question, pooling, table),
  }
  return `${JSON.stringify(rounded(plainJson(result)), null, 2)}\n`
}

/** What follows from the printed figures of one estimate. */
function derivedFrom(estimate: EvidenceEstimate, findings: readonly DocumentFinding[]) {
  const { id, measure, result, certainty } = estimate
  return {
    id,
    measure,
    result,
    certainty,
    fromInterval: fromInterval(estimate),
    againstGroupThreshold: againstThreshold(estimate),
    findings: findings
      .filter(({ places }) => places.some(({ item }) => item === id))
      .map(({ kind, severity, calculation }) => ({ kind, severity, calculation })),
  }
}

/** Standard error and p-value by a normal interval; undefined when the source prints no interval. */
function fromInterval({ measure, estimate, ciLow: lower, ciHigh: upper }: EvidenceEstimate) {
  if (estimate === null || lower === null || upper === null) return undefined
  const isRatio = measure === 'RR'
  const effect = isRatio
    ? logRatioFromInterval({ ratio: estimate, lower, upper })
    : effectFromInterval({ estimate, lower, upper })
  const standardError = Math.sqrt(effect.variance)
  const z = effect.estimate / standardError
  const none = isRatio ? 1 : 0
  return {
    method: 'normal interval',
    scale: isRatio ? 'natural logarithm' : 'as printed',
    estimate: effect.estimate,
    standardError,
    z,
    pValue: normalTwoSided(z),
    holdsNoEffect: lower <= none && none <= upper,
  }
}

/**
 * How a difference stands to the smallest difference between groups that matters, in the direction that is better.
 * Undefined where the source gives no threshold, no direction or no figures. About groups, never about one patient.
 */
function againstThreshold({ favours, groupMcid: threshold, estimate, ciLow: lower, ciHigh: upper }: EvidenceEstimate) {
  if (favours === null || threshold === null || estimate === null || lower === null || upper === null) return undefined
  const sign = favours === 'higher' ? 1 : -1
  const least = Math.min(sign * lower, sign * upper)
  return { threshold, estimateReaches: sign * estimate >= threshold, wholeIntervalReaches: least >= threshold }
}

/** Every number at the digits of this file. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(significantDigits))
  if (Array.isArray(value)) return value.map(rounded)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, rounded(member)]))
}
