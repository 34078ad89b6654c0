/** A patient in, the whole assessment out: reads the vignettes of a file and has the engine assess. */
import type { Assessment, AssessmentInput } from '@dosis/domain'
import { assess } from '@dosis/engine'
import { z } from 'zod'
import { assessmentSections, wholeAssessment } from '../../../test-support/assessment-in-lines.ts'
import { inputOf, knowledge } from '../plans/plan-case.ts'

const groups = z.record(z.string(), z.json())

const sections = z.strictObject(
  Object.fromEntries(assessmentSections.map((section) => [section, z.array(z.string()).optional()])),
)

const vignetteSchema = z.strictObject({
  id: z.string(),
  differs: groups.default({}),
  facts: groups.default({}),
  assessment: sections,
})

/** The input at the top is everybody's; a later vignette says in what it differs, and which sections come out otherwise. */
const fileSchema = z.strictObject({
  promise: z.strictObject({ en: z.string(), nl: z.string() }),
  factIds: z.array(z.string()),
  input: groups,
  facts: groups.default({}),
  vignettes: z.array(vignetteSchema),
})

type Lines = Readonly<Record<string, readonly string[] | undefined>>

export interface AssessmentCase {
  readonly id: string
  readonly input: AssessmentInput
  /** Every section that says something. */
  readonly expected: Lines
}

export function assessmentCasesOf(file: unknown) {
  const { promise, factIds, input, facts, vignettes } = fileSchema.parse(file)
  const common = vignettes[0]?.assessment ?? {}
  const cases = vignettes.map(({ id, differs, facts: own, assessment }): AssessmentCase => {
    const stated = { id, input, differs, facts: { ...facts, ...own } as never, preferences: {}, plan: {} }
    const sectionsOfAll = Object.entries({ ...common, ...assessment })
    const expected = Object.fromEntries(sectionsOfAll.filter(([, lines]) => lines !== undefined && lines.length > 0))
    return { id, input: inputOf(stated).assessment, expected }
  })
  return { promise, factIds, cases }
}

export function assessmentOfCase({ input }: Pick<AssessmentCase, 'input'>): Assessment {
  return assess(input, knowledge)
}

export function linesOfCase(one: Pick<AssessmentCase, 'input'>): Lines {
  return wholeAssessment(assessmentOfCase(one))
}
