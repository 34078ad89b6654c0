#!/usr/bin/env node
// Plain JavaScript, because the first process may be a Node that cannot read TypeScript; it hands over to one that can.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const readsTypeScript = major > 22 || (major === 22 && minor >= 18)

if (readsTypeScript) {
  // What was compiled is kept beside the packages, for the next start; where nothing can be written there, it is not.
  module.enableCompileCache?.(fileURLToPath(new URL('../../../node_modules/.cache/dosis', import.meta.url)))
  const { main } = await import('../src/main.ts')
  await main()
} else {
  const pinned = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url))
  if (!existsSync(pinned)) {
    console.error(
      `dosis: needs Node 22.18 or newer, this is ${process.versions.node}. Run \`npm ci\` here: it brings one along.`,
    )
    process.exit(2)
  }
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(/** @type {NodeJS.Signals} */ (signal)))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 130))
}
