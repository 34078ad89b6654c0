import { describe, expect, test } from 'vitest'
import { criterionSchema } from './criterion.ts'
import { entrySchemas, factSchema, sourceDocumentSchema, statementSchema } from './knowledge.ts'
import { decisionSchema } from './knowledge-decisions.ts'

const problems = (schema: typeof criterionSchema, value: unknown) => {
  const parsed = schema.safeParse(value)
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('a criterion', () => {
  test.each([
    { fact: 'age-years', atLeast: 50, below: 60 },
    { fact: 'nyha-class', is: 2 },
    { fact: 'exclusions', includesAny: ['pregnancy'] },
    { fact: 'organ-systems', countAtLeast: 2 },
    { fact: 't-score', isKnown: false },
    { condition: 'hfref' },
    { fracture: { site: 'vertebra', weeksAgo: { below: 6 } }, count: 2 },
    { latestFracture: { of: { site: 'vertebra' }, is: { stable: true } } },
    { definition: 'risk-group-1' },
    { decided: 'triage', isAnyOf: ['complex'] },
    { request: 'strength' },
    { treatmentStarted: true },
    { weeksSinceStart: { atLeast: 6 } },
    { measured: 'nprs' },
    { all: [{ any: [{ not: { request: 'strength' } }] }] },
  ])('is kept as it is written: %j', (criterion) => {
    expect(criterionSchema.parse(criterion)).toEqual(criterion)
  })

  test('is refused where it says too much, too little or nothing', () => {
    expect(problems(criterionSchema, { fact: 'age-years', is: 50, atLeast: 50 })).toEqual([
      ': Unrecognized key: "atLeast"',
    ])
    expect(problems(criterionSchema, { fracture: { weeksAgo: {} } })).toEqual([
      'fracture.weeksAgo: needs at least one of atLeast, atMost, above, below',
    ])
    expect(problems(criterionSchema, { all: [{ any: [{ not: {} }] }] })[0]).toContain(
      'all.0.any.0.not: needs a criterion: one of fact, all, any, not',
    )
    expect(problems(criterionSchema, 'always')).toHaveLength(1)
  })
})

describe('what may be left out', () => {
  test('a fact is a question with yes or no', () => {
    const fact = factSchema.parse({ id: 'frail', group: 'functioning', question: { en: 'Frail?', nl: 'Kwetsbaar?' } })
    expect(fact).toMatchObject({
      answer: { kind: 'yes_no' },
      canBeAbsent: false,
      askWhen: null,
      help: null,
      factIds: [],
    })
  })

  test('a decision takes the first row and asks when it cannot be judged', () => {
    const row = { id: 'last', names: { en: 'a', nl: 'b' }, outcome: 'none' }
    const table = decisionSchema.parse({ id: 't', names: { en: 'a', nl: 'b' }, rows: [row], outcomes: ['none'] })
    expect(table).toMatchObject({ takes: 'first', onUnknown: 'ask', review: { state: 'active' } })
  })

  test('a review may be one word', () => {
    const row = { id: 'last', names: { en: 'a', nl: 'b' }, outcome: 'none' }
    const table = { id: 't', names: { en: 'a', nl: 'b' }, rows: [row], outcomes: ['none'] }
    expect(decisionSchema.parse({ ...table, review: 'awaiting_review' }).review).toEqual({
      state: 'awaiting_review',
      reviewedBy: null,
      reviewedOn: null,
    })
    expect(decisionSchema.safeParse({ ...table, review: 'signed' }).success).toBe(false)
  })

  test('a statement was read in its document, describes, and may wait for its Dutch', () => {
    const statement = statementSchema.parse({ id: 'S-1', document: 'd', text: { en: 'Words.' }, at: 'page 1' })
    expect(statement).toMatchObject({ kind: 'description', certainty: null, verification: 'S', text: { nl: null } })
  })
})

test('a tier is one of five and a day exists', () => {
  const document = { id: 'd', title: { en: 'a', nl: 'b' }, publisher: 'p', status: 'concept', tier: 1 }
  expect(sourceDocumentSchema.safeParse({ ...document, publishedOn: '2026-04-01' }).success).toBe(true)
  expect(sourceDocumentSchema.safeParse({ ...document, publishedOn: '2026-04-31' }).success).toBe(false)
  expect(sourceDocumentSchema.safeParse({ ...document, tier: 6 }).success).toBe(false)
})

test('every kind refuses a key that it does not know', () => {
  for (const [kind, schema] of Object.entries(entrySchemas)) {
    const parsed = schema.safeParse({ nonsense: 1 })
    const codes = parsed.success ? [] : parsed.error.issues.map(({ code }) => code)
    expect(codes, kind).toContain('unrecognized_keys')
  }
})
