import { z } from 'zod'
import type { PlanInput } from '../plan.ts'
import type { Parsed, Problem } from '../problem.ts'
import { parseAssessmentInput } from './assessment-input.ts'
import { parseWith } from './parse-with.ts'
import { parsePlanPreferences } from './plan.ts'

const envelope = z.strictObject({ assessment: z.unknown(), preferences: z.unknown().optional() })

/**
 * Facts and preferences, `{ assessment, preferences }`, or the input of an assessment alone. Without preferences the draft
 * chooses by itself.
 */
export function parsePlanInput(value: unknown): Parsed<PlanInput> {
  const isEnvelope = typeof value === 'object' && value !== null && ('assessment' in value || 'preferences' in value)
  if (isEnvelope) return parseEnvelope(value)
  const assessment = parseAssessmentInput(value)
  return assessment.ok ? { ok: true, value: { assessment: assessment.value, preferences: {} } } : assessment
}

function parseEnvelope(value: unknown): Parsed<PlanInput> {
  const outer = parseWith(envelope, value)
  if (!outer.ok) return outer
  const assessment = parseAssessmentInput(outer.value.assessment)
  const preferences = parsePlanPreferences(outer.value.preferences ?? {})
  if (assessment.ok && preferences.ok) {
    return { ok: true, value: { assessment: assessment.value, preferences: preferences.value } }
  }
  return {
    ok: false,
    problems: [...problemsBelow('assessment', assessment), ...problemsBelow('preferences', preferences)],
  }
}

function problemsBelow(key: string, parsed: Parsed<unknown>): readonly Problem[] {
  if (parsed.ok) return []
  return parsed.problems.map(({ path, message }) => ({
    path: path === '' ? key : path.startsWith('[') ? `${key}${path}` : `${key}.${path}`,
    message,
  }))
}
