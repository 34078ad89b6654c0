import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawings } from './drawings.ts'
import { motionOf } from './motion-of.ts'

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

test('standing up starts with the effort, a push-up with the way down; what is not known goes down first', () => {
  expect(motionOf('sit-to-stand').isEffortFirst).toBe(true)
  expect(motionOf('wall-push-up').isEffortFirst).toBe(false)
  expect(motionOf('biceps-curl')).toEqual({ name: 'lift', isEffortFirst: true })
  expect(motionOf('knee-push-up')).toEqual({ name: 'push', isEffortFirst: false })
  expect(motionOf('squat').isEffortFirst).toBe(false)
  expect(motionOf('constructor')).toEqual({ name: 'lift', isEffortFirst: false })
})
