/** One thing that is wrong with the input, and where. */
export interface InputProblem {
  /** Row of the table that was given, counted from 1 (the header not counted); absent when the whole table is meant. */
  readonly row?: number
  readonly column?: string
  /** What is wrong and what is needed instead, in one sentence. */
  readonly message: string
}

/** Data that cannot be analysed as they are. Carries every problem that was found, not the first alone. */
export class InputProblemError extends RangeError {
  override readonly name = 'InputProblemError'
  readonly problems: readonly InputProblem[]

  constructor(problems: readonly InputProblem[]) {
    super(problems.map(describe).join('\n'))
    this.problems = problems
  }
}

/** The problem as a line: `row 3, sd: must be above 0, got -1`. */
function describe({ row, column, message }: InputProblem): string {
  const place = [row === undefined ? undefined : `row ${row}`, column].filter((part) => part !== undefined).join(', ')
  return place === '' ? message : `${place}: ${message}`
}

/** Throws when there are problems; otherwise does nothing. */
export function refuse(problems: readonly InputProblem[]): void {
  if (problems.length > 0) throw new InputProblemError(problems)
}
