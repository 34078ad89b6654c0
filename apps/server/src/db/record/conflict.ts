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

/** A document is not what was stored: a disk that changed a bit, or somebody who changed the database. It is never shown. */
export class DamagedRecordError extends Error {
  constructor(table: string, id: string) {
    super(`${table} ${id}: content does not fit its hash; see docs/how-to/backup.md for what to restore`)
    this.name = 'DamagedRecordError'
  }
}
