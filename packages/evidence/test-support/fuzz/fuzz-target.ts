import type fc from 'fast-check'
import { NotEstimableError } from '../../src/effect-size/effect-size.ts'
import { InputProblemError } from '../../src/input-problem.ts'

/** Parts of the package, as the counts name them. */
export type FuzzArea =
  | 'effect size'
  | 'pairwise'
  | 'network'
  | 'certainty'
  | 'document'
  | 'plot'
  | 'table'
  | 'reference'

/** What one input came to. */
export type FuzzVerdict = 'result' | 'refused'

/** One function of the public API with inputs for it, sound and malformed. */
export interface FuzzTarget {
  readonly area: FuzzArea
  readonly name: string
  /** Inputs beside those of a target with 1. */
  readonly weight: number
  readonly inputs: fc.Arbitrary<unknown>
  /** @throws {Error} saying what the function did that it must not do */
  readonly judge: (input: unknown) => Promise<FuzzVerdict>
}

export interface TargetDescription<Input, Result> {
  readonly area: FuzzArea
  readonly name: string
  readonly weight?: number
  readonly inputs: fc.Arbitrary<Input>
  readonly compute: (input: Input) => Result | Promise<Result>
  /** Rows, counted from 1, that no answer may pass over: the error has to name each of them. */
  readonly badRows?: (input: Input) => readonly number[]
  /** Why this input has to be refused as a whole; undefined when it need not be. */
  readonly mustRefuse?: (input: Input) => string | undefined
  /** Whether it takes single arguments, which it refuses with a RangeError. Default false. */
  readonly refusesArguments?: boolean
  /** Paths at which infinity is documented. */
  readonly mayBeInfinite?: RegExp
  /** What is missing from the result, or wrong with it; undefined when all is there. */
  readonly fault?: (input: Input, result: Awaited<Result>) => string | undefined
}

/** Longest time for one input, in milliseconds; a hundred times what the slowest takes on a machine with other work. */
const longest = 5000

/** Degrees of freedom are infinite for the normal distribution. */
const infiniteByNature = /egreesOfFreedom$/

/** A target from its description. */
export function target<Input, Result>(description: TargetDescription<Input, Result>): FuzzTarget {
  const { area, name, weight = 1, inputs } = description
  return { area, name, weight, inputs, judge: (input) => judge(description, input as Input) }
}

async function judge<Input, Result>(of: TargetDescription<Input, Result>, input: Input): Promise<FuzzVerdict> {
  const rows = of.badRows?.(input) ?? []
  const started = performance.now()
  let result: Awaited<Result>
  try {
    result = await of.compute(input)
  } catch (error) {
    requireRefusal(error, rows, of.refusesArguments === true)
    requireSpeed(performance.now() - started)
    return 'refused'
  }
  requireSpeed(performance.now() - started)
  if (rows.length > 0) throw new Error(`rows ${rows.join(', ')} cannot be used, but there is a result`)
  const must = of.mustRefuse?.(input)
  if (must !== undefined) throw new Error(`there is a result, but ${must}`)
  const found = firstNotFinite(result, of.mayBeInfinite)
  if (found !== undefined) throw new Error(`the result holds ${found}`)
  const fault = of.fault?.(input, result)
  if (fault !== undefined) throw new Error(fault)
  return 'result'
}

function requireRefusal(error: unknown, rows: readonly number[], refusesArguments: boolean): void {
  if (!(error instanceof InputProblemError)) {
    const isArgument =
      error instanceof NotEstimableError || (error instanceof RangeError && /\b(needs?|must)\b/.test(error.message))
    if (!refusesArguments || !isArgument) throw new Error(`is no refusal of the input: ${describeError(error)}`)
    return
  }
  const named = new Set(error.problems.map(({ row }) => row))
  const unnamed = rows.filter((row) => !named.has(row))
  if (unnamed.length > 0) throw new Error(`does not name rows ${unnamed.join(', ')}: ${error.message}`)
  if (error.problems.length === 0 || error.problems.some(({ message }) => message.trim() === '')) {
    throw new Error('refuses without a reason')
  }
}

function requireSpeed(milliseconds: number): void {
  if (milliseconds > longest) throw new Error(`took ${milliseconds.toFixed(0)} ms`)
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.stack ?? error.message}` : String(error)
}

/** Path to the first number that is not finite, or text that has one printed in it. */
export function firstNotFinite(value: unknown, mayBeInfinite?: RegExp, path = ''): string | undefined {
  if (typeof value === 'number') {
    const isAllowed = !Number.isNaN(value) && (infiniteByNature.test(path) || mayBeInfinite?.test(path) === true)
    return Number.isFinite(value) || isAllowed ? undefined : `${path || 'the result'} = ${value}`
  }
  if (typeof value === 'string') {
    return /\b(NaN|Infinity|undefined)\b|\[object /.test(value) ? `${path} = "${value.slice(0, 200)}"` : undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const entries: Iterable<[string | number, unknown]> = ArrayBuffer.isView(value)
    ? Array.from(value as Float64Array).entries()
    : value instanceof Map
      ? (value.entries() as Iterable<[string, unknown]>)
      : Object.entries(value)
  for (const [key, member] of entries) {
    const found = firstNotFinite(member, mayBeInfinite, `${path}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

/** Says that two counts differ. */
export function countFault(what: string, got: number, given: number): string | undefined {
  return got === given ? undefined : `${what}: ${given} given, ${got} accounted for`
}

/** The first of several faults. */
export function firstFault(...faults: (string | undefined | false)[]): string | undefined {
  return faults.find((fault): fault is string => typeof fault === 'string')
}
