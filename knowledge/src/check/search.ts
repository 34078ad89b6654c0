import type { Criterion, Knowledge } from '@dosis/domain'
import { type Context, judge } from '@dosis/engine'
import { criteriaIn } from '../criteria-in.ts'
import { contextWith, type Variable, variablesOf } from './assignments.ts'

/** Beyond so many patients a search samples instead of trying them all. */
const most = 4_000
const samples = 1_500

/** `isComplete`: every patient that the criteria can tell apart was tried, so that finding none means there is none. */
export interface Search {
  readonly found: boolean
  readonly isComplete: boolean
}

/** Looks for a patient for whom `wanted` holds, among all that the criteria can tell apart. */
export function search(
  criteria: readonly Criterion[],
  knowledge: Knowledge,
  wanted: (context: Context) => boolean,
  first: readonly Criterion[] = [],
): Search {
  // Whoever names a definition that is not there hears so elsewhere; nothing can be judged with it.
  if (!areDefined(criteria, knowledge)) return { found: false, isComplete: false }
  const variables = variablesOf(criteria, knowledge)
  const patients = variables.reduce((product, { values }) => product * values.length, 1)
  if (patients <= most) return { found: all(variables, knowledge, wanted), isComplete: true }
  const names = new Set(variablesOf(first, knowledge).map(({ name }) => name))
  const foremost = variables.filter(({ name }) => names.has(name))
  const others = variables.filter(({ name }) => !names.has(name))
  const isFound = plain(variables, knowledge, wanted) || some(foremost, others, knowledge, wanted, first)
  return { found: isFound, isComplete: false }
}

function areDefined(criteria: readonly Criterion[], knowledge: Knowledge, opened: readonly string[] = []): boolean {
  return criteria.every((criterion) =>
    criteriaIn(criterion, []).every(({ criterion: part }) => {
      if (!('definition' in part) || opened.includes(part.definition)) return true
      const definition = knowledge.definitions[part.definition]
      return definition !== undefined && areDefined([definition.when], knowledge, [...opened, part.definition])
    }),
  )
}

/**
 * Tries the patients that chance seldom makes: the first, second or last value of everything (such as no condition at
 * all), and those who differ from them in one thing.
 */
function plain(variables: readonly Variable[], knowledge: Knowledge, wanted: (context: Context) => boolean): boolean {
  const isWanted = (choice: Variable['values']) => wanted(contextWith(choice, knowledge))
  return [0, 1, Number.POSITIVE_INFINITY].some((place) => {
    const same = variables.flatMap(({ values }) => values[Math.min(place, values.length - 1)] ?? [])
    const butOne = variables.flatMap(({ values }, index) => values.map((value) => same.with(index, value)))
    return isWanted(same) || butOne.some(isWanted)
  })
}

function all(variables: readonly Variable[], knowledge: Knowledge, wanted: (context: Context) => boolean): boolean {
  return choices(variables).some((choice) => wanted(contextWith(choice, knowledge)))
}

/** Tries the values that make `first` hold, each with random values for the rest. The chance is the same every time. */
function some(
  foremost: readonly Variable[],
  others: readonly Variable[],
  knowledge: Knowledge,
  wanted: (context: Context) => boolean,
  first: readonly Criterion[],
): boolean {
  const random = sameEveryTime()
  const pick = ({ values }: Variable) => values[Math.floor(random() * values.length)] ?? (() => {})
  const starts = choices(foremost, most).filter((choice) =>
    first.every((criterion) => judge(criterion, contextWith(choice, knowledge)).truth !== 'no'),
  )
  if (starts.length === 0) return false
  for (let tried = 0; tried < samples; tried++) {
    const start = starts[tried % starts.length] ?? []
    if (wanted(contextWith([...start, ...others.map(pick)], knowledge))) return true
  }
  return false
}

/** Every combination of one value for each variable; at most `limit` of them, evenly cut. */
function choices(variables: readonly Variable[], limit = Number.POSITIVE_INFINITY): Variable['values'][] {
  let made: Variable['values'][] = [[]]
  for (const { values } of variables) {
    made = made.flatMap((choice) => values.map((value) => [...choice, value]))
    if (made.length > limit) made = made.filter((_, index) => index % Math.ceil(made.length / limit) === 0)
  }
  return made
}

/** Mulberry32: numbers from 0 to 1 that look random and are always the same. */
function sameEveryTime(): () => number {
  let state = 20260401
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
