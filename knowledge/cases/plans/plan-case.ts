/** A patient in, a whole plan out: reads one vignette of a plan and has the engine draft. */
import type { Fact, Plan, PlanInput } from '@dosis/domain'
import { parsePlanInput } from '@dosis/domain/schemas'
import { permissions, plan } from '@dosis/engine'
import { z } from 'zod'
import { readKnowledge } from '../../src/index.ts'
import { permissionInLine, planInLines, type PlanSection, planSections } from '../../../test-support/plan-in-lines.ts'

export const knowledge = readKnowledge()

const groups = z.record(z.string(), z.json())
const day = z.iso.date()
const value = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())])
/** A fact for which the format of the vignettes has no place; null = not known. */
const fact = z.union([
  value.nullable(),
  z.strictObject({ value, observedOn: day.optional(), changedOn: day.optional() }),
  z.strictObject({ state: z.literal('absent') }),
])

const planCaseSchema = z.strictObject({
  id: z.string(),
  input: groups,
  differs: groups.default({}),
  facts: z.record(z.string(), fact).default({}),
  preferences: z.json().default({}),
  plan: z.strictObject({
    ...Object.fromEntries(planSections.map((section) => [section, z.array(z.string()).optional()])),
    exercises: z.array(z.string()).optional(),
  }),
})
export type PlanCase = z.infer<typeof planCaseSchema>

/** What stands at the top of a file holds for each of its vignettes; a vignette says what differs. */
const fileSchema = z.strictObject({
  promise: z.strictObject({ en: z.string(), nl: z.string() }),
  factIds: z.array(z.string()),
  input: groups,
  facts: z.record(z.string(), fact).default({}),
  vignettes: z.array(planCaseSchema.omit({ input: true })),
})

export function planCasesOf(file: unknown) {
  const { promise, factIds, input, facts, vignettes } = fileSchema.parse(file)
  const cases = vignettes.map((each): PlanCase => ({ ...each, input, facts: { ...facts, ...each.facts } }))
  return { promise, factIds, cases }
}

/** What the engine answers, in the sections that the case states; each of them whole. */
export function sectionsStated(of: PlanCase): Readonly<Record<string, readonly string[]>> {
  const input = inputOf(of)
  const drafted = plan(input, knowledge)
  return Object.fromEntries(Object.keys(of.plan).map((section) => [section, linesOf(section, drafted, input)]))
}

/** The alternatives of a form have the verdicts of its own exercises; a case does not repeat them. */
const byThemselves = new Set(Object.values(knowledge.forms).flatMap(({ exercises }) => exercises))

function linesOf(section: string, drafted: Plan, input: PlanInput): readonly string[] {
  if (section === 'exercises')
    return permissions(input, knowledge)
      .filter(({ exercise }) => byThemselves.has(exercise))
      .map(permissionInLine)
  return planInLines[section as PlanSection](drafted)
}

/** @throws {RangeError} for a patient or preferences that cannot be read */
export function inputOf({ id, input, differs, facts, preferences }: PlanCase): PlanInput {
  const parsed = parsePlanInput({ assessment: withDifferences(input, differs), preferences })
  if (!parsed.ok) throw new RangeError(`inputOf: ${id} needs a patient, got ${JSON.stringify(parsed.problems)}`)
  const { assessment, preferences: wanted } = parsed.value
  const own = Object.fromEntries(Object.entries(facts).map(([name, said]) => [name, factOf(said)]))
  return { assessment: { ...assessment, facts: { ...assessment.facts, ...own } }, preferences: wanted }
}

type Groups = z.infer<typeof groups>

/** A group such as `heart` keeps what the difference does not name. */
function withDifferences(input: Groups, differs: Groups): Groups {
  const changed = Object.entries(differs).map(([name, value]) => {
    const before = input[name]
    return [name, isGroup(before) && isGroup(value) ? { ...before, ...value } : value]
  })
  return { ...input, ...Object.fromEntries(changed) }
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function factOf(said: z.infer<typeof fact>): Fact {
  if (said === null) return { state: 'unknown' }
  if (typeof said !== 'object' || Array.isArray(said)) return { state: 'known', value: said }
  if ('state' in said) return said
  const { value: known, observedOn, changedOn } = said
  return {
    state: 'known',
    value: known,
    ...(observedOn === undefined ? {} : { observedOn }),
    ...(changedOn === undefined ? {} : { changedOn }),
  }
}
