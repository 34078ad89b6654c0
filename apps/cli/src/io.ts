import { readFileSync } from 'node:fs'
import type { Language, Parsed } from '@dosis/domain'
import { BadInput } from './bad-input.ts'

/** Where a command reads and writes; tests bring their own. */
export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly readStandardInput: () => string
  readonly colours: boolean
}

/** Flags that every command takes. */
export interface Style {
  readonly json: boolean
  readonly language: Language
  readonly colours: boolean
}

const largestFileBytes = 64 * 1024 * 1024

/**
 * Reads JSON from a file, or from standard input for `-`.
 * @throws {BadInput} no such file, too large, or no JSON; the message says where the JSON breaks off
 */
export function readJson(file: string, io: Io): unknown {
  const name = file === '-' ? 'standard input' : file
  const text = readText(file, name, io)
  if (text.length > largestFileBytes) throw new BadInput(name, [{ path: '', message: 'is larger than 64 MB' }])
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BadInput(name, [{ path: '', message: `is not JSON: ${(error as Error).message}` }])
  }
}

export function readText(file: string, name: string, io: Io): string {
  try {
    return file === '-' ? io.readStandardInput() : readFileSync(file, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const reason =
      code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'is a folder, not a file' : `cannot be read (${code})`
    throw new BadInput(name, [{ path: '', message: reason }])
  }
}

/** @throws {BadInput} with every problem that the parser found */
export function valueOf<Value>(file: string, parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value
  throw new BadInput(file === '-' ? 'standard input' : file, parsed.problems)
}
