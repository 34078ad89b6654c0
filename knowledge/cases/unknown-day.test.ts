import { type AssessmentInput, canonicalJson, type Facts, type IsoDate } from '@dosis/domain'
import { assess } from '@dosis/engine'
import { expect, test } from 'vitest'
import { readKnowledge } from '../src/index.ts'

const knowledge = readKnowledge()
const facts: Facts = {
  screening: { state: 'known', value: 'pluis' },
  'age-years': { state: 'known', value: 72 },
  'bone-health-plays-a-role': { state: 'known', value: true },
  fractures: {
    state: 'known',
    value: [
      {
        site: 'vertebra',
        on: '2026-04-20',
        lowTrauma: true,
        stable: true,
        symptomatic: true,
        imaging: true,
        operated: false,
      },
    ],
  },
}

function assessed(on: IsoDate | null, treatmentStart: IsoDate | null) {
  const input: AssessmentInput<IsoDate | null> = {
    on,
    treatmentStart,
    facts,
    requests: ['high impact'],
    measurements: {},
  }
  return assess(input, knowledge)
}

function highImpact(on: IsoDate | null) {
  return assessed(on, null).exercise.find(({ form }) => form === 'high_impact')?.verdict
}

test('without a day the age of a fracture is not known, so nothing that depends on it is cleared', () => {
  expect(assessed('2026-05-04', null).population.vertebralFractureStage).toBe('acute')
  expect(assessed(null, null).population.vertebralFractureStage).toBe('unknown')
  expect([highImpact('2026-05-04'), highImpact(null)]).toEqual(['not_allowed', 'unknown'])
})

test('without a day a course that started gives no next evaluation, and is not judged', () => {
  expect(assessed('2026-05-04', '2026-04-20').evaluation.nextDate).toBe('2026-06-01')
  expect(assessed(null, '2026-04-20').evaluation.nextDate).toBeNull()
})

test('answers the same bytes twice', () => {
  expect(canonicalJson(assessed(null, '2026-04-20'))).toBe(canonicalJson(assessed(null, '2026-04-20')))
})
