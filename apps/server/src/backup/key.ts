import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'

/** Bytes of a key: 256 bits. */
export const keyBytes = 32

/** The key file does not hold a key. */
export class UnusableKeyError extends Error {
  constructor(file: string, problem: string) {
    super(`${file}: ${problem}. Make a key with: dosis backup --new-key ${file}`)
    this.name = 'UnusableKeyError'
  }
}

/** Makes a key of chance alone and leaves it on the disk, for its owner alone. @throws {Error} the file is there already */
export function writeNewKey(file: string): void {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    writeSync(descriptor, `${randomBytes(keyBytes).toString('base64')}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** @throws {UnusableKeyError} there is no such file, or what it holds is no key */
export function readKey(file: string): Buffer {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UnusableKeyError(file, 'no such file')
    throw error
  }
  const key = Buffer.from(text, 'base64')
  if (key.length === keyBytes && key.toString('base64') === text) return key
  throw new UnusableKeyError(file, `needs ${keyBytes} bytes in base64`)
}
