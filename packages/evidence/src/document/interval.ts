import { canBeSame, type PrintedNumber, printedNumber, rangeOf, rangesMeet, show } from './printed-number.ts'
import type { PrintedEstimate } from './statement.ts'

type Scale = PrintedEstimate['scale']

/** A point with its limits, all three printed. */
export interface Triple {
  readonly estimate: PrintedNumber
  readonly lower: PrintedNumber
  readonly upper: PrintedNumber
}

export type Part = keyof Triple

export const parts = ['estimate', 'lower', 'upper'] as const

/** The three numbers of an estimate, or undefined when one was not printed. */
export function tripleOf({ estimate, lower, upper }: PrintedEstimate): Triple | undefined {
  return estimate === undefined || lower === undefined || upper === undefined ? undefined : { estimate, lower, upper }
}

/** The scale on which an interval is symmetric: ratios as logarithms. */
export function onScale(value: number, scale: Scale): number {
  if (scale === 'difference') return value
  return value > 0 ? Math.log(value) : Number.NEGATIVE_INFINITY
}

export function isReversed({ lower, upper }: Triple): boolean {
  return lower.value > upper.value && !canBeSame(lower, upper)
}

/** Whether the point lies outside its limits and no rounding could bring it in. */
export function isOutside({ estimate, lower, upper }: Triple): boolean {
  const [low, high] = rangeOf(estimate)
  return low > rangeOf(upper)[1] || high < rangeOf(lower)[0]
}

/** Whether the point can be the middle of its limits before all three were rounded. */
export function isSymmetric({ estimate, lower, upper }: Triple, scale: Scale): boolean {
  const rangeOnScale = (number: PrintedNumber) =>
    rangeOf(number).map((value) => onScale(value, scale)) as [number, number]
  const [low, high] = [rangeOnScale(lower), rangeOnScale(upper)]
  return rangesMeet(rangeOnScale(estimate), [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2], 1)
}

/** How far the point is from the middle, as a fraction of half the width: 0 is the middle, 1 is a limit. */
export function offCentre({ estimate, lower, upper }: Triple, scale: Scale): number {
  const [point, low, high] = [estimate, lower, upper].map(({ value }) => onScale(value, scale)) as [
    number,
    number,
    number,
  ]
  return Math.abs(point - (low + high) / 2) / ((high - low) / 2)
}

/** Whether the three fit together: the right way round, the point inside and in the middle. */
export function isSound(triple: Triple, scale: Scale): boolean {
  return !isReversed(triple) && !isOutside(triple) && isSymmetric(triple, scale)
}

export interface Repair {
  readonly part: Part
  readonly to: PrintedNumber
}

/** Changes of one sign that make the three fit. */
export function signRepairs(triple: Triple, scale: Scale): readonly Repair[] {
  if (scale === 'ratio') return []
  return parts
    .filter((part) => triple[part].value !== 0)
    .map((part) => ({ part, to: printedNumber(-triple[part].value, triple[part].decimals) }))
    .filter(({ part, to }) => isSound({ ...triple, [part]: to }, scale))
}

/** Changes of one digit that make the three fit. */
export function digitRepairs(triple: Triple, scale: Scale): readonly Repair[] {
  return parts.flatMap((part) =>
    oneDigitAway(triple[part])
      .filter((to) => isSound({ ...triple, [part]: to }, scale))
      .map((to) => ({ part, to })),
  )
}

function oneDigitAway(number: PrintedNumber): readonly PrintedNumber[] {
  const text = show(number)
  return [...text].flatMap((character, at) =>
    /\d/.test(character)
      ? [...'0123456789']
          .filter((digit) => digit !== character)
          .map((digit) => printedNumber(Number(text.slice(0, at) + digit + text.slice(at + 1)), number.decimals))
      : [],
  )
}

/** In a form that is the same in every language: `0.34 [0.06, 0.62]`. */
export function showTriple({ estimate, lower, upper }: Triple): string {
  return `${show(estimate)} [${show(lower)}, ${show(upper)}]`
}

/** As printed, with measure and what else there is. */
export function showEstimate(one: PrintedEstimate): string {
  const triple = tripleOf(one)
  const numbers = triple === undefined ? one.estimate && show(one.estimate) : showTriple(triple)
  const p = one.p && `p ${one.p.relation} ${show(one.p.number)}`
  const total = one.total && `n = ${show(one.total.number)}`
  return [[one.measure, numbers].filter(Boolean).join(' '), p, total].filter(Boolean).join('; ')
}
