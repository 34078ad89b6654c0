import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Longest path that every system takes for a socket: 104 bytes with their end on macOS, 108 on Linux. */
const longestPath = 100

/** Where the server of a data folder listens for commands of the same machine. */
export function controlPath(dataFolder: string): string {
  const within = path.join(path.resolve(dataFolder), 'dosis.control')
  if (Buffer.byteLength(within) <= longestPath) return within
  const name = createHash('sha256').update(within).digest('hex').slice(0, 32)
  return path.join(tmpdir(), `dosis-${name}.control`)
}
