import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Assessment, Json } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { assessmentSections, wholeAssessment } from '../../../test-support/assessment-in-lines.ts'
import { knowledge } from '../plans/plan-case.ts'
import { assessmentCasesOf, assessmentOfCase, linesOfCase } from './assessment-case.ts'

const files = globSync('*.yaml', { cwd: import.meta.dirname }).toSorted()
const all = files.map((name) => ({
  name,
  ...assessmentCasesOf(parse(readFileSync(join(import.meta.dirname, name), 'utf8'))),
}))

describe.each(all)('$name', ({ cases, factIds, promise }) => {
  test.each(cases)('$id', (one) => {
    expect(linesOfCase(one)).toEqual(one.expected)
  })

  test('has a promise in both languages and names statements that exist', () => {
    expect([promise.en, promise.nl].every((text) => text.endsWith('.'))).toBe(true)
    expect(factIds.filter((id) => knowledge.statements[id] === undefined)).toEqual([])
  })
})

test('every section says something somewhere', () => {
  const stated = new Set(all.flatMap(({ cases }) => cases.flatMap(({ expected }) => Object.keys(expected))))
  expect(assessmentSections.filter((section) => !stated.has(section))).toEqual([])
})

test('whatever changes in an assessment changes a line', () => {
  const assessments = all.flatMap(({ cases }) => cases.slice(0, 1)).map(assessmentOfCase)
  const unseen = assessments.flatMap((one) => {
    const lines = JSON.stringify(wholeAssessment(one))
    return onePerPlace([...changesOf(one as unknown as Json, '')])
      .filter(({ made }) => JSON.stringify(wholeAssessment(made as unknown as Assessment)) === lines)
      .map(({ at }) => at)
  })
  // the version of the knowledge changes with every edit of a file
  expect([...new Set(unseen)]).toEqual(['.knowledgeVersion'])
})

interface Change {
  readonly at: string
  readonly made: Json
}

/** Of a list the first that has the field: its others are written alike. */
function onePerPlace(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.toReversed().map((change) => [change.at, change])).values()]
}

/** The value with one word, number or yes changed, for each of them. */
function* changesOf(value: Json, at: string): Generator<Change> {
  if (typeof value === 'string') yield { at, made: `${value}-changed` }
  else if (typeof value === 'number') yield { at, made: value + 1 }
  else if (typeof value === 'boolean') yield { at, made: !value }
  else if (value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const where = Array.isArray(value) ? at : `${at}.${key}`
      for (const { at: deeper, made } of changesOf(inner as Json, where))
        yield { at: deeper, made: Array.isArray(value) ? value.with(Number(key), made) : { ...value, [key]: made } }
    }
  }
}
