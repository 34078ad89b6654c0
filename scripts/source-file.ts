import { parseSync } from 'vite'

/** A source file of the repository; its path is relative to the root, with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string }

export type Import = {
  /** What is imported; undefined when it is computed while the program runs. */
  readonly specifier: string | undefined
  /** Gone after compilation. `import { type A }` is not: the file is still loaded. */
  readonly isType: boolean
  readonly line: number
}

/** A node of the syntax tree (ESTree with TypeScript). */
export type Syntax = { readonly type: string; readonly start: number; readonly [field: string]: unknown }

export const isTest = (path: string): boolean => /\.(test|soak)\.tsx?$/.test(path)

/**
 * Visits every node of a file, parents first.
 * @throws {SyntaxError} the file does not parse
 */
export function visit(
  { path, text }: SourceFile,
  each: (node: Syntax, parent: Syntax | undefined, field: string) => void,
): void {
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`)
  const walk = (value: unknown, parent: Syntax | undefined, field: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, parent, field)
    else if (isSyntax(value)) {
      each(value, parent, field)
      for (const [name, child] of Object.entries(value)) walk(child, value, name)
    }
  }
  walk(program, undefined, '')
}

export function isSyntax(value: unknown): value is Syntax {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Finds all imports: static, dynamic, re-exports, `import('…').Type` and `require`. */
export function findImports(file: SourceFile): Import[] {
  const imports: Import[] = []
  visit(file, (node) => {
    const source = sourceOf(node)
    if (!isSyntax(source)) return
    imports.push({
      specifier: source.type === 'Literal' ? String(source['value']) : undefined,
      isType: node['importKind'] === 'type' || node['exportKind'] === 'type' || node.type === 'TSImportType',
      line: lineAt(file.text, node.start),
    })
  })
  return imports
}

function sourceOf(node: Syntax): unknown {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node['source']
    case 'TSExternalModuleReference':
      return node['expression']
    case 'CallExpression': {
      const { callee, arguments: given } = node
      return isSyntax(callee) && callee['name'] === 'require' && Array.isArray(given) ? given[0] : undefined
    }
    default:
      return undefined
  }
}
