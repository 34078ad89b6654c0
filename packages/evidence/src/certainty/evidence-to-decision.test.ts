import { describe, expect, test } from 'vitest'
import { type Conclusion, criteria, type DecisionInput, recordDecision, type WeighedCriteria } from './index.ts'

const weighed: WeighedCriteria = {
  'desirable-effects': { answer: 'moderate', reason: 'pain falls', evidence: 'systematic' },
  'undesirable-effects': { answer: 'trivial', reason: 'few events', evidence: 'systematic' },
  'certainty-of-evidence': { answer: 'very_low', reason: 'small trials', evidence: 'systematic' },
  values: { answer: 'no-important-variation', reason: 'interviews agree', evidence: 'single-studies' },
  'balance-of-effects': {
    answer: 'probably-favours-intervention',
    reason: 'more gain than harm',
    evidence: 'systematic',
  },
  'resources-and-cost-effectiveness': { answer: 'negligible', reason: 'no investment', evidence: 'none' },
  equity: { answer: 'reduced', reason: 'not everyone is insured', evidence: 'single-studies' },
  acceptability: { answer: 'yes', reason: 'associations agree', evidence: 'single-studies' },
  feasibility: { answer: 'probably-yes', reason: 'enough therapists', evidence: 'single-studies' },
  sustainability: { answer: 'no-difference', reason: 'same footprint', evidence: 'single-studies' },
}
const conditional: Conclusion = {
  kind: 'recommendation',
  direction: 'for',
  strength: 'conditional',
  text: 'Consider exercise therapy.',
  conditions: ['decided together'],
}
const input: DecisionInput = {
  question: 'Exercise for people with a vertebral fracture?',
  hasSystematicSearch: true,
  criteria: weighed,
  conclusion: conditional,
}

test('there are ten criteria', () => {
  expect(criteria).toHaveLength(10)
  expect([...criteria].sort()).toEqual(Object.keys(weighed).sort())
})

describe('a decision', () => {
  test('with all ten criteria may be a recommendation, and shows what rests on no evidence', () => {
    expect(recordDecision(input)).toMatchObject({
      missing: [],
      remarks: [{ remark: 'criterion-without-evidence', criterion: 'resources-and-cost-effectiveness' }],
    })
  })

  test('may also end in no recommendation, with the reason', () => {
    const conclusion: Conclusion = { kind: 'no-recommendation', reason: 'the balance is unclear' }
    expect(recordDecision({ ...input, conclusion }).conclusion).toEqual(conclusion)
    expect(() => recordDecision({ ...input, conclusion: { ...conclusion, reason: '' } })).toThrow('needs words')
  })

  test('names each criterion that was not weighed or has no reason', () => {
    const { equity: _, ...rest } = weighed
    const values = { ...weighed.values, reason: ' ' }
    expect(() => recordDecision({ ...input, criteria: { ...rest, values } })).toThrow(
      'values: needs a reason\nequity: must be weighed',
    )
  })

  test('without a systematic search can only be an informal statement, labelled so', () => {
    const without = { ...input, hasSystematicSearch: false }
    expect(() => recordDecision(without)).toThrow('only an informal statement')
    const conclusion = {
      kind: 'informal-statement',
      label: 'informal',
      text: 'Work together.',
      reason: 'no search',
    } as const
    const { feasibility } = weighed
    expect(recordDecision({ ...without, criteria: { feasibility }, conclusion })).toMatchObject({
      conclusion: { label: 'informal' },
      missing: criteria.filter((criterion) => criterion !== 'feasibility'),
    })
  })

  test('is remarked on when it is strong on low certainty, against the balance, or blind to harm', () => {
    const conclusion: Conclusion = { ...conditional, strength: 'strong', direction: 'against' }
    const harm = { answer: 'unknown', reason: 'not measured', evidence: 'systematic' } as const
    const { remarks } = recordDecision({ ...input, criteria: { ...weighed, 'undesirable-effects': harm }, conclusion })
    expect(remarks.map(({ remark }) => remark)).toEqual([
      'strong-on-low-certainty',
      'against-the-balance',
      'undesirable-effects-unknown',
      'criterion-without-evidence',
    ])
  })
})
