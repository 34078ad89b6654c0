import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { shortLived } from '../../src/db/faults/harness.ts'

/** The server as a process of its own, so that it can be killed. */
export interface ServerProcess {
  /** Answers with its address when it takes requests; `undefined` when it ended before. */
  readonly ready: Promise<string | undefined>
  /** Answers when the process is gone, with all that it wrote to standard error. */
  readonly gone: Promise<string>
  /** @returns whether it was still there */
  readonly kill: (signal: 'SIGKILL' | 'SIGTERM') => boolean
}

/** A server that is neither ready nor gone by then is a failure of the harness or of the machine. */
const startLimitMilliseconds = 300_000

/**
 * Starts a program that prints the therapist's address once it listens, as `dosis start` does.
 * @param command a script of this repository and its arguments
 */
export function startServerProcess(command: readonly string[]): ServerProcess {
  const child = spawn(process.execPath, [...shortLived, ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ready = Promise.withResolvers<string | undefined>()
  const gone = Promise.withResolvers<string>()
  let errors = ''
  const limit = setTimeout(() => {
    errors += `neither ready nor gone after ${startLimitMilliseconds} ms`
    child.kill('SIGKILL')
  }, startLimitMilliseconds)
  createInterface({ input: child.stdout }).on('line', (line) => {
    const address = /^Therapist +http:\/\/localhost:(\d+)\/$/.exec(line)
    if (address === null) return
    clearTimeout(limit)
    ready.resolve(`http://127.0.0.1:${address[1]}`)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  child.on('error', gone.reject)
  child.on('close', () => {
    clearTimeout(limit)
    ready.resolve(undefined)
    gone.resolve(errors)
  })
  return { ready: ready.promise, gone: gone.promise, kill: (signal) => child.kill(signal) }
}
