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

test('of an exercise what decisions look at is loaded, and not how it is done', () => {
  const squat = { id: 'squat', names: { nl: 'Kniebuigen', en: 'Squat' }, posture: 'standing', isometric: false }
  const details = {
    instruction: { nl: ['Sta.'], en: ['Stand.'] },
    muscles: ['quadriceps'],
    review: { state: 'active' },
  }
  const whole = { ...knowledge, exercises: { squat: { ...squat, ...details } } } as unknown as Knowledge
  expect(inOneLanguage(whole, 'nl').knowledge).toMatchObject({
    exercises: { squat: { id: 'squat', names: { nl: 'Kniebuigen' }, posture: 'standing', isometric: false } },
  })
  expect(JSON.stringify(inOneLanguage(whole, 'nl'))).not.toMatch(/instruction|muscles|review/)
})
