import type { AssessmentInput } from '../assessment.ts'
import type { IsoDate } from '../iso-date.ts'
import type { Parsed } from '../problem.ts'
import { factsOfInput, nativeInputSchema } from './native-assessment-input.ts'
import { parseWith } from './parse-with.ts'
import { fromVignetteInput, vignetteInputSchema } from './vignette-input.ts'

/**
 * Reads what an assessment looks at, in the form of a vignette (`assessmentDate`, `patient`, `bone` …) or of
 * `AssessmentInput` itself (`on`, `facts` …): the input, or every problem with its path
 * (`bone.fractures[0].weeksAgo: needs a number of weeks, 0 to 5200, got "x"`).
 */
export function parseAssessmentInput(json: unknown): Parsed<AssessmentInput> {
  const parsed = parseUndatedAssessmentInput(json)
  if (!parsed.ok) return parsed
  const { on, ...rest } = parsed.value
  if (on !== null) return { ok: true, value: { ...rest, on } }
  const path = isNative(json) ? 'on' : 'assessmentDate'
  return { ok: false, problems: [{ path, message: 'needs a day of the calendar YYYY-MM-DD, got null' }] }
}

/** The same, where the day itself may be null: not known. */
export function parseUndatedAssessmentInput(json: unknown): Parsed<AssessmentInput<IsoDate | null>> {
  return isNative(json) ? parseNative(json) : parseVignette(json)
}

function isNative(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'facts' in json
}

function parseVignette(json: unknown): Parsed<AssessmentInput<IsoDate | null>> {
  const parsed = parseWith(vignetteInputSchema, json)
  return parsed.ok ? { ok: true, value: fromVignetteInput(parsed.value) } : parsed
}

function parseNative(json: unknown): Parsed<AssessmentInput<IsoDate | null>> {
  const parsed = parseWith(nativeInputSchema, json)
  if (!parsed.ok) return parsed
  const input = factsOfInput(parsed.value)
  return 'on' in input ? { ok: true, value: input } : { ok: false, problems: input }
}
