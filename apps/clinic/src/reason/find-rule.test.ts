import type { Knowledge } from '@dosis/domain'
import { expect, test } from 'vitest'
import { findRule } from './find-rule.ts'

const text = (words: string) => ({ en: words, nl: words })
const review = { state: 'active', reviewedBy: null, reviewedOn: null } as const
const knowledge = {
  statements: { S1: { document: 'guide' } },
  decisions: {
    referral: {
      names: text('referral'),
      review,
      rows: [{ id: 'no-dxa', names: text('no DXA'), outcome: 'consult', factIds: ['S1'] }],
    },
  },
  forms: {
    strength: {
      names: text('strength'),
      document: 'guide',
      review,
      rows: [{ id: 'advice', note: text('advice first'), factIds: [] }],
    },
  },
  recommendations: {
    C1: {
      id: 'C1',
      names: text('C.1'),
      document: 'guide',
      review,
      before: [],
      met: [],
      conditions: [{ id: 'C1-p1', text: text('together') }],
    },
  },
  constraints: {},
  definitions: {},
  progressions: {},
  symptoms: {},
} as unknown as Knowledge

test('a row of a table is named by the row, and its document is that of its statements', () => {
  expect(findRule(knowledge, 'referral/no-dxa')).toMatchObject({ names: text('no DXA'), document: 'guide' })
})

test('a row of a form has the name of the form and its own remark', () => {
  expect(findRule(knowledge, 'strength/advice')).toMatchObject({ names: text('strength'), note: text('advice first') })
})

test('a condition of a recommendation is found by its id alone', () => {
  expect(findRule(knowledge, 'C1-p1')).toMatchObject({ names: text('together'), document: 'guide' })
})

test('a rule that this knowledge no longer holds keeps its id as its name', () => {
  expect(findRule(knowledge, 'gone/row').names).toEqual(text('gone/row'))
})
