import { InputProblemError } from '@dosis/evidence'
import { BadInput } from '../bad-input.ts'

/** Runs an analysis; what it refuses becomes bad input of this file, a line for each problem. */
export function refusingAsBadInput<Result>(file: string, analyse: () => Result): Result {
  try {
    return analyse()
  } catch (error) {
    if (!(error instanceof InputProblemError)) throw error
    const lines = error.message.split('\n')
    throw new BadInput(
      file === '-' ? 'standard input' : file,
      lines.map((message) => ({ path: '', message })),
    )
  }
}
