import { expect, test } from 'vitest'
import { makeCodeBook } from './code-book.ts'

const gather = (...lists: readonly (readonly string[])[]) => {
  const book = makeCodeBook()
  const numbered = lists.map((list) => list.map(book.numberOf))
  return book.inOrder(numbered, (list) => list)
}

test('gives each code once, in the order of UTF-16 code units', () => {
  expect(gather(['b', 'a'], ['é', 'B', 'a'], [])).toEqual(['B', 'a', 'b', 'é'])
})

test('keeps an order over more codes than one word has bits, whatever the order in which they came', () => {
  const codes = Array.from({ length: 200 }, (_, at) => `code-${String((at * 77) % 200).padStart(3, '0')}`)
  expect(gather(codes, codes.toReversed())).toEqual(codes.toSorted())
})

test('forgets what was gathered before, and takes new codes in between', () => {
  const book = makeCodeBook()
  const [b] = [book.numberOf('b'), book.numberOf('c')]
  expect(book.inOrder([[b]], (list) => list)).toEqual(['b'])
  const a = book.numberOf('a')
  expect(book.inOrder([[b, a]], (list) => list)).toEqual(['a', 'b'])
  expect(book.inOrder([], () => [])).toEqual([])
})
