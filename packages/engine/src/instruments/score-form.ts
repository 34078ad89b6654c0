import type { FilledIn, InstrumentForm, PointBand, QuantityInput } from '@dosis/domain'
import { type FormField, fieldsOf } from './fields-of.ts'
import { numbersIn } from './numbers-in.ts'

/** How a number that could not be measured is filled in: the test was tried, or not safe to try. It has no points. */
export const unable = 'unable'

/** Points of one part of the instrument; null while a field of that part is open. */
export interface PartScore {
  readonly part: string
  readonly points: number | null
}

/** What is wrong with what was filled in: which field, and what it needs. */
export type FormProblem =
  | { readonly field: string; readonly needs: 'number'; readonly minimum: number; readonly maximum: number }
  | { readonly field: string; readonly needs: 'step'; readonly step: number }
  | { readonly field: string; readonly needs: 'option'; readonly options: readonly string[] }
  | { readonly field: string; readonly needs: 'words'; readonly lengthAtMost: number }
  | { readonly field: string; readonly needs: 'nothing' }

/** `version`: scores with another one are never compared; left out = there is one. */
export type FormResult =
  | { readonly state: 'refused'; readonly problems: readonly FormProblem[] }
  | { readonly state: 'open'; readonly missing: readonly string[]; readonly parts: readonly PartScore[] }
  | {
      readonly state: 'scored'
      readonly score: number
      readonly version?: string
      readonly parts: readonly PartScore[]
    }

/**
 * Scores what is filled in by the form of an instrument. A field outside its range is refused and never made to fit; a
 * score is only given when every field that it needs is filled in. Seconds, metres, kilograms and points are as the
 * form says; a speed is in metres per second with two decimals.
 */
export function scoreForm(form: InstrumentForm, filledIn: FilledIn): FormResult {
  const fields = fieldsOf(form)
  const problems = [
    ...fields.flatMap((field) => problemOf(field, filledIn[field.id]) ?? []),
    ...Object.keys(filledIn)
      .filter((id) => !fields.some((field) => field.id === id))
      .map((field): FormProblem => ({ field, needs: 'nothing' })),
  ]
  if (problems.length > 0) return { state: 'refused', problems }

  const parts = (form.parts ?? []).map(({ id }) => partScore(id, fields, filledIn))
  const missing = neededFields(form, fields)
    .filter(({ id }) => filledIn[id] === undefined)
    .map(({ id }) => id)
  const score = missing.length > 0 ? null : scoreOf(form, fields, filledIn)
  if (score === null) return { state: 'open', missing, parts }
  const version = versionOf(fields, filledIn)
  return { state: 'scored', score, parts, ...(version === undefined ? {} : { version }) }
}

function problemOf(field: FormField, value: number | string | undefined): FormProblem | null {
  if (value === undefined) return null
  const { id } = field
  if (field.kind === 'choice') {
    const options = field.options.map(({ code }) => code)
    return options.some((code) => code === value) ? null : { field: id, needs: 'option', options }
  }
  if (field.kind === 'words') {
    const { lengthAtMost } = field
    const fits = typeof value === 'string' && value.trim().length > 0 && value.length <= lengthAtMost
    return fits ? null : { field: id, needs: 'words', lengthAtMost }
  }
  if (value === unable && field.mayBeUnable === true) return null
  const { minimum, maximum, step } = field
  if (typeof value !== 'number' || !(value >= minimum && value <= maximum)) {
    return { field: id, needs: 'number', minimum, maximum }
  }
  return isOnStep(value, step) ? null : { field: id, needs: 'step', step }
}

function isOnStep(value: number, step: number): boolean {
  const steps = value / step
  return Math.abs(steps - Math.round(steps)) < 1e-6
}

/** Of `highest` one is enough; all other fields are needed unless they are optional. */
function neededFields({ score }: InstrumentForm, fields: readonly FormField[]): readonly FormField[] {
  const oneIsEnough = score.method === 'highest' ? score.of : []
  return fields.filter(({ id, optional }) => optional !== true && !oneIsEnough.includes(id))
}

function scoreOf(form: InstrumentForm, fields: readonly FormField[], filledIn: FilledIn): number | null {
  const { score } = form
  const numbers = numbersIn(form, filledIn)
  switch (score.method) {
    case 'sum': {
      const points = fields.filter(hasPoints).map((field) => pointsOf(field, filledIn) ?? 0)
      return rounded(sum(points) * (score.times ?? 1))
    }
    case 'highest': {
      const measured = score.of.flatMap((id) => numbers.get(id) ?? [])
      return measured.length === 0 ? null : Math.max(...measured)
    }
    case 'value':
      return numbers.get(score.of) ?? null
    case 'speed': {
      const metres = numbers.get(score.metres)
      const seconds = numbers.get(score.seconds)
      return metres === undefined || seconds === undefined ? null : Math.round((metres / seconds) * 100) / 100
    }
  }
}

function partScore(part: string, fields: readonly FormField[], filledIn: FilledIn): PartScore {
  const points = fields
    .filter(hasPoints)
    .filter((field) => field.part === part)
    .map((field) => pointsOf(field, filledIn))
  const known = points.filter((each) => each !== null)
  return { part, points: known.length < points.length ? null : sum(known) }
}

function hasPoints(field: FormField): field is QuantityInput {
  return field.kind === 'quantity' && field.points !== undefined
}

function pointsOf({ id, points }: QuantityInput, filledIn: FilledIn): number | null {
  const value = filledIn[id]
  if (value === unable) return 0
  if (typeof value !== 'number' || points === undefined) return null
  if (!('by' in points)) return pointsIn(points, value)
  const table = points.tables[String(filledIn[points.by])]
  return table === undefined ? null : pointsIn(table, value)
}

function pointsIn(bands: readonly PointBand[], value: number): number {
  const reached = bands.filter(({ from }) => value >= from)
  const band = reached.reduce(
    (left, right) => (right.from > left.from ? right : left),
    reached[0] ?? { from: 0, points: 0 },
  )
  return band.points
}

/** The options that keep scores apart, and the patient's own words. */
function versionOf(fields: readonly FormField[], filledIn: FilledIn): string | undefined {
  const told = fields
    .filter((field) => field.kind === 'words' || (field.kind === 'choice' && field.isVersion === true))
    .map(({ id }) => String(filledIn[id]).trim())
  return told.length === 0 ? undefined : told.join(', ')
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

function rounded(points: number): number {
  return Math.round(points * 1e6) / 1e6
}
