import { isSyntax, isTest, lineAt, type SourceFile, type Syntax, visit } from './source-file.ts'

/** Names through which the clock, chance, the system or a locale would enter a decision. */
const impureNames = new Set([
  'Intl',
  'console',
  'crypto',
  'fetch',
  'globalThis',
  'performance',
  'process',
  'setInterval',
  'setTimeout',
])

/** Members of a `Date` or a text that answer differently in another time zone or locale. */
const localMember =
  /^(get|set)(Date|Day|FullYear|Hours|Milliseconds|Minutes|Month|Seconds)$|^getTimezoneOffset$|[Ll]ocale/

/**
 * Finds what would make a decision of the engine depend on anything but its input.
 * @returns one line per violation, with file and line
 */
export function findImpurities(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith('packages/engine/src/') && !isTest(path))
    .flatMap((file) => {
      const found: string[] = []
      visit(file, (node, parent, field) => {
        const what = impurity(node, parent, field)
        if (what !== undefined) found.push(`${file.path}:${lineAt(file.text, node.start)}: ${what}`)
      })
      return found
    })
}

function impurity(node: Syntax, parent: Syntax | undefined, field: string): string | undefined {
  if (node.type === 'Identifier') return impureName(String(node['name']), parent, field)
  if (node.type === 'MemberExpression') return impureMember(node)
  const isDateCall = isNamed(node['callee'], 'Date')
  if (node.type === 'CallExpression' && isDateCall) return 'Date() reads the clock'
  const given = node['arguments']
  if (node.type === 'NewExpression' && isDateCall && Array.isArray(given) && given.length === 0) {
    return 'new Date() reads the clock'
  }
  return undefined
}

function impureName(name: string, parent: Syntax | undefined, field: string): string | undefined {
  if (!impureNames.has(name) || isKey(parent, field)) return undefined
  return `${name} makes a decision depend on more than its input`
}

/** The `a` of `x.a`, `{ a: 1 }` and the type `X.a` names a part of something else. */
function isKey(parent: Syntax | undefined, field: string): boolean {
  if (parent?.type === 'TSQualifiedName') return field === 'right'
  return (field === 'property' || field === 'key') && parent?.['computed'] !== true
}

function impureMember(node: Syntax): string | undefined {
  const { object, property } = node
  const name = memberName(property, node['computed'] === true)
  if (name === undefined) return undefined
  if (isNamed(object, 'Math') && name === 'random') return 'Math.random is chance'
  if (isNamed(object, 'Date') && name === 'now') return 'Date.now reads the clock'
  if (localMember.test(name)) return `${name} differs between time zones or locales`
  return undefined
}

function memberName(property: unknown, computed: boolean): string | undefined {
  if (!isSyntax(property)) return undefined
  const name = computed ? property['value'] : property['name']
  return typeof name === 'string' ? name : undefined
}

function isNamed(node: unknown, name: string): boolean {
  return isSyntax(node) && node.type === 'Identifier' && node['name'] === name
}
