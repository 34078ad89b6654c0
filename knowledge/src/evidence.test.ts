import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { knowledgeFolder } from './folder.ts'
import { readKnowledge } from './load-knowledge.ts'

const { evidence } = readKnowledge()
const published = (path: string) => JSON.parse(readFileSync(join(knowledgeFolder, 'evidence', path), 'utf8'))
const figuresOf = (id: string) => {
  const { estimate, ciLow, ciHigh, certainty } = evidence[id] ?? {}
  return { estimate, ciLow, ciHigh, certainty }
}

interface Printed {
  readonly id: string
  readonly result?: string
  readonly estimate: number | null
  readonly ciLow?: number | null
  readonly ciHigh?: number | null
  readonly certainty?: string | null
}

function expectPrinted({ id, estimate, ciLow = null, ciHigh = null, certainty = null }: Printed): void {
  expect(figuresOf(id), id).toEqual({ estimate, ciLow, ciHigh, certainty })
}

describe('estimates stand as they were printed', () => {
  test('heart failure: each of the 54 pairs of intervention and outcome, with the threshold of its outcome', () => {
    const { estimates, outcomes } = published('published/hfref-nma.json')
    expect(estimates).toHaveLength(54)
    for (const pair of estimates) {
      expectPrinted(pair)
      const outcome = outcomes.find(({ id }: { id: string }) => id === pair.outcome)
      expect(evidence[pair.id]).toMatchObject({ groupMcid: outcome.mcid, favours: outcome.favours })
      expect(evidence[pair.id]?.result, pair.id).toBe(pair.result === 'significant' ? 'figures' : pair.result)
    }
  })

  test('osteoporosis: each of the 27 GRADE rows, with its variants', () => {
    const { rows } = published('published/osteo-grade.json')
    expect(rows).toHaveLength(27)
    for (const { id, effect, certainty, variants = [] } of rows) {
      const { estimate = null, ciLow = null, ciHigh = null } = effect
      expectPrinted({ id, estimate, ciLow, ciHigh, certainty })
      const withFigures = variants.filter((variant: object) => 'estimate' in variant)
      expect(
        evidence[id]?.variants.map(({ estimate, ciLow, ciHigh }) => [estimate, Number(ciLow) + 0, ciHigh]),
      ).toEqual(withFigures.map((one: Printed) => [one.estimate, Number(one.ciLow) + 0, one.ciHigh]))
    }
  })

  test('low back pain: each of the 7 outcomes', () => {
    const { outcomes } = published('published/runwalk-clbp.json')
    expect(outcomes).toHaveLength(7)
    for (const outcome of outcomes) {
      expectPrinted(outcome)
      expect(evidence[outcome.id]?.groupMcid, outcome.id).toBe(outcome.mcid ?? null)
    }
  })
})

test('every estimate lies within its interval', () => {
  for (const { id, estimate, ciLow, ciHigh } of Object.values(evidence)) {
    if (estimate === null || ciLow === null || ciHigh === null) continue
    expect(ciLow <= estimate && estimate <= ciHigh, id).toBe(true)
  }
})
