import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { findBrowserViolations, findImportViolations, packageOf } from './import-rules.ts'
import { findImpurities } from './purity.ts'
import { findImports, type SourceFile } from './source-file.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

function readRepository(): SourceFile[] {
  const paths = globSync('{packages,apps,knowledge,scripts,test-support,e2e}/**/*.{ts,tsx,mjs}', {
    cwd: root,
    exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path),
  })
  return paths.sort().map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

type Manifest = {
  readonly name: string
  readonly exports: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

function readManifests(): Map<string, Manifest> {
  const paths = globSync(['packages/*/package.json', 'apps/*/package.json', 'knowledge/package.json'], { cwd: root })
  return new Map(paths.map((path) => [posix.dirname(path), JSON.parse(readFileSync(join(root, path), 'utf8'))]))
}

function readDependencies(): Record<string, string[]> {
  const listed = ({ dependencies, devDependencies }: Manifest) => Object.keys({ ...dependencies, ...devDependencies })
  return Object.fromEntries([...readManifests()].map(([folder, manifest]) => [folder, listed(manifest)]))
}

/** Such as `@dosis/domain/schemas` → `packages/domain/src/schemas/index.ts`. */
function readEntries(): Record<string, string> {
  return Object.fromEntries(
    [...readManifests()].flatMap(([folder, { name, exports }]) =>
      Object.entries(exports).map(([entry, file]) => [posix.join(name, entry), posix.join(folder, file)]),
    ),
  )
}

const repository = readRepository()

describe('in the repository', () => {
  test('each package has a source file to judge', () => {
    const found = new Set(repository.map(({ path }) => packageOf(path)))
    expect([...readManifests().keys()].filter((folder) => !found.has(folder))).toEqual([])
  })

  test('packages import only what their row allows and their package.json lists', () => {
    expect(findImportViolations(repository, readDependencies())).toEqual([])
  })

  test('neither zod nor Node reaches a browser', () => {
    expect(findBrowserViolations(repository, readEntries())).toEqual([])
  })

  test('the engine reads no clock, no chance, no network and no locale', () => {
    expect(findImpurities(repository)).toEqual([])
  })
})

describe('in planted files', () => {
  const violationsIn = (path: string, text: string): string[] =>
    findImportViolations([{ path, text }], { 'packages/ui': ['react'], 'apps/server': ['pg'] })

  test.each([
    [
      'packages/domain/src/a.ts',
      `import { assess } from '@dosis/engine'`,
      'packages/domain may not import @dosis/engine',
    ],
    ['packages/engine/src/a.ts', `import type { T } from '@dosis/text'`, 'packages/engine may not import @dosis/text'],
    ['packages/engine/src/a.test.ts', `import '@dosis/knowledge'`, 'packages/engine may not import @dosis/knowledge'],
    ['packages/ui/src/a.tsx', `export * from '@dosis/api/fake-server'`, 'packages/ui may not import @dosis/api'],
    ['apps/patient/src/a.ts', `const s = await import('@dosis/server')`, 'apps/patient may not import @dosis/server'],
    ['knowledge/src/a.ts', `export type { T } from '@dosis/text'`, 'knowledge may not import @dosis/text'],
    ['packages/api/src/a.ts', `type T = import('@dosis/ui').T`, 'packages/api may not import @dosis/ui'],
    ['apps/server/src/a.ts', `const ui = require('@dosis/ui')`, 'apps/server may not import @dosis/ui'],
  ])('%s: %s is refused', (path, text, message) => {
    expect(violationsIn(path, text)).toEqual([`${path}:1: ${message}`])
  })

  test('a relative path may not leave its package, except from tests and what they read to the shared helpers', () => {
    const out = `import '../../domain/src/truth.ts'`
    expect(violationsIn('packages/engine/src/a.ts', out)).toEqual([
      'packages/engine/src/a.ts:1: reaches out of its package with ../../domain/src/truth.ts; import it by name',
    ])
    expect(violationsIn('packages/engine/src/b/a.ts', `import '../a.ts'`)).toEqual([])
    const help = `import { findFreePort } from '../../../test-support/ports.ts'`
    expect(violationsIn('apps/server/src/a.test.ts', help)).toEqual([])
    expect(violationsIn('knowledge/cases/a/a-case.ts', help)).toEqual([])
    expect(violationsIn('apps/server/src/a.ts', help)).toHaveLength(1)
    expect(violationsIn('e2e/a.test.ts', `import '../apps/server/src/main.ts'`)).toHaveLength(1)
  })

  test('the engine imports neither Node nor a library, except in its tests', () => {
    expect(violationsIn('packages/engine/src/a.ts', `\nimport 'node:fs'\nimport 'yaml'`)).toEqual([
      'packages/engine/src/a.ts:2: packages/engine may import @dosis/domain alone, not node:fs',
      'packages/engine/src/a.ts:3: packages/engine may import @dosis/domain alone, not yaml',
    ])
    expect(violationsIn('packages/engine/src/a.test.ts', `import 'node:fs'\nimport fc from 'fast-check'`)).toEqual([])
  })

  test('a library must be listed by the package that imports it', () => {
    expect(violationsIn('packages/ui/src/a.tsx', `import 'react/jsx-runtime'`)).toEqual([])
    expect(violationsIn('packages/ui/src/a.tsx', `import 'pg'`)).toEqual([
      'packages/ui/src/a.tsx:1: packages/ui/package.json does not list pg',
    ])
  })

  test('a package without a row is refused, and so is a path that no rule can check', () => {
    expect(violationsIn('packages/new/src/a.ts', `import 'pg'`)).toEqual([
      'packages/new/src/a.ts:1: packages/new has no row in the table of scripts/import-rules.ts',
    ])
    expect(violationsIn('packages/ui/src/a.ts', 'await import(name)')).toEqual([
      'packages/ui/src/a.ts:1: imports a computed path, which no rule can check',
    ])
  })

  test('a name for a type alone is told from one that loads its file', () => {
    const text = `import type { A } from 'a'\nimport { type B } from 'b'\nexport type { C } from 'c'\nexport { d } from 'd'`
    expect(findImports({ path: 'a.ts', text })).toEqual([
      { specifier: 'a', isType: true, line: 1 },
      { specifier: 'b', isType: false, line: 2 },
      { specifier: 'c', isType: true, line: 3 },
      { specifier: 'd', isType: false, line: 4 },
    ])
  })

  test('zod is found behind any chain of value imports, and not behind a type', () => {
    const entries = { '@dosis/domain': 'packages/domain/src/index.ts' }
    const files = (link: string): SourceFile[] => [
      { path: 'apps/patient/src/main.tsx', text: `import { x } from '@dosis/domain'` },
      { path: 'packages/domain/src/index.ts', text: `${link} './schemas.ts'` },
      { path: 'packages/domain/src/schemas.ts', text: `import { z } from 'zod'` },
    ]
    expect(findBrowserViolations(files('export * from'), entries)).toEqual([
      'apps/patient/src/main.tsx → packages/domain/src/index.ts → packages/domain/src/schemas.ts → zod',
    ])
    expect(findBrowserViolations(files('import'), entries)).toHaveLength(1)
    expect(findBrowserViolations(files('export type * from'), entries)).toEqual([])
  })

  test.each([
    'const x = Math.random()',
    "const x = Math['random']()",
    'const now = Date.now',
    'const now = new Date()',
    'const now = Date()',
    'const zone = new Date(0).getHours()',
    'const text = (1.5).toLocaleString()',
    "const order = a.localeCompare('b')",
    'const zone = process.env.TZ',
    "void fetch('https://example.org')",
    "const plural = new Intl.PluralRules('nl')",
    'const { Intl: intl } = globalThis',
    'const fields = { process }',
  ])('the engine may not say: %s', (text) => {
    expect(findImpurities([{ path: 'packages/engine/src/a.ts', text }])).not.toEqual([])
    expect(findImpurities([{ path: 'packages/engine/src/a.test.ts', text }])).toEqual([])
    expect(findImpurities([{ path: 'packages/domain/src/a.ts', text }])).toEqual([])
  })

  test.each([
    'const day = new Date(today).getUTCDay()',
    'const x = plan.process',
    'const x = { fetch: 1 }',
    'const max = Math.max(1, 2)',
  ])('the engine may say: %s', (text) => {
    expect(findImpurities([{ path: 'packages/engine/src/a.ts', text }])).toEqual([])
  })
})
