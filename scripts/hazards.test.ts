import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { problemOf, root, type Verification } from './verification.ts'

interface Control {
  readonly kind: string
  readonly what: string
  readonly verifiedBy?: readonly Verification[]
}

interface Rating {
  readonly likelihood: string
  readonly risk: number
}

interface Hazard {
  readonly id: string
  readonly title: string
  readonly cause: string
  readonly harm: string
  readonly severity: string
  readonly before: Rating
  readonly after: Rating
  readonly controls?: readonly Control[]
  readonly open?: readonly string[]
}

interface HazardLog {
  readonly hazards: readonly Hazard[]
  readonly notYetPossible: readonly { readonly id: string; readonly title: string; readonly because: string }[]
}

const log = parse(readFileSync(`${root}safety/hazards.yaml`, 'utf8')) as HazardLog

const severities = ['minor', 'significant', 'considerable', 'major', 'catastrophic']
const likelihoods = ['very-low', 'low', 'medium', 'high', 'very-high']

test('the hazards are those of the draft, each once', () => {
  const ids = [...log.hazards, ...log.notYetPossible].map(({ id }) => id)
  expect(ids.toSorted()).toEqual(Array.from({ length: 38 }, (_, at) => `H-${String(at + 1).padStart(2, '0')}`))
})

test('what cannot happen yet says why', () => {
  for (const { id, because } of log.notYetPossible) expect(because, id).not.toBe('')
})

describe.each(log.hazards.map((hazard) => [hazard.id, hazard] as const))('%s', (_, hazard) => {
  test('is rated on the matrix, and no worse after its controls', () => {
    expect(severities).toContain(hazard.severity)
    for (const { likelihood, risk } of [hazard.before, hazard.after]) {
      expect(likelihoods).toContain(likelihood)
      expect([1, 2, 3, 4, 5]).toContain(risk)
    }
    expect(likelihoods.indexOf(hazard.after.likelihood)).toBeLessThan(likelihoods.indexOf(hazard.before.likelihood))
    expect(hazard.after.risk).toBeLessThanOrEqual(hazard.before.risk)
  })

  test('has controls, and tests that verify each of them', () => {
    const problems = (hazard.controls ?? []).flatMap(({ what, kind, verifiedBy = [] }) => [
      ...(verifiedBy.length === 0 ? [`"${what}" names no test`] : []),
      ...(['design', 'protection', 'information'].includes(kind) ? [] : [`"${what}" is of the kind ${kind}`]),
      ...verifiedBy.flatMap((verification) => problemOf(verification) ?? []),
    ])
    expect(hazard.controls?.length ?? 0).toBeGreaterThan(0)
    expect(problems).toEqual([])
  })
})
