import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json, Plan } from '@dosis/domain'
import { plan } from '@dosis/engine'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { planInLines, planSections } from '../../../test-support/plan-in-lines.ts'
import { inputOf, knowledge, planCasesOf, sectionsStated } from './plan-case.ts'

const files = globSync('*.yaml', { cwd: import.meta.dirname }).toSorted()
const all = files.map((name) => ({
  name,
  ...planCasesOf(parse(readFileSync(join(import.meta.dirname, name), 'utf8'))),
}))

describe.each(all)('$name', ({ cases, factIds, promise }) => {
  test.each(cases)('$id', (one) => {
    expect(sectionsStated(one)).toEqual(one.plan)
  })

  test('has a promise in both languages and names statements that exist', () => {
    expect([promise.en, promise.nl].every((text) => text.endsWith('.'))).toBe(true)
    expect(factIds.filter((id) => knowledge.statements[id] === undefined)).toEqual([])
  })
})

test('every section is stated several times', () => {
  const stated = all.flatMap(({ cases }) => cases.flatMap((one) => Object.keys(one.plan)))
  const times = (section: string) => stated.filter((each) => each === section).length
  expect(planSections.filter((section) => times(section) < 3)).toEqual([])
})

test('whatever changes in a plan changes a line', () => {
  const plans = all.flatMap(({ cases }) => cases.slice(0, 1)).map((one) => plan(inputOf(one), knowledge))
  const unseen = plans.flatMap((drafted) =>
    [...changesOf(drafted as unknown as Json, [])]
      .filter(({ made }) => linesOf(made as unknown as Plan) === linesOf(drafted))
      .map(({ at }) => at.filter((step) => typeof step === 'string').join('.')),
  )
  expect([...new Set(unseen)].filter((at) => !saidElsewhere.test(at))).toEqual([])
})

/** The version of the knowledge changes with every edit of a file; whether it is right is asked of the knowledge. */
const saidElsewhere = /^knowledgeVersion$/

/** Without the calendar, which follows from the plan and cannot be made of every change. */
function linesOf(drafted: Plan): string {
  const own = planSections.filter((section) => section !== 'calendar')
  return JSON.stringify(own.map((section) => planInLines[section](drafted)))
}

interface Change {
  readonly at: readonly (string | number)[]
  readonly made: Json
}

/** The plan with one word or number changed, for each of them. */
function* changesOf(value: Json, at: Change['at']): Generator<Change> {
  if (typeof value === 'string') yield { at, made: `${value}-changed` }
  else if (typeof value === 'number') yield { at, made: value + 1 }
  else if (typeof value === 'boolean') yield { at, made: !value }
  else if (value !== null) yield* changesInside(value, at)
}

function* changesInside(value: Exclude<Json, string | number | boolean | null>, at: Change['at']): Generator<Change> {
  for (const [key, inner] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key
    for (const { at: where, made } of changesOf(inner as Json, [...at, step]))
      yield { at: where, made: Array.isArray(value) ? value.with(Number(key), made) : { ...value, [key]: made } }
  }
}
