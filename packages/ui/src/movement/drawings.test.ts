import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawings } from './drawings.ts'

const library = new URL('../../../../knowledge/exercises/', import.meta.url)
const exercises = readdirSync(library).map((file) => ({
  id: file.replace(/\.yaml$/, ''),
  text: readFileSync(new URL(file, library), 'utf8'),
}))
const isDrawn = ({ text }: { text: string }) => /^modality: (resistance|impact)$/m.test(text)

test.each(exercises.filter(isDrawn).map(({ id }) => id))('%s of the library has a drawing', (id) => {
  expect(drawings).toHaveProperty(id)
})

test('every drawing belongs to an exercise of the library', () => {
  const known = exercises.map(({ id }) => id)
  expect(Object.keys(drawings).filter((id) => !known.includes(id))).toEqual([])
})
