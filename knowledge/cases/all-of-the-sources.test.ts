import { knowledgeCoverage, readKnowledge } from '@dosis/knowledge'
import { describe, expect, test } from 'vitest'

const knowledge = readKnowledge()
const { items, gaps, register } = knowledgeCoverage()
const itemOf = new Map(items.map((item) => [item.id, item]))

test('every item of the sources is in the rules or listed with the reason why not', () => {
  expect(gaps).toEqual([])
  expect(items.length).toBeGreaterThanOrEqual(637)
})

test('every condition, dose and threshold that decides about a patient is in the rules', () => {
  const open = items.filter(
    ({ kind, how }) => ['rule', 'threshold', 'dose', 'condition', 'caveat'].includes(kind) && how === 'listed',
  )
  // each with its reason in coverage.yaml: search criteria, words for a size, tasks of others, held by the program
  expect(open.map(({ id }) => id).sort()).toEqual([
    'DOC-EIM-06',
    'DOC-OST-05',
    'ELG-OST-09',
    'ETD-OST-23',
    'EV-CS-01',
    'PAT-OST-16',
  ])
})

test('every reason that is named is given, and none is only postponed', () => {
  const used = new Set(register.notExecutable.map(({ reason }) => reason))
  expect(Object.keys(register.reasons).filter((reason) => !used.has(reason))).toEqual([])
  expect(Object.keys(register.reasons).filter((reason) => /not-yet|later|todo/.test(reason))).toEqual([])
})

describe('the 106 places where the sources disagree', () => {
  const contradictions = Object.values(knowledge.contradictions)

  test('are all there, each with both places, and with a reason in both languages', () => {
    expect(contradictions).toHaveLength(106)
    for (const { id, places, because, names, holds } of contradictions) {
      expect(places.length, id).toBeGreaterThanOrEqual(2)
      for (const text of [names, because, ...(holds === null ? [] : [holds]), ...places.map(({ says }) => says)]) {
        expect(text.en.length, id).toBeGreaterThan(0)
        expect(text.nl?.length ?? 0, id).toBeGreaterThan(0)
      }
    }
  })

  test('have a consequence: a rule, an estimate that is shown as contested, or a reading that is named', () => {
    const without = contradictions.filter(({ id }) => !['executable', 'evidence'].includes(itemOf.get(id)?.how ?? ''))
    for (const { id } of without) expect(['reading', 'no-answer-uses-it'], id).toContain(itemOf.get(id)?.reason)
    // a reading is one value that holds
    const readings = without.filter(({ id }) => itemOf.get(id)?.reason === 'reading')
    expect(readings.filter(({ holds }) => holds === null)).toEqual([])
  })

  test('say what is done with each, and only what is: coverage finds one that names nothing, or a rule that does not act', () => {
    for (const { id, consequence } of contradictions) {
      const acts = ['rule', 'warning', 'estimate'].includes(consequence.kind)
      expect(consequence.by.length > 0, id).toBe(acts)
      for (const thing of consequence.by) expect(itemOf.get(id)?.by, id).toContain(thing)
    }
    const kinds = Object.groupBy(contradictions, ({ consequence }) => consequence.kind)
    expect(Object.keys(kinds).sort()).toEqual(['estimate', 'reading', 'rule', 'unused', 'warning'])
  })

  test('say it wherever they are cited: what holds, and why', () => {
    for (const { id, holds, because } of contradictions) {
      const text = knowledge.statements[id]?.text
      expect(text?.en, id).toContain(holds?.en ?? 'neither, both are shown')
      expect(text?.en, id).toContain(because.en)
      expect(text?.nl, id).toContain(because.nl)
    }
  })

  test('that change a decision are in a rule or beside an estimate, never only listed', () => {
    const traps = contradictions.filter(({ changesDecision }) => changesDecision)
    expect(traps.length).toBeGreaterThanOrEqual(20)
    expect(traps.filter(({ id }) => itemOf.get(id)?.how === 'listed').map(({ id }) => id)).toEqual([])
  })
})
