import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { erasedName } from '../audit/erase-from-log.ts'
import type { Operator } from '../audit/operator.ts'
import type { Store } from '../db/index.ts'
import { StartRefused } from '../start-refused.ts'
import { erasePatient, requestForm } from './erase-patient.ts'

/** An erasure as it is kept beside the backups: `name` tells only who already has the id of the patient. */
export interface ListedErasure {
  readonly name: string
  readonly request: string
  /** A moment in UTC. */
  readonly at: string
}

const lineForm = /^(?<name>[0-9a-f]{64}) (?<request>\S+) (?<at>\d{4}-\d\d-\d\dT\S+Z)$/

/**
 * Adds an erasure to the list, a line for each, and returns when it is on the disk. A new list is readable for its owner
 * alone.
 * @throws {StartRefused} the file cannot be written
 */
export function listErasure(file: string, { name, request, at }: ListedErasure): void {
  try {
    const descriptor = openSync(file, 'a', 0o600)
    try {
      writeSync(descriptor, `${name} ${request} ${at}\n`)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    throw new StartRefused(`${file}: ${(error as Error).message}`, { cause: error })
  }
}

/** @throws {StartRefused} there is no such file, or a line of it is no erasure */
export function readErasures(file: string): readonly ListedErasure[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new StartRefused(`${file}: ${(error as Error).message}`, { cause: error })
  }
  return text.split('\n').flatMap((line, place) => {
    if (line === '') return []
    const { name = '', request = '', at = '' } = lineForm.exec(line)?.groups ?? {}
    if (!requestForm.test(request)) {
      throw new StartRefused(`${file}: line ${place + 1} is not an erasure; dosis erase-patient writes the list`)
    }
    return [{ name, request, at }]
  })
}

/**
 * Erases whoever is on the list and came back with an older backup; who is gone already stays so.
 * @returns how many patients were erased
 */
export async function eraseAgain(
  store: Store,
  erasures: readonly ListedErasure[],
  operator: Operator,
): Promise<number> {
  const requests = new Map(erasures.map(({ name, request }) => [name, request]))
  const patients = await store.db.selectFrom('patient').select(['practice_id', 'patient_id']).execute()
  let erased = 0
  for (const { practice_id: practiceId, patient_id: patientId } of patients) {
    const request = requests.get(erasedName(practiceId, patientId))
    if (request === undefined) continue
    await erasePatient(store, { practiceId, patientId, request, operator })
    erased += 1
  }
  return erased
}
