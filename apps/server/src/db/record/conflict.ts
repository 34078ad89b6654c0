/** An id came back with other content than it was stored with; nothing was written. */
export class ConflictError extends Error {
  readonly ids: readonly string[]

  constructor(what: string, ids: readonly string[]) {
    super(`${what} already stored with other content: ${ids.join(', ')}`)
    this.name = 'ConflictError'
    this.ids = ids
  }
}

/** What must have been stored first (a practice, a patient, an earlier version of a plan) is not there. */
export class MissingRecordError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MissingRecordError'
  }
}
