import { expect, test } from 'vitest'
import { isAtLeast, requireNodeToInstall } from './node-version.mjs'

test.each([
  ['v20.18.3', false],
  ['v20.19.0', true],
  ['v20.20.2', true],
  ['v18.99.0', false],
  ['v24.0.0', true],
])('Node %s against a minimum of 20.19: %s', (version, enough) => {
  expect(isAtLeast(version, [20, 19])).toBe(enough)
})

test('a Node that is too old is told what is needed and what it is', () => {
  expect(() => requireNodeToInstall('v18.20.4')).toThrow(
    'Dosis needs Node 20.19 or newer to install itself; this is v18.20.4',
  )
  expect(() => requireNodeToInstall('v20.19.0')).not.toThrow()
})
