import type { Knowledge, Progression } from '@dosis/domain'
import { expect, test } from 'vitest'
import { readKnowledge } from '../index.ts'
import { planted, withKnowledge } from '../temporary-knowledge.ts'
import { checkKnowledge } from './check-knowledge.ts'
import { checkProgrammes } from './programmes.ts'

const knowledge = readKnowledge()

/** The knowledge with one programme changed. */
function changed(id: string, change: Partial<Progression>): Knowledge {
  const progression = knowledge.progressions[id]
  if (progression === undefined) throw new RangeError(`needs the progression ${id}, got none`)
  return { ...knowledge, progressions: { ...knowledge.progressions, [id]: { ...progression, ...change } } }
}

const messages = (by: Knowledge) =>
  checkProgrammes(by).map(({ kind, in: { id }, path, message }) => `${kind} ${id} ${path.join('.')}: ${message}`)

test('finds nothing in the programmes of this repository', () => {
  expect(checkProgrammes(knowledge)).toEqual([])
})

const growth = (key: 'percentPiMax' | 'loadKilograms', more: object = {}): NonNullable<Progression['moves']> => ({
  kind: 'growth',
  numbers: [{ key, percent: null, amount: null, goal: 40, factIds: ['RX-HF-06'], ...more }],
})

test.each<[string, Knowledge, string]>([
  [
    'a goal past the bounds of the form',
    changed('inspiratory-muscle-training', { moves: growth('percentPiMax', { goal: 41 }) }),
    'unreachable-step inspiratory-muscle-training moves.numbers.0.goal: is never reached: inspiratory_muscle_training/weak-inspiratory-muscles holds percentPiMax at 40, 41 is asked',
  ],
  [
    'a number that no log tells of',
    changed('inspiratory-muscle-training', { moves: growth('loadKilograms') }),
    'unreachable-step inspiratory-muscle-training moves.numbers.0.key: no log tells how much of it was done',
  ],
  [
    'a number that grows in two ways',
    changed('inspiratory-muscle-training', { moves: growth('percentPiMax', { percent: 5, amount: 5 }) }),
    'unreachable-step inspiratory-muscle-training moves.numbers.0.amount: is never used: a percentage goes before it',
  ],
  [
    'more sessions a week than the form allows',
    changed('inspiratory-muscle-training', {
      advance: { weeksOnLevelAtLeast: 1, repetitionsAtLeast: null, sessionsPerWeekAtLeast: 5, factIds: ['RX-HF-06'] },
    }),
    'unreachable-step inspiratory-muscle-training advance.sessionsPerWeekAtLeast: is never reached: inspiratory_muscle_training/weak-inspiratory-muscles holds sessionsPerWeek at 4, 5 is asked',
  ],
  [
    'more repetitions than the form allows',
    changed('progressive-resistance', {
      advance: { weeksOnLevelAtLeast: 1, repetitionsAtLeast: 13, sessionsPerWeekAtLeast: 2, factIds: ['RX-OST-10'] },
    }),
    'unreachable-step progressive-resistance advance.repetitionsAtLeast: is never reached: progressive_resistance/raised-fracture-risk holds repetitions at 12, 13 is asked',
  ],
  [
    'an exercise that the form does not have',
    changed('graded-impact', {
      moves: { kind: 'exercises', order: ['stamping', 'leg-press'], factIds: ['RX-OST-20'] },
    }),
    'unreachable-step graded-impact moves.order.1: is never reached: high_impact has no such exercise',
  ],
  [
    'an exercise twice in the order',
    changed('graded-impact', {
      moves: { kind: 'exercises', order: ['stamping', 'hopping', 'stamping'], factIds: ['RX-OST-20'] },
    }),
    'unreachable-step graded-impact moves.order.2: stands in the order before',
  ],
  [
    'an exercise that is not there',
    changed('graded-impact', { moves: { kind: 'exercises', order: ['stamping', 'flying'], factIds: ['RX-OST-20'] } }),
    'unknown-id graded-impact moves.order.1: no exercise named "flying"',
  ],
  [
    'something that moves without a rule to advance',
    changed('graded-impact', { advance: null }),
    'unreachable-step graded-impact advance: nothing ever moves without it',
  ],
  [
    'a symptom and an adaptation that are not there',
    changed('general', {
      rules: (knowledge.progressions['general']?.rules ?? []).map((rule) =>
        rule.id === 'weight-gain' ? { ...rule, symptom: 'heavy', withAdaptation: 'scales' } : rule,
      ),
    }),
    'unknown-id general rules.5.symptom: no symptom named "heavy"',
  ],
])('refuses %s', (_, by, message) => {
  expect(messages(by)).toContain(message)
})

test('refuses a number that moves without a source', () => {
  const files = planted(
    'progressions/steps.yaml',
    'levels:\n  - { level: 1, repetitions: 10 }\n  - { level: 2, repetitions: 10 }\n',
    'moves: { kind: growth, numbers: [{ key: repetitions, amount: 1, factIds: [] }] }\n',
  )
  const found = withKnowledge(files, (folder) =>
    checkKnowledge(folder).map(({ file, path, message }) => `${file} ${path}: ${message}`),
  )
  expect(found).toContain('progressions/steps.yaml moves.numbers[0].factIds: needs a source')
})
