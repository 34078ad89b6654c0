import { expect, test } from 'vitest'
import { table } from './table.ts'

test('columns stand under each other, whatever their colours and letters', () => {
  expect(
    table([
      ['één', 'b'],
      ['\u001b[31mrood\u001b[39m', 'c'],
    ]),
  ).toBe('één   b\n\u001b[31mrood\u001b[39m  c')
})

test('no row ends in white space', () => {
  expect(
    table([
      ['a', ''],
      ['bbb', 'c'],
    ]),
  ).toBe('a\nbbb  c')
})
