import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { entries, examplesOf, runExample } from '../test-support/run-examples.ts'
import { measures } from './effect-size/index.ts'
import { presets } from './pairwise/index.ts'

const packageFolder = new URL('../', import.meta.url)
const readme = readFileSync(new URL('README.md', packageFolder), 'utf8')

const examples = examplesOf(readme)

test('the README has an example for every step', () => {
  expect(examples.length).toBeGreaterThanOrEqual(8)
})

test.each(examples)('the example "%s" prints what the README says', async (_, code) => {
  const { promised, printed } = await runExample(code)
  expect(printed).toEqual(promised)
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
