import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Knowledge } from '@dosis/domain'
import { build } from 'vite'

/** Bytes after gzip, as a server would send them. */
export function gzipBytes(text: string): number {
  return gzipSync(text, { level: 9 }).length
}

/** The engine as a browser gets it: one module, minified. */
export async function engineForBrowser(): Promise<string> {
  const entry = fileURLToPath(new URL('../../packages/engine/src/index.ts', import.meta.url))
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: true, lib: { entry, formats: ['es'], fileName: 'engine' } },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []))
  return outputs.map((output) => (output.type === 'chunk' ? output.code : '')).join('\n')
}

/** The knowledge with each text in one language only. */
export function inOneLanguage(knowledge: Knowledge, language: 'en' | 'nl'): unknown {
  const other = language === 'en' ? 'nl' : 'en'
  const keep = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(keep)
    if (typeof value !== 'object' || value === null) return value
    const isText = language in value && other in value
    const entries = Object.entries(value).filter(([key]) => !isText || key !== other)
    return Object.fromEntries(entries.map(([key, item]) => [key, keep(item)]))
  }
  return keep(knowledge)
}
