import { parseAssessmentInput } from '@dosis/domain/schemas'
import { assess } from '@dosis/engine'
import { readKnowledge } from '@dosis/knowledge'
import { describe, expect, test } from 'vitest'
import file from './vignettes.json' with { type: 'json' }

const knowledge = readKnowledge()
const { statements, recommendations, documents } = knowledge
const ofKind = (kind: string) =>
  Object.values(statements)
    .filter((statement) => statement.kind === kind)
    .map(({ id }) => id)
    .sort()

describe('the words of the document for type and certainty', () => {
  test('stand with every recommendation as with its statement, and with each of its conditions', () => {
    for (const { id, type, certainty, conditions, document } of Object.values(recommendations)) {
      expect(statements[id], id).toMatchObject({ kind: type, certainty, document })
      for (const condition of conditions)
        expect(statements[condition.id], condition.id).toMatchObject({ kind: type, certainty })
    }
  })

  test('are very low for every formal conditional recommendation, and not rated for the others', () => {
    const formal = ofKind('formal_conditional')
    expect(formal.filter((id) => statements[id]?.certainty !== 'very_low')).toEqual([])
    for (const kind of ['informal', 'quoted', 'none', 'silent'])
      expect(ofKind(kind).filter((id) => statements[id]?.certainty !== null)).toEqual([])
  })

  test('say where a document deliberately makes no recommendation, and which are informal', () => {
    expect(ofKind('none')).toEqual([
      'REC-CS-01',
      'REC-HF-03',
      'REC-OST-A2',
      'REC-OST-B1',
      'REC-OST-C1-N1',
      'REC-OST-C1-N2',
      'REC-OST-C3-N1',
      'SCR-OST-01',
    ])
    expect(ofKind('informal')).toEqual(expect.arrayContaining(['REC-OST-C4-1', 'REC-OST-C4-2', 'REC-OST-C4-3']))
  })
})

describe('every answer leads to them', () => {
  for (const { id, input } of file.vignettes) {
    test(`of ${id}`, () => {
      const parsed = parseAssessmentInput(input)
      if (!parsed.ok) throw new Error(id)
      const answer = assess(parsed.value, knowledge, { withoutStillNeeded: true })
      // the ids in an answer are all that a screen needs to show kind, certainty and status
      for (const cited of answer.factIds) {
        const statement = statements[cited]
        expect(statement?.kind, cited).toBeDefined()
        expect(documents[statement?.document ?? '']?.status, cited).toBeDefined()
      }
      for (const { id: recommendation, verdict } of answer.recommendations) {
        expect(recommendations[recommendation]?.type).toBeDefined()
        if (verdict !== 'may_be_considered') continue
        expect(answer.mustShow).toContain('conditional_recommendation')
        expect(answer.mustShow).toContain('very_low_certainty')
      }
      const quotesConsensus = answer.exercise.some(
        ({ status, verdict, form }) =>
          status === 'quoted' &&
          ['allowed', 'allowed_with_conditions'].includes(verdict) &&
          ['progressive_resistance', 'high_impact', 'back_muscle_endurance_daily'].includes(form),
      )
      if (quotesConsensus) expect(answer.mustShow).toContain('quoted_consensus_not_recommendation')
    })
  }
})
