import { type InputProblem, refuse } from '../input-problem.ts'
import { basisOf, type DesignBasis } from './design-basis.ts'
import type { Column } from './study-columns.ts'

/** A study characteristic that may explain differences: a number per study, or a category per study. */
export type Moderator = NumericModerator | CategoricalModerator

export interface NumericModerator {
  readonly name: string
  /** One number per study, in the order of the studies. */
  readonly values: readonly number[]
}

export interface CategoricalModerator {
  readonly name: string
  /** The category of each study; every category but the reference gets a coefficient named `name=category`. */
  readonly categories: readonly string[]
  /** Category the others are compared with; the first in alphabetical order when left out. */
  readonly reference?: string
}

/** The columns of a regression with their names. */
export interface Design {
  readonly names: readonly string[]
  readonly columns: readonly Readonly<Column>[]
  readonly basis: DesignBasis
}

/** Name of the coefficient that is the effect when all moderators are 0. */
export const interceptName = 'intercept'

/**
 * Columns of the design matrix.
 * @throws {InputProblemError} naming rows without a value, moderators that are a combination of others (by name), or
 * more coefficients than studies
 * @throws {RangeError} when a moderator has not one value per study
 */
export function designOf(moderators: readonly Moderator[], studyCount: number, hasIntercept: boolean): Design {
  for (const moderator of moderators) requireLength(moderator, studyCount)
  refuse(moderators.flatMap(problemsOf))
  const named = moderators.flatMap(columnsOf)
  if (hasIntercept) named.unshift({ name: interceptName, column: Array.from({ length: studyCount }, () => 1) })
  if (named.length === 0) throw new RangeError('regress needs a moderator or an intercept, got neither')
  const names = named.map(({ name }) => name)
  const columns = named.map(({ column }) => column)
  const { basis, redundant } = basisOf(columns)
  refuse(redundant.map((index) => redundancyOf(names, index, columns[index] as Column, hasIntercept)))
  return { names, columns, basis }
}

function requireLength(moderator: Moderator, studyCount: number): void {
  const length = 'values' in moderator ? moderator.values.length : moderator.categories.length
  if (length !== studyCount) {
    throw new RangeError(`regress needs ${studyCount} values of ${moderator.name}, one per study, got ${length}`)
  }
}

/** Sizes of a moderator beyond which doubles lose digits, or sums of them are no number. */
const leastSize = 1e-290
const mostSize = 1e290

/** Names the range only for numbers that are out of it. */
function unitOf(value: number): string {
  return Number.isFinite(value) ? ` of size ${leastSize} to ${mostSize}, or 0 (use another unit)` : ''
}

function problemsOf(moderator: Moderator): InputProblem[] {
  const column = moderator.name
  if ('values' in moderator) {
    return moderator.values.flatMap((value, index) =>
      value === 0 || (Math.abs(value) >= leastSize && Math.abs(value) <= mostSize)
        ? []
        : [{ row: index + 1, column, message: `must be a finite number${unitOf(value)}, got ${value ?? 'nothing'}` }],
    )
  }
  const missing = moderator.categories.flatMap((category, index) =>
    typeof category === 'string' && category !== '' ? [] : [{ row: index + 1, column, message: 'has no category' }],
  )
  const { reference } = moderator
  if (reference === undefined || moderator.categories.includes(reference)) return missing
  return [...missing, { column, message: `no study has the reference category "${reference}"` }]
}

function columnsOf(moderator: Moderator): { name: string; column: Readonly<Column> }[] {
  const { name } = moderator
  if ('values' in moderator) return [{ name, column: moderator.values }]
  const { categories } = moderator
  const reference = moderator.reference ?? levelsOf(categories)[0]
  return levelsOf(categories)
    .filter((level) => level !== reference)
    .map((level) => ({
      name: `${name}=${level}`,
      column: categories.map((category) => (category === level ? 1 : 0)),
    }))
}

/** The different categories in alphabetical order of their characters. */
export function levelsOf(categories: readonly string[]): string[] {
  return [...new Set(categories)].toSorted((one, other) => (one < other ? -1 : 1))
}

function redundancyOf(
  names: readonly string[],
  index: number,
  column: Readonly<Column>,
  hasIntercept: boolean,
): InputProblem {
  const name = names[index] as string
  const first = column[0]
  if (hasIntercept && column.every((value) => value === first)) {
    return { column: name, message: 'is redundant: it has the same value in every study; leave it out' }
  }
  const before = names.slice(0, index).join(', ')
  const message = column.every((value) => value === 0) ? 'it is 0 in every study' : `it is a combination of ${before}`
  return { column: name, message: `is redundant: ${message}; leave it out` }
}
