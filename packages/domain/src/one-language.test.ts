import { expect, test } from 'vitest'
import type { Knowledge } from './knowledge.ts'
import { inBoth, inOneLanguage } from './one-language.ts'

const knowledge = {
  version: 'v1',
  exercises: {},
  symptoms: {
    pain: { id: 'pain', text: { nl: 'pijn', en: 'pain' }, others: [{ en: 'ache', nl: 'zeer' }], step: 1, when: null },
    draft: { text: { en: 'not translated', nl: null } },
  },
} as unknown as Knowledge

test('leaves the other language out, and a text that is not translated as it is', () => {
  expect(inOneLanguage(knowledge, 'nl')).toEqual({
    version: 'v1',
    language: 'nl',
    knowledge: {
      version: 'v1',
      exercises: {},
      symptoms: {
        pain: { id: 'pain', text: { nl: 'pijn' }, others: [{ nl: 'zeer' }], step: 1, when: null },
        draft: { text: { en: 'not translated', nl: null } },
      },
    },
  })
})

test('whole again, a text says in both languages what was loaded, and all else is as it was', () => {
  expect(inBoth(inOneLanguage(knowledge, 'en'))).toEqual({
    version: 'v1',
    exercises: {},
    symptoms: {
      pain: { id: 'pain', text: { nl: 'pain', en: 'pain' }, others: [{ en: 'ache', nl: 'ache' }], step: 1, when: null },
      draft: { text: { en: 'not translated', nl: 'not translated' } },
    },
  })
})
