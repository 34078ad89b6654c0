import { expect, test } from 'vitest'
import { placeOnTempo, tempoPieces } from './tempo-line.ts'

const tempo = { secondsDown: 4, secondsUp: 2, holdSeconds: 1 }

test('a movement that starts with the effort goes up, holds and comes down', () => {
  expect(tempoPieces(tempo, true).map(({ phase, from, to }) => [phase, from, to])).toEqual([
    ['up', 0, 1],
    ['hold', 1, 1],
    ['down', 1, 0],
  ])
})

test('a movement that starts with the way down holds below', () => {
  expect(tempoPieces(tempo, false).map(({ phase, from, to }) => [phase, from, to])).toEqual([
    ['down', 1, 0],
    ['hold', 0, 0],
    ['up', 0, 1],
  ])
})

test('a hold alone is a level line at the end of the effort', () => {
  expect(tempoPieces({ secondsDown: null, secondsUp: null, holdSeconds: 4 }, false)).toEqual([
    { phase: 'hold', seconds: 4, from: 1, to: 1 },
  ])
})

test.each([
  [-1, 0, 0],
  [0, 0, 0],
  [1, 1 / 7, 0.5],
  [2, 2 / 7, 1],
  [9, 2 / 7, 1],
])('after %s seconds of the effort the ball is at %s, %s high', (elapsed, along, height) => {
  const place = placeOnTempo(tempoPieces(tempo, true), { phase: 'up' }, elapsed)
  expect(place.along).toBeCloseTo(along)
  expect(place.height).toBeCloseTo(height)
})
