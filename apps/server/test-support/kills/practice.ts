import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { hashPassword } from '../../src/auth/password.ts'
import { makeScratchFolder } from '../../src/db/faults/template.ts'
import { openDatabase, type Store, storePractice } from '../../src/db/index.ts'
import { startServerProcess } from './server-process.ts'

/** The one therapist of the practice that is struck. */
export const account = {
  login: 'therapist',
  password: 'not a secret, only a test',
  displayName: 'Thea Test',
} as const

/** The command that `dosis start` is, on a port that the system chooses; the data folder is added. */
export const dosisStart: readonly string[] = [
  fileURLToPath(new URL('../../../cli/bin/dosis.mjs', import.meta.url)),
  'start',
  '--port',
  '0',
]

let template: Promise<string> | undefined

/**
 * Copies a practice with an account and no patients, which the server opened and closed once, to a new folder; making it
 * takes seconds, so that happens once per process.
 * @returns the folder of its database
 */
export async function copyPractice(folder: string): Promise<string> {
  template ??= makePractice()
  const made = await template
  const data = path.join(folder, 'data')
  fs.cpSync(path.join(made, 'data'), data, { recursive: true })
  return data
}

/** To be called when all tests of a file are done: a test worker is stopped without a chance to tidy up. */
export async function removePractice(): Promise<void> {
  if (template === undefined) return
  fs.rmSync(await template, { recursive: true, force: true })
  template = undefined
}

async function makePractice(): Promise<string> {
  const folder = makeScratchFolder()
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
  const data = path.join(folder, 'data')
  const log = pino({ level: 'silent' })
  const database = await openDatabase({ data, now: () => new Date(), log })
  await fillPractice(database)
  await database.close()
  const server = startServerProcess([...dosisStart, '--data', data])
  await server.ready
  server.kill('SIGTERM')
  const errors = await server.gone
  if (errors !== '') throw new Error(`the server did not start or stop as it should: ${errors}`)
  return folder
}

/** The practice and its therapist, in a database without either. */
export async function fillPractice(database: Store): Promise<void> {
  const passwordHash = await hashPassword(account.password)
  await database.write(async (transaction) => {
    await storePractice(transaction, database.now(), { practiceId: 'practice', name: 'Practice' })
    await transaction
      .insertInto('account')
      .values({
        practice_id: 'practice',
        account_id: 'therapist-id',
        login: account.login,
        display_name: account.displayName,
        role: 'therapist',
        password_hash: passwordHash,
        created_at: database.now(),
      })
      .execute()
  })
}
