import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { findImports, isTest, type SourceFile } from './source-file.ts'

/** What each package may import of ours. The arrows of docs/architecture.md, as a table; a new package needs a row. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'packages/domain': [],
  'packages/evidence': [],
  'packages/engine': ['@dosis/domain'],
  'packages/text': ['@dosis/domain'],
  'packages/fhir': ['@dosis/domain'],
  'packages/api': ['@dosis/domain'],
  'packages/ui': ['@dosis/domain', '@dosis/text'],
  knowledge: ['@dosis/domain', '@dosis/engine'],
  'apps/clinic': [
    '@dosis/domain',
    '@dosis/evidence',
    '@dosis/engine',
    '@dosis/text',
    '@dosis/api',
    '@dosis/ui',
    // Its build writes the questions of the evidence into the app; nothing of it runs in the browser.
    '@dosis/knowledge',
  ],
  'apps/patient': ['@dosis/domain', '@dosis/engine', '@dosis/text', '@dosis/api', '@dosis/ui'],
  'apps/server': [
    '@dosis/domain',
    '@dosis/evidence',
    '@dosis/engine',
    '@dosis/text',
    '@dosis/fhir',
    '@dosis/api',
    '@dosis/knowledge',
  ],
  'apps/cli': [
    '@dosis/domain',
    '@dosis/evidence',
    '@dosis/engine',
    '@dosis/text',
    '@dosis/fhir',
    '@dosis/api',
    '@dosis/knowledge',
    '@dosis/server',
  ],
}

/** Packages whose every import is another package of ours: they run anywhere, and alike everywhere. */
const importsOnlyOurs = ['packages/engine', 'packages/evidence']

/** The package that a path belongs to: its folder, or '' for what belongs to the repository itself (scripts, e2e). */
export function packageOf(path: string): string {
  return /^(?:packages|apps)\/[^/]+|^knowledge(?=\/)/.exec(path)?.[0] ?? ''
}

/** What runs at a user's; tests and tools beside it may use what the repository has for developers. */
const isShipped = (path: string): boolean => /\/(src|bin)\//.test(path) && !isTest(path)

/** The name to install of what is imported: `@scope/name/sub` and `name/sub` lose their last part. */
function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

const isRelative = (specifier: string): boolean => specifier.startsWith('.')
const isNode = (specifier: string): boolean => specifier.startsWith('node:') || builtinModules.includes(specifier)

/**
 * Finds every import that the table above does not allow.
 * @param dependencies names that the package.json of each package lists, by its folder
 * @returns one line per violation, with file and line
 */
export function findImportViolations(
  files: readonly SourceFile[],
  dependencies: Readonly<Record<string, readonly string[]>>,
): string[] {
  return files.flatMap((file) =>
    findImports(file).flatMap(({ specifier, line }) => {
      const problem = specifier === undefined ? judgeComputed(file) : judge(file, specifier, dependencies)
      return problem === undefined ? [] : [`${file.path}:${line}: ${problem}`]
    }),
  )
}

function judgeComputed({ path }: SourceFile): string | undefined {
  return path.startsWith('packages/') && isShipped(path)
    ? 'imports a computed path, which no rule can check'
    : undefined
}

function judge(
  { path }: SourceFile,
  specifier: string,
  dependencies: Readonly<Record<string, readonly string[]>>,
): string | undefined {
  const own = packageOf(path)
  if (isRelative(specifier)) return judgeRelative(path, own, specifier)
  if (own === '') return undefined
  const allowed = mayImport[own]
  if (allowed === undefined) return `${own} has no row in the table of scripts/import-rules.ts`

  const name = packageName(specifier)
  if (name.startsWith('@dosis/')) {
    const isItself = isTest(path) && name === `@dosis/${own.split('/').at(-1)}`
    return isItself || allowed.includes(name) ? undefined : `${own} may not import ${name}`
  }
  if (!isShipped(path)) return undefined
  if (importsOnlyOurs.includes(own)) return `${own} may import ${allowed.join(', ')} alone, not ${specifier}`
  // A module that the build of the package makes itself is no dependency.
  if (specifier.startsWith('virtual:')) return undefined
  if (isNode(specifier) || dependencies[own]?.includes(name)) return undefined
  return `${own}/package.json does not list ${name}`
}

function judgeRelative(path: string, own: string, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(path), specifier)
  const crosses = packageOf(target) !== own
  const isTestSupport = !isShipped(path) && target.startsWith('test-support/')
  return crosses && !isTestSupport ? `reaches out of its package with ${specifier}; import it by name` : undefined
}

/** What may not reach a browser: zod is larger than the screens that would carry it, and Node is not there. */
const notInBrowser = (specifier: string): boolean => packageName(specifier) === 'zod' || isNode(specifier)

/**
 * Follows value imports from every file of the browser packages and finds those that end at zod or Node.
 * `import type` leaves no trace in the bundle and is not followed.
 * @param entries file behind each name of ours, such as `@dosis/domain` → `packages/domain/src/index.ts`
 * @returns one line per violation: the chain of files that leads to it
 */
export function findBrowserViolations(
  files: readonly SourceFile[],
  entries: Readonly<Record<string, string>>,
): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const seen = new Set<string>()
  const follow = (file: SourceFile, chain: readonly string[]): string[] => {
    if (seen.has(file.path)) return []
    seen.add(file.path)
    const here = [...chain, file.path]
    return findImports(file).flatMap(({ specifier, isType }) => {
      if (specifier === undefined || isType) return []
      if (notInBrowser(specifier)) return [`${here.join(' → ')} → ${specifier}`]
      const target = isRelative(specifier)
        ? posix.join(posix.dirname(file.path), specifier)
        : (entries[specifier] ?? specifier)
      const next = byPath.get(target)
      return next === undefined ? [] : follow(next, here)
    })
  }
  return files.filter(({ path }) => startsInBrowser(path)).flatMap((file) => follow(file, []))
}

function startsInBrowser(path: string): boolean {
  return /^(packages\/ui|apps\/clinic|apps\/patient)\/src\//.test(path) || path === 'packages/domain/src/index.ts'
    ? !isTest(path)
    : false
}
