import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { writeBackup, packedDump } from '../../src/backup/backup.ts'
import { readKey, writeNewKey } from '../../src/backup/key.ts'
import { type Reserve, ordinaryReserve } from '../../src/db/embedded/room.ts'
import { openEmbeddedStore } from '../../src/db/embedded/embedded-store.ts'
import { copyTemplate, makeScratchFolder } from '../../src/db/faults/template.ts'
import { type Store, verifyStore } from '../../src/db/index.ts'
import { exportPatient } from '../../src/patient/export-patient.ts'
import { newId, newPatient } from '../patients.ts'
import { openTestServer, type RawAnswer, type TestServer, type Visitor } from '../test-server.ts'
import { SmallDisk } from './small-disk.ts'

export interface FullDiskResult {
  /** How often the disk was filled. */
  readonly rounds: number
  /** Writes that were answered with 507. */
  readonly refused: number
  /** Writes that were acknowledged, before and after there was no room. */
  readonly acknowledged: number
  /** What must not be, one line each. */
  readonly problems: readonly string[]
  /** From the moment that there was room again to the first write that was taken. */
  readonly recoveryMilliseconds: number
}

const megabyte = 1024 * 1024
const silent = { info: () => {}, fatal: () => {} }

/**
 * Fills the disk of a server, by its own writes and by somebody else's, frees it again, and looks whether it answers
 * meanwhile and lost nothing.
 * @param rounds how often the disk is filled
 */
export async function fillDiskRepeatedly(rounds: number, reserve: Reserve = ordinaryReserve): Promise<FullDiskResult> {
  const base = makeScratchFolder()
  const data = path.join(base, 'data')
  await copyTemplate(data)
  const disk = new SmallDisk(data, 1024 * megabyte)
  const reasons: string[] = []
  const onUnsafe = ({ message }: Error): number => reasons.push(message)
  const now = () => new Date('2026-05-04T09:00:00.000Z')
  const store = await openEmbeddedStore({ data, now, log: silent, onUnsafe, reserve })
  try {
    const server = await openTestServer({ store })
    const told = await new Practice(server, base, disk).surviveRounds(rounds, reasons)
    const { problems } = reasons.length === 0 ? await verifyStore(store.db) : { problems: [] }
    await server.close()
    return { ...told, problems: [...told.problems, ...problems.map(({ table, problem }) => `${table}: ${problem}`)] }
  } finally {
    disk.remove()
    fs.rmSync(base, { recursive: true, force: true })
  }
}

class Practice {
  readonly #server: TestServer
  readonly #base: string
  readonly #disk: SmallDisk
  readonly #acknowledged = new Set<string>()
  readonly #problems: string[] = []
  #refused = 0
  #recoveryMilliseconds = 0

  constructor(server: TestServer, base: string, disk: SmallDisk) {
    this.#server = server
    this.#base = base
    this.#disk = disk
    writeNewKey(path.join(base, 'key'))
  }

  async surviveRounds(rounds: number, reasons: readonly string[]): Promise<FullDiskResult> {
    const therapist = await this.#server.signIn()
    const patientId = await newPatient(therapist.call)
    let round = 0
    for (; round < rounds && reasons.length + this.#problems.length === 0; round += 1) {
      // Little more than what must stay free: the log of the practice itself fills it.
      this.#disk.setFree(ordinaryReserve.ordinary + 2 * megabyte)
      await this.#fillLog()
      await this.#mustRefuse(therapist, patientId)
      for (const free of [30 * megabyte, 30 * megabyte, 0]) {
        this.#disk.setFree(free)
        await this.#mustRefuse(therapist, patientId)
        if (free > 0) await this.#mustRead(therapist, patientId)
      }
      this.#disk.setFree(1024 * megabyte)
      const started = performance.now()
      const { status } = await this.#write(therapist, patientId)
      this.#recoveryMilliseconds = Math.max(this.#recoveryMilliseconds, performance.now() - started)
      if (status !== 200) this.#problems.push(`answers ${status} when there is room again`)
      await this.#mustHoldAll(therapist, patientId)
    }
    return {
      rounds: round,
      refused: this.#refused,
      acknowledged: this.#acknowledged.size,
      problems: [...this.#problems, ...reasons.map((reason) => `stopped: ${reason}`)],
      recoveryMilliseconds: this.#recoveryMilliseconds,
    }
  }

  /** As many writes would, in one. A log that uses old pieces again does not grow: then somebody else takes the rest. */
  async #fillLog(): Promise<void> {
    await this.#server.database.write((transaction) =>
      sql`select pg_logical_emit_message(true, 'test', repeat('x', 1000000)) from generate_series(1, 14)`.execute(
        transaction,
      ),
    )
    this.#disk.setFree(Math.min(this.#disk.free, ordinaryReserve.ordinary - megabyte))
  }

  async #write(therapist: Visitor, patientId: string): Promise<RawAnswer> {
    const eventId = newId('full')
    const answer = await therapist.send({
      method: 'POST',
      url: `/api/patients/${patientId}/requests`,
      payload: { eventId, requests: [eventId] },
    })
    if (answer.status === 200) this.#acknowledged.add(eventId)
    else if (answer.status === 507) this.#refused += 1
    else this.#problems.push(`a write is answered with ${answer.status}`)
    return answer
  }

  async #mustRefuse(therapist: Visitor, patientId: string): Promise<void> {
    const { status, text } = await this.#write(therapist, patientId)
    if (status === 200) this.#problems.push('a write is taken without room for it')
    if (status === 507 && !text.includes('The disk of the server is full')) this.#problems.push('does not say why')
  }

  /** The record, a new sign-in, the export of a patient and a backup to another disk. */
  async #mustRead(therapist: Visitor, patientId: string): Promise<void> {
    const { status } = await therapist.send({ method: 'GET', url: `/api/patients/${patientId}` })
    if (status !== 200) this.#problems.push(`a record is answered with ${status}`)
    await this.#server.signIn().catch((error: unknown) => this.#problems.push(`nobody can sign in: ${String(error)}`))
    const exported = await exportPatient(this.#server.database, patientId)
    if (exported.length !== 1) this.#problems.push('a patient is not exported')
    const file = path.join(this.#base, newId('backup'))
    await writeBackup(() => packedDump(this.#server.database), file, readKey(path.join(this.#base, 'key')))
    fs.rmSync(file)
  }

  async #mustHoldAll(_: Visitor, patientId: string): Promise<void> {
    const { db }: Store = this.#server.database
    const rows = await db.selectFrom('event').select('event_id').where('patient_id', '=', patientId).execute()
    const found = new Set(rows.map(({ event_id }) => event_id).filter((id) => id.startsWith('full')))
    for (const id of this.#acknowledged) if (!found.has(id)) this.#problems.push(`${id} is gone`)
    if (found.size !== this.#acknowledged.size) this.#problems.push('something is there that was not acknowledged')
  }
}
