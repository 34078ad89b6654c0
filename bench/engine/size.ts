import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

/** Bytes after gzip, as a server would send them. */
export function gzipBytes(text: string): number {
  return gzipSync(text, { level: 9 }).length
}

/** The files of the clinic's app with the engine, and the words of the domain that it speaks, as a build makes them. */
export async function engineInClinic(): Promise<readonly string[]> {
  const root = fileURLToPath(new URL('../../apps/clinic', import.meta.url))
  const built = await build({ root, logLevel: 'silent', build: { write: false } })
  const files = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []))
  return files.flatMap((file) => (file.type === 'chunk' && ['engine', 'domain'].includes(file.name) ? [file.code] : []))
}
