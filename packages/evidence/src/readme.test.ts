import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { expect, test, vi } from 'vitest'
import { measures } from './effect-size/index.ts'
import { presets } from './pairwise/index.ts'

const packageFolder = new URL('../', import.meta.url)
const readme = readFileSync(new URL('README.md', packageFolder), 'utf8')
const { exports: entries } = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8')) as {
  exports: Record<string, string>
}

/** The heading above each block of code, with the block. */
const examples = [...readme.matchAll(/^## (.+)\n(?:(?!^## )[\s\S])*?^```ts\n([\s\S]*?)^```/gm)].map(
  ([, heading = '', code = '']) => [heading, code] as const,
)

/** Names of this package as the files behind them, so that a module without a place of its own can import them. */
function withFiles(code: string): string {
  return code.replaceAll(/from '@dosis\/evidence(\/[a-z-]+)?'/g, (all, entry: string | undefined) => {
    const file = entries[`.${entry ?? ''}`]
    if (file === undefined) throw new RangeError(`${all}: no such entry`)
    return `from '${new URL(file, packageFolder).href}'`
  })
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

/** The comment behind each `console.log`. */
const promisesOf = (code: string): string[] =>
  code.split('\n').flatMap((line) => /^\s*console\.log\(.*\) \/\/ (.*)$/.exec(line)?.[1] ?? [])

const number = /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/

/** The printed line at the digits that the README promises: a promised number stands for all that round to it. */
function atDigitsOf(promised: string, printed: string): string {
  const words = printed.split(' ')
  return promised
    .split(' ')
    .map((word, at) => (number.test(word) && number.test(words[at] ?? '') ? rounded(word, words[at] ?? '') : words[at]))
    .concat(words.slice(promised.split(' ').length))
    .join(' ')
}

function rounded(like: string, printed: string): string {
  const decimals = /\.(\d+)$/.exec(like)?.[1]?.length ?? 0
  return decimals === 0 ? printed : Number(printed).toFixed(decimals)
}

test('the README has an example for every step', () => {
  expect(examples.length).toBeGreaterThanOrEqual(8)
})

test.each(examples)('the example "%s" prints what the README says', async (_, code) => {
  const promised = promisesOf(code)
  const printed = await linesOf(code)
  expect(promised.length).toBe(code.split('console.log(').length - 1)
  expect(printed.map((line, at) => atDigitsOf(promised[at] ?? '', line))).toEqual(promised)
})

test('the table of conventions says what the presets are', () => {
  const [, header = '', lines = ''] = /^(\| preset \|.*)\n\| ---.*\n((?:\|.*\n)+)/m.exec(readme) ?? []
  const cellsOf = (line: string) => [...line.matchAll(/`([^`]+)`/g)].map(([, cell]) => cell)
  const columns = cellsOf(header)
  const shown = lines
    .trim()
    .split('\n')
    .map(cellsOf)
    .map(([preset, ...cells]) => ({ preset, ...Object.fromEntries(columns.map((column, at) => [column, cells[at]])) }))
  expect(shown).toEqual(Object.values(presets).map(({ level: _, ...rest }) => rest))
})

test('the README counts the measures right, and names every entry', () => {
  expect(readme).toContain(`variances of ${Object.keys(measures).length} measures`)
  const named = Object.keys(entries).filter((entry) => readme.includes(`| \`@dosis/evidence${entry.slice(1)}\` |`))
  expect(named).toEqual(Object.keys(entries).filter((entry) => entry !== './reference'))
})
