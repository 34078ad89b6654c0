import { RequestRefused } from '@dosis/api'

/** Which part of a request was refused; none where something else went wrong. */
export function problemPath(error: unknown): string | undefined {
  return error instanceof RequestRefused ? error.details.problems[0]?.path : undefined
}
