import { canonicalJson, type Json } from '@dosis/domain'
import { parseAssessmentInput } from '@dosis/domain/schemas'
import { assess, assessmentFields } from '@dosis/engine'
import { knowledgeFolder, parseKnowledge, readKnowledge } from '@dosis/knowledge'
import { describe, expect, test } from 'vitest'

const knowledge = readKnowledge()

interface Case {
  readonly input: unknown
  /** Fields of the assessment by path; `… includes` asks only that a list holds these, `… lacks` that it holds none of them. */
  readonly expect?: Readonly<Record<string, Json>>
}

describe('cases: a patient in, a decision out', () => {
  for (const { id, file, value } of parseKnowledge(knowledgeFolder).files.cases) {
    const { input, expect: expected } = value as Case
    if (expected === undefined) continue
    test(`${file.replace('cases/', '').replace('.yaml', '')}: ${id}`, () => {
      const parsed = parseAssessmentInput(input)
      if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'))
      const found = assessmentFields(assess(parsed.value, knowledge))
      const wanted = Object.entries(expected).filter(([path]) => !/ (includes|lacks)$/.test(path))
      expect(Object.fromEntries(wanted.map(([path]) => [path, inOneOrder(found[path] ?? null)]))).toEqual(
        Object.fromEntries(wanted.map(([path, value]) => [path, inOneOrder(value)])),
      )
      for (const [path, value] of Object.entries(expected).filter(([path]) => path.endsWith(' includes'))) {
        const list = found[path.replace(' includes', '')] as readonly Json[]
        expect({ [path]: (value as readonly Json[]).filter((item) => !list.includes(item)) }).toEqual({ [path]: [] })
      }
      for (const [path, value] of Object.entries(expected).filter(([path]) => path.endsWith(' lacks'))) {
        const list = found[path.replace(' lacks', '')] as readonly Json[]
        expect({ [path]: (value as readonly Json[]).filter((item) => list.includes(item)) }).toEqual({ [path]: [] })
      }
    })
  }
})

function inOneOrder(value: Json): Json {
  return Array.isArray(value)
    ? [...value].sort((left, right) => (canonicalJson(left) < canonicalJson(right) ? -1 : 1))
    : value
}
