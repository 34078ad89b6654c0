import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { vi } from 'vitest'

const packageFolder = new URL('../', import.meta.url)

/** What the package exports, by entry (`./pairwise`). */
export const { exports: entries } = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8')) as {
  exports: Record<string, string>
}

/** The blocks of TypeScript in a page, each with the heading above it. */
export const examplesOf = (page: string): (readonly [heading: string, code: string])[] =>
  page
    .split(/^#+ /m)
    .flatMap((section) =>
      [...section.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(
        ([, code = '']) => [section.slice(0, section.indexOf('\n')), code] as const,
      ),
    )

/** Names of this package as the files behind them, so that a module without a place of its own can import them. */
function withFiles(code: string): string {
  return code.replaceAll(/from '@dosis\/evidence(\/[a-z-]+)?'/g, (all, entry: string | undefined) => {
    const file = entries[`.${entry ?? ''}`]
    if (file === undefined) throw new RangeError(`${all}: no such entry`)
    return `from '${new URL(file, packageFolder).href}'`
  })
}

/** What an example promises to print (the comment behind each `console.log`), and what it prints at those digits. */
export async function runExample(code: string): Promise<{ promised: string[]; printed: string[] }> {
  const promised = promisesOf(code)
  const calls = code.split('console.log(').length - 1
  if (promised.length !== calls) throw new RangeError(`${calls} lines are printed, ${promised.length} have a comment`)
  const lines = await linesOf(code)
  return { promised, printed: lines.map((line, at) => atDigitsOf(promised[at] ?? '', line)) }
}

/** What the block prints, a line for each `console.log`. */
async function linesOf(code: string): Promise<string[]> {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => {
    lines.push(values.map((value) => String(value)).join(' '))
  })
  try {
    const module = stripTypeScriptTypes(withFiles(code))
    await import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(module).toString('base64')}`)
  } finally {
    log.mockRestore()
  }
  return lines
}

/** The comment behind each `console.log`, which may run over some lines. */
const promisesOf = (code: string): string[] =>
  [...code.matchAll(/^\s*console\.log\((?:.|\n(?!\s*console))*?\)\)? \/\/ (.*)$/gm)].map(([, promise = '']) => promise)

const number = /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/

/** The printed line at the digits that the page promises: a promised number stands for all that round to it. */
function atDigitsOf(promised: string, printed: string): string {
  const words = printed.split(' ')
  const wanted = promised.split(' ')
  return wanted
    .map((word, at) => (number.test(word) && number.test(words[at] ?? '') ? rounded(word, words[at] ?? '') : words[at]))
    .concat(words.slice(wanted.length))
    .join(' ')
}

function rounded(like: string, printed: string): string {
  const decimals = /\.(\d+)(e)?/.exec(like)?.[1]?.length ?? 0
  if (like.includes('e')) return Number(printed).toExponential(decimals)
  return decimals === 0 ? printed : Number(printed).toFixed(decimals)
}
