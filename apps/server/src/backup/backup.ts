import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip, createGzip } from 'node:zlib'
import type { Store } from '../db/index.ts'
import { type BackupHead, dumpLines } from './dump.ts'
import { type BackupContents, headOf, readBackup, UnusableBackupError } from './load.ts'
import { BrokenSealError, seal, unseal } from './seal.ts'

/** The plain lines of a store, packed. */
export function packedDump(store: Store): Readable {
  return Readable.from(dumpLines(store)).compose(createGzip({ level: 6 }))
}

/**
 * Writes packed lines sealed into a new file; `open` is called when the name is taken. The file gets its name when all of it is on the disk and was read back.
 * @throws {Error} the file is there already, or cannot be written
 */
export async function writeBackup(
  open: () => Readable | Promise<Readable>,
  file: string,
  key: Buffer,
): Promise<BackupContents> {
  // Its name is taken before the work, so that no other file is ever written over.
  closeSync(openSync(file, 'wx', 0o600))
  const unfinished = `${file}.part`
  try {
    await pipeline(
      await open(),
      (packed: AsyncIterable<Buffer>) => seal(packed, key),
      createWriteStream(unfinished, { mode: 0o600, flush: true }),
    )
    const contents = await checkBackup(unfinished, key)
    renameSync(unfinished, file)
    syncFolder(dirname(file))
    return contents
  } catch (error) {
    for (const made of [unfinished, file]) rmSync(made, { force: true })
    throw error
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** The lines of a backup. @throws {BrokenSealError} while reading, when the file is not what was written */
export async function* linesOf(file: string, key: Buffer): AsyncGenerator<string> {
  const plain = createGunzip()
  // What goes wrong is thrown where `plain` is read. Who wants the head alone leaves early, and then nobody waits for what
  // is aborted; without a listener that would end the process.
  plain.on('error', () => undefined)
  const fed = pipeline(createReadStream(file), (sealed: AsyncIterable<Buffer>) => unseal(sealed, key), plain).catch(
    () => undefined,
  )
  try {
    yield* linesIn(plain)
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('Z_') === true ? new BrokenSealError('was changed') : error
  } finally {
    await fed
  }
}

/** `node:readline` also ends a line at U+2028, which may stand in what people wrote. */
async function* linesIn(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const part of bytes) {
    const lines = (rest + decoder.write(part)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  rest += decoder.end()
  if (rest !== '') yield rest
}

/** What the first line of a backup says of it. */
export async function headOfBackup(file: string, key: Buffer): Promise<BackupHead> {
  for await (const text of linesOf(file, key)) return headOf(text)
  throw new UnusableBackupError('is empty')
}

/** Reads all of a backup and answers what it holds. @throws {BrokenSealError | UnusableBackupError} */
export function checkBackup(file: string, key: Buffer): Promise<BackupContents> {
  return readBackup(linesOf(file, key), () => ({ begin: () => undefined, rows: () => undefined }))
}
