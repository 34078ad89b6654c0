import { type InputProblem, refuse } from '../input-problem.ts'
import { quote } from './check-contrasts.ts'

export interface ComponentOptions {
  /** What joins components in the name of a treatment. Default `+`. */
  readonly separator?: string
  /** A component without effect of its own (placebo, usual care); the others are effects beside it. */
  readonly inactive?: string
  /**
   * Pairs or larger sets of components that have an extra effect together, each written with `*`: `exercise*diet`. A
   * treatment has it when it holds all of them.
   */
  readonly interactions?: readonly string[]
  /** Order of the components. Default: as they first appear in the treatments. */
  readonly components?: readonly string[]
}

/** Which treatment holds which component. */
export interface ComponentMatrix {
  /** Names of the columns; an interaction has its name with ` * `. */
  readonly components: readonly string[]
  /** A row of zeros and ones for each treatment. */
  readonly rows: readonly Float64Array[]
  readonly inactive: string | undefined
}

/**
 * Takes the names of treatments apart into components.
 * @throws {InputProblemError} for an empty or repeated component in a name, an unknown inactive component or interaction
 */
export function componentMatrixOf(treatments: readonly string[], options: ComponentOptions = {}): ComponentMatrix {
  const { separator = '+', inactive, interactions = [] } = options
  if (separator === '') throw new RangeError('componentMatrixOf: separator needs at least 1 character, got none')
  const parts = treatments.map((treatment) => treatment.split(separator).map((part) => part.trim()))
  refuse(parts.flatMap((names, index) => problemsOfName(treatments[index] as string, names)))
  const present = new Set(parts.flat())
  const problems: InputProblem[] = []
  if (inactive !== undefined && !present.has(inactive)) {
    problems.push({ message: `inactive: ${quote(inactive)} is not a component of any treatment` })
  }
  present.delete(inactive ?? '')
  const components = orderOf([...present], options.components, problems)
  const sets = interactions.map((name) => name.split('*').map((part) => part.trim()))
  for (const [index, set] of sets.entries())
    problems.push(...problemsOfInteraction(interactions[index] as string, set, present))
  refuse(problems)
  const columns = [...components.map((name) => [name]), ...sets]
  const rows = parts.map((names) =>
    Float64Array.from(columns, (column) => (column.every((name) => names.includes(name)) ? 1 : 0)),
  )
  refuse(
    sets.flatMap((set, index) =>
      rows.some((row) => row[components.length + index] === 1)
        ? []
        : [{ message: `interactions: no treatment holds ${set.map(quote).join(' and ')} together` }],
    ),
  )
  return { components: [...components, ...sets.map((set) => set.join(' * '))], rows, inactive }
}

/**
 * A component matrix that is given as such.
 * @param rows by treatment, numbers in the order of `components`
 * @throws {InputProblemError} when a treatment has no row, or a row not one finite number for each component
 */
export function componentMatrixFrom(
  treatments: readonly string[],
  components: readonly string[],
  rows: ReadonlyMap<string, ArrayLike<number>>,
): ComponentMatrix {
  const problems: InputProblem[] = []
  for (const treatment of treatments) {
    const row = rows.get(treatment)
    if (row === undefined) problems.push({ message: `components: treatment ${quote(treatment)} has no row` })
    else if (row.length !== components.length || !Array.from(row).every(Number.isFinite)) {
      const message = `components: treatment ${quote(treatment)} needs ${components.length} finite numbers, got [${Array.from(row).join(', ')}]`
      problems.push({ message })
    }
  }
  refuse(problems)
  return {
    components,
    rows: treatments.map((treatment) => Float64Array.from(rows.get(treatment) as ArrayLike<number>)),
    inactive: undefined,
  }
}

function problemsOfName(treatment: string, names: readonly string[]): InputProblem[] {
  if (names.includes('')) return [{ message: `treatment ${quote(treatment)}: has an empty component` }]
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated === undefined) return []
  return [{ message: `treatment ${quote(treatment)}: holds component ${quote(repeated)} more than once` }]
}

function orderOf(
  present: readonly string[],
  wanted: readonly string[] | undefined,
  problems: InputProblem[],
): readonly string[] {
  if (wanted === undefined) return present
  const missing = present.filter((name) => !wanted.includes(name))
  for (const name of missing)
    problems.push({ message: `components: ${quote(name)} is in a treatment, not in the order given` })
  return wanted.filter((name) => present.includes(name))
}

function problemsOfInteraction(name: string, set: readonly string[], present: ReadonlySet<string>): InputProblem[] {
  if (set.length < 2 || new Set(set).size !== set.length) {
    return [{ message: `interactions: ${quote(name)} needs two or more different components joined by *` }]
  }
  return set
    .filter((part) => !present.has(part))
    .map((part) => ({ message: `interactions: ${quote(part)} is not an active component of any treatment` }))
}
