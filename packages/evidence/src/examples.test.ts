import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { examplesOf, runExample } from '../test-support/run-examples.ts'

const folder = new URL('../../../docs/evidence/', import.meta.url)
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'))
const pageOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const examples = pages.flatMap((page) =>
  examplesOf(pageOf(page)).map(([heading, code]) => [page, heading, code] as const),
)

test('every page but the index has an example, and the index names every page', () => {
  const withExample = new Set(examples.map(([page]) => page))
  const others = pages.filter((page) => page !== 'README.md')
  expect(others.filter((page) => !withExample.has(page))).toEqual([])
  const index = pageOf('README.md')
  expect(others.filter((page) => !index.includes(`](${page})`))).toEqual([])
})

test.each(examples)('%s: the example "%s" prints what the page says', async (_page, _heading, code) => {
  const { promised, printed } = await runExample(code)
  expect(printed).toEqual(promised)
})
