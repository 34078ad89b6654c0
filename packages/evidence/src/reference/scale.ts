import { isTable, numbersOf, type ReferenceAnalysis, type ReferenceData, type ReferenceTable } from './format.ts'
import { referenceEffects } from './study-effects.ts'

/**
 * Median standard error of what an analysis works on, by which the reference format tells what is near zero. 1 when the
 * input has no standard errors.
 */
export function scaleOf(data: ReferenceData, analysis: ReferenceAnalysis): number {
  const errors = standardErrorsOf(data, analysis).filter((error) => Number.isFinite(error) && error > 0)
  return errors.length === 0 ? 1 : medianOf(errors)
}

function standardErrorsOf(data: ReferenceData, analysis: ReferenceAnalysis): number[] {
  const { input } = analysis
  const table = isTable(input) ? input : (data.contrasts ?? data.raw)
  if (table === undefined) return []
  const given = givenErrors(table)
  if (given !== undefined) return given
  if (data.raw === undefined) return []
  try {
    return referenceEffects(data, analysis).vi.map(Math.sqrt)
  } catch (error) {
    // Tables with several outcomes have no effects of their own; the analysis picks one.
    if (error instanceof RangeError) return []
    throw error
  }
}

function givenErrors(table: ReferenceTable): number[] | undefined {
  return numbersOf(table, 'seTE') ?? numbersOf(table, 'sei') ?? numbersOf(table, 'vi')?.map(Math.sqrt)
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2
}
