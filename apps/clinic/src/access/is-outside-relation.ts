import { RequestRefused } from '@dosis/api'

/** The server refused because the reader does not treat this patient; the role would do. */
export function isOutsideRelation(error: unknown): boolean {
  return (
    error instanceof RequestRefused &&
    error.details.status === 403 &&
    error.details.problems.some(({ path }) => path === 'relation')
  )
}
