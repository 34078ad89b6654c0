import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { knowledge } from '../../progressions/programme-plans.ts'
import { courseSchema, decide } from './course.ts'

/** What stands at the top of a file holds for each of its vignettes. */
interface CourseFile {
  readonly promise: { readonly en: string; readonly nl: string }
  readonly factIds: readonly string[]
  readonly vignettes: readonly object[]
}

const files = globSync('*.yaml', { cwd: import.meta.dirname }).toSorted()
const courses = files.map((name) => {
  const file = parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as CourseFile
  const { promise, factIds, vignettes, ...shared } = file
  return { name, promise, factIds, vignettes: vignettes.map((each) => courseSchema.parse({ ...shared, ...each })) }
})

describe.each(courses)('$name', ({ vignettes, factIds, promise }) => {
  test.each(vignettes)('$id', (course) => {
    const { decision, judged, toJudge } = decide(course)
    expect(decision).toEqual(course.decision)
    expect(judged).toEqual(toJudge)
  })

  test('has a promise in both languages and names statements that exist', () => {
    expect([promise.en, promise.nl].every((text) => text.endsWith('.'))).toBe(true)
    expect(factIds.filter((id) => knowledge.statements[id] === undefined)).toEqual([])
  })
})
