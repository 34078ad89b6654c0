import { expect, test } from 'vitest'
import { tokenIn } from './link-token.ts'

test.each([
  ['#/open/abc-DEF_123', 'abc-DEF_123'],
  ['http://localhost:8080/p/#/open/abc123', 'abc123'],
  ['  https://dosis.example/p/#/open/abc123?x=1 ', 'abc123'],
  ['Uw link: https://dosis.example/p/#/open/abc123\nTot ziens', 'abc123'],
  ['abcdefghijklmnop_-1', 'abcdefghijklmnop_-1'],
])('finds the token in %j', (text, token) => {
  expect(tokenIn(text)).toBe(token)
})

test.each(['', '#/', '#/progress', 'hallo', 'https://dosis.example/p/'])('finds no token in %j', (text) => {
  expect(tokenIn(text)).toBeNull()
})
