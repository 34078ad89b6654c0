import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { InputProblemError } from '../input-problem.ts'
import { encodeReferenceValue, numbersOf, parseReferenceCase, tableOf, textsOf } from './format.ts'

const folder = new URL('../../fixtures/reference/', import.meta.url)

test('reads every public case', () => {
  const cases = readdirSync(folder).map((name) => [name, parseReferenceCase(readJson(name))] as const)
  expect(cases.length).toBe(12)
  for (const [name, { id, analyses }] of cases) {
    expect(`${id}.json`).toBe(name)
    expect(analyses.length).toBeGreaterThan(0)
  }
})

test('reads infinite numbers and missing values, and writes them back', () => {
  const parsed = parseReferenceCase({
    id: 'x',
    kind: 'pairwise',
    data: {
      raw: {
        cols: ['yi', 'vi', 'study'],
        rows: [
          [1, 'Infinity', 'a'],
          [null, '-Infinity', 7],
        ],
      },
    },
    analyses: [{ id: 'a', fn: 'pairwise' }],
  })
  const raw = parsed.data.raw ?? tableOf([], [])
  expect(numbersOf(raw, 'vi')).toEqual([Infinity, -Infinity])
  expect(numbersOf(raw, 'yi')).toEqual([1, Number.NaN])
  expect(textsOf(raw, 'study')).toEqual(['a', '7'])
  expect(numbersOf(raw, 'absent')).toBeUndefined()
  expect(encodeReferenceValue({ a: [Infinity, Number.NaN, undefined], b: Float64Array.of(-Infinity, 2) })).toEqual({
    a: ['Infinity', null, null],
    b: ['-Infinity', 2],
  })
})

test('names everything that does not follow the format', () => {
  const file = {
    schema: 2,
    id: 'x',
    kind: 'other',
    data: { raw: { cols: ['a', 'a'], rows: [[1], 5] } },
    analyses: [{ id: 'p', fn: 'pairwise', rel_tol: -1 }, { id: 'p', options: 3, result: [] }, 4],
  }
  const attempt = () => parseReferenceCase(file)
  expect(attempt).toThrow(InputProblemError)
  for (const words of [
    'schema: must be 1',
    'kind: must be one of',
    'data.raw.cols: "a" occurs more than once',
    'data.raw.rows[0]: must have 2 cells, got 1',
    'data.raw.rows[1]: must be an array',
    'analyses[0].rel_tol: must not be below 0, got -1',
    'analyses[1].options: must be an object',
    'analyses[1].fn: must be a text, got nothing',
    'analyses[1].result: must be an object',
    'analyses[2]: must be an object',
    'id "p" occurs more than once',
  ]) {
    expect(attempt).toThrow(words)
  }
})

test.each([null, 'text', 5, []])('refuses %j as a case', (json) => {
  expect(() => parseReferenceCase(json)).toThrow('case: must be an object')
})

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
}
