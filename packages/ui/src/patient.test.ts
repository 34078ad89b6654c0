import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const here = new URL('./', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, here), 'utf8')

/** Files that a file loads, directly and through others; type imports load nothing. */
function loads(file: string, seen = new Set<string>()): Set<string> {
  for (const [, path] of read(file).matchAll(/^(?:import|export)\s(?!type\b)[^'"]*?from '\.\/([^']+)'/gm)) {
    if (path && !seen.has(path)) {
      seen.add(path)
      loads(path, seen)
    }
  }
  return seen
}

test('the patient does not load the heavy library of the clinic', () => {
  const files = [...loads('patient.ts')]
  expect(files.length).toBeGreaterThan(25)
  expect(files.filter((file) => read(file).includes('react-aria-components'))).toEqual([])
})

test('every component can be reached from the main entry', () => {
  const reached = loads('index.ts')
  const components = readdirSync(here).filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
  expect(components.filter((file) => !reached.has(file))).toEqual([])
})
