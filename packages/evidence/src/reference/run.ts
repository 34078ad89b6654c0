import { compareResults, type ReferenceDifference } from './compare.ts'
import { encodeReferenceValue, type ReferenceAnalysis, type ReferenceCase, type ReferenceFunction } from './format.ts'
import { scaleOf } from './scale.ts'

/** What came of one analysis of a reference case; `result` has the keys of the format. */
export type ReferenceAnswer =
  | { readonly id: string; readonly result: unknown }
  /** The input was refused; the text names rows. */
  | { readonly id: string; readonly error: string }
  /** No function of ours for this kind of computation, or none for its options. */
  | { readonly id: string; readonly unsupported: string }

/** How an answer compares with what the file says. */
export type ReferenceVerdict =
  | {
      readonly verdict: 'agrees' | 'differs'
      readonly worst: number
      readonly differences: readonly ReferenceDifference[]
    }
  | { readonly verdict: 'refused' | 'unsupported' | 'not refused'; readonly message: string }
  /** The file holds no result to compare with. */
  | { readonly verdict: 'not compared' }

/** Kinds of computation by the name that the format gives them. */
export type ReferenceFunctions = Readonly<Record<string, ReferenceFunction>>

/** Results that the reference itself calls inexact: its optimiser's, where the exact root stands beside it. */
const inexact = ['tau2_netmeta_REML']

/** Answers every analysis of a case, in its order. Whatever goes wrong in one leaves the others alone. */
export function runReferenceCase({ data, analyses }: ReferenceCase, functions: ReferenceFunctions): ReferenceAnswer[] {
  return analyses.map((analysis): ReferenceAnswer => {
    const { id, fn } = analysis
    const compute = Object.hasOwn(functions, fn) ? functions[fn] : undefined
    if (compute === undefined) return { id, unsupported: `no computation named "${fn}"` }
    try {
      return { id, result: encodeReferenceValue(compute(data, analysis)) }
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) }
    }
  })
}

/** Compares one answer with the result in the file, by the tolerance that the file gives. */
export function judgeReferenceAnswer(
  { data }: ReferenceCase,
  analysis: ReferenceAnalysis,
  answer: ReferenceAnswer,
): ReferenceVerdict {
  if ('unsupported' in answer) return { verdict: 'unsupported', message: answer.unsupported }
  const mustRefuse = analysis.required !== undefined || analysis.result?.['r_error'] !== undefined
  if ('error' in answer) return { verdict: 'refused', message: answer.error }
  if (mustRefuse) return { verdict: 'not refused', message: analysis.required ?? 'the input has to be refused' }
  if (analysis.result === undefined) return { verdict: 'not compared' }
  const { agrees, worstRelativeDifference, differences } = compareResults(analysis.result, answer.result, {
    relativeTolerance: analysis.relativeTolerance,
    scale: scaleOf(data, analysis),
    fn: analysis.fn,
    ignore: inexact,
  })
  return { verdict: agrees ? 'agrees' : 'differs', worst: worstRelativeDifference, differences }
}

/** Whether the verdict is the one that the case asks for. */
export function isAsRequired(analysis: ReferenceAnalysis, { verdict }: ReferenceVerdict): boolean {
  const mustRefuse = analysis.required !== undefined || analysis.result?.['r_error'] !== undefined
  return mustRefuse ? verdict === 'refused' : verdict === 'agrees' || verdict === 'not compared'
}
