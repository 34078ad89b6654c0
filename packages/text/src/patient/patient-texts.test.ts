import { expect, test } from 'vitest'
import { patientTexts } from './index.ts'

/** Every sentence, also those that are made from numbers and names, with its path. */
function sentences(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (typeof value === 'function') {
    const made = (value as (...parts: unknown[]) => string)(
      ...Array.from({ length: value.length }, () => ({
        sessions: 2,
        reports: 2,
        toString: () => '3',
        charAt: () => 'r',
        slice: () => 'un',
      })),
    )
    return [{ path, text: made }]
  }
  return Object.entries(value as object).flatMap(([key, part]) => sentences(part, `${path}.${key}`))
}

const nl = sentences(patientTexts.nl, 'nl')
const en = sentences(patientTexts.en, 'en')

test('both languages say the same things', () => {
  expect(en.map(({ path }) => path.slice(3))).toEqual(nl.map(({ path }) => path.slice(3)))
})

test('nothing is empty, and nobody shouts', () => {
  for (const { text } of [...nl, ...en]) {
    expect(text.trim()).not.toBe('')
    expect(text).not.toContain('!')
  }
})

test('Dutch is formal', () => {
  const informal = nl.filter(({ text }) => /\b(je|jij|jouw|jullie)\b/i.test(text))
  expect(informal).toEqual([])
})

test('no sentence is longer than twenty words', () => {
  const long = nl
    .flatMap(({ path, text }) => text.split(/(?<=[.?:])\s/).map((sentence) => ({ path, words: sentence.split(/\s+/) })))
    .filter(({ words }) => words.length > 20)
  expect(long.map(({ path }) => path)).toEqual([])
})
