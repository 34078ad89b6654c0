import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { canonicalJson } from '@dosis/domain'
import { z } from 'zod'
import { writeAudit } from '../audit/audit-of.ts'
import { operatorSchema } from '../audit/operator.ts'
import { AccountRefused, accountCommandSchema } from '../auth/manage-accounts.ts'
import { manageAccountsBy } from '../auth/manage-accounts-by.ts'
import { auditBackup } from '../backup/audit-backup.ts'
import { packedDump } from '../backup/backup.ts'
import type { Log, Store } from '../db/index.ts'
import { verifyStoreBy } from '../db/verify-of.ts'
import { idSchema } from '../http/parse.ts'
import { exportPatientBy } from '../patient/export-patient.ts'
import { endsConnections } from '../http/end-connections.ts'
import { textOf } from './ask-control.ts'
import { controlPath } from './control-path.ts'

const askedSchema = z.strictObject({ operator: operatorSchema, asked: z.unknown() })
const patientSchema = z.strictObject({ patientId: idSchema })

export interface Control {
  readonly close: () => Promise<void>
}

/**
 * Takes commands of the same machine while a server has the data folder open: nobody else may open the database then.
 * Only who started the server may connect: the socket is readable for its owner alone.
 */
export async function openControl(dataFolder: string, store: Store, log: Log): Promise<Control> {
  const socket = controlPath(dataFolder)
  // The lock on the folder is held: what lies here was left by a server that was killed.
  rmSync(socket, { force: true })
  const server = createServer((request, response) => {
    answer(store, request, response).catch((error: unknown) => {
      log.info({ reason: error instanceof Error ? error.name : 'unknown' }, 'a command did not end')
      response.destroy()
    })
  })
  // A backup that runs is finished.
  const endConnections = endsConnections(server, null)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    const before = process.umask(0o177)
    server.listen(socket, resolve)
    process.umask(before)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        endConnections()
        server.close(() => resolve())
      }),
  }
}

async function answer(store: Store, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return void response.writeHead(404).end()
  const { operator, asked } = askedSchema.parse(JSON.parse(await textOf(request)))
  if (request.url === '/backup') {
    await auditBackup(store, operator)
    response.writeHead(200, { 'content-type': 'application/gzip' })
    await pipeline(packedDump(store), response)
  } else if (request.url === '/accounts') {
    try {
      response.end(JSON.stringify(await manageAccountsBy(operator, store, accountCommandSchema.parse(asked))))
    } catch (error) {
      if (!(error instanceof AccountRefused)) throw error
      response.writeHead(409).end(error.message)
    }
  } else if (request.url === '/patient') {
    const { patientId } = patientSchema.parse(asked)
    response.end(canonicalJson(await exportPatientBy(operator, store, patientId)))
  } else if (request.url === '/audit') {
    await writeAudit(operator, store, asked, response)
    response.end()
  } else if (request.url === '/verify') {
    response.end(JSON.stringify(await verifyStoreBy(operator, store)))
  } else response.writeHead(404).end()
}
