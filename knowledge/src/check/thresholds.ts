import {
  type AssessmentInput,
  type Bounds,
  type Criterion,
  type Fracture,
  type Knowledge,
  weeksBetween,
} from '@dosis/domain'
import { parseAssessmentInput } from '@dosis/domain/schemas'
import { criteriaIn } from '../criteria-in.ts'
import type { CaseFile, KnowledgeFiles } from '../read-files.ts'
import { criteriaOf } from '../references.ts'
import { thresholdsOf } from './assignments.ts'
import { entriesOf } from './entries.ts'
import type { Found } from './finding.ts'

/** A number at which a rule changes its answer, with the quantity that it is about. */
interface Threshold {
  readonly quantity: string
  readonly number: number
  readonly in: Found['in']
  readonly path: readonly PropertyKey[]
}

/** Finds thresholds that no case tries below, at and above the number. Told once per quantity and number. */
export function checkThresholds(knowledge: Knowledge, { cases }: Pick<KnowledgeFiles, 'cases'>): Found[] {
  const tried = quantitiesIn(cases)
  const told = new Set<string>()
  return thresholdsIn(knowledge).flatMap(({ quantity, number, in: of, path }): Found[] => {
    const key = `${quantity} ${number}`
    if (told.has(key)) return []
    told.add(key)
    const numbers = tried.get(quantity) ?? []
    const { minimum, maximum } = rangeOf(quantity, knowledge)
    const missing = [
      number <= minimum || numbers.some((one) => one < number) ? '' : 'below',
      numbers.includes(number) ? '' : 'at',
      number >= maximum || numbers.some((one) => one > number) ? '' : 'above',
    ].filter((side) => side !== '')
    if (missing.length === 0) return []
    const message = `no case has ${quantity} ${missing.join(', ')} ${number}`
    return [{ kind: 'threshold-without-case', in: of, path, message }]
  })
}

interface Range {
  readonly minimum: number
  readonly maximum: number
}

/** Numbers that can be answered; weeks run from 0. */
function rangeOf(quantity: string, { facts }: Knowledge): Range {
  const answer = facts[quantity]?.answer
  return answer?.kind === 'quantity' ? answer : { minimum: 0, maximum: Number.POSITIVE_INFINITY }
}

function thresholdsIn(knowledge: Knowledge): Threshold[] {
  return entriesOf(knowledge).flatMap(({ kind, id, value }) =>
    criteriaOf(value).flatMap(({ criterion, path }) =>
      criteriaIn(criterion, path).flatMap((part) =>
        numbersIn(part.criterion)
          .filter(({ quantity, number, bounds }) => divides(number, bounds, rangeOf(quantity, knowledge)))
          .map(({ quantity, number }) => ({ quantity, number, in: { kind, id }, path: part.path })),
      ),
    ),
  )
}

const fractureWeeks = 'weeks since a fracture'
const courseWeeks = 'weeks since the start'

interface BoundedQuantity {
  readonly quantity: string
  readonly number: number
  readonly bounds: Bounds
}

function numbersIn(criterion: Criterion): BoundedQuantity[] {
  const about = (quantity: string, bounds: Bounds | undefined) =>
    bounds === undefined ? [] : thresholdsOf(bounds as Criterion).map((number) => ({ quantity, number, bounds }))
  if ('fact' in criterion) return about(criterion.fact, criterion as Bounds)
  if ('weeksSinceStart' in criterion) return about(courseWeeks, criterion.weeksSinceStart)
  if ('fracture' in criterion) return about(fractureWeeks, criterion.fracture.weeksAgo)
  if (!('latestFracture' in criterion)) return []
  const { of, is } = criterion.latestFracture
  return [...about(fractureWeeks, of.weeksAgo), ...about(fractureWeeks, is.weeksAgo)]
}

/** A bound at the end of the range lets every number through; it only asks whether there is one. */
function divides(number: number, { atLeast, atMost }: Bounds, { minimum, maximum }: Range): boolean {
  return !(number === minimum && number === atLeast) && !(number === maximum && number === atMost)
}

/** Every number that some case gives for a quantity. */
function quantitiesIn(cases: readonly CaseFile[]): Map<string, number[]> {
  const tried = new Map<string, number[]>()
  const add = (quantity: string, number: number) => tried.set(quantity, [...(tried.get(quantity) ?? []), number])
  for (const { on, treatmentStart, facts, trainingLog } of cases.flatMap(inputOf)) {
    for (const [id, fact] of Object.entries(facts)) {
      if (fact.state !== 'known') continue
      if (typeof fact.value === 'number') add(id, fact.value)
      if (id === 'fractures')
        for (const weeks of weeksOf(fact.value as readonly Fracture[], on)) add(fractureWeeks, weeks)
    }
    if (treatmentStart !== null) add(courseWeeks, weeksBetween(treatmentStart, on))
    if (trainingLog === undefined) continue
    add('training-level', trainingLog.level)
    add('training-weeks-on-level', trainingLog.weeksOnLevel)
    add('training-repetitions-per-session', trainingLog.repetitionsPerSession)
    add('training-sessions-this-week', trainingLog.sessionsThisWeek)
  }
  return tried
}

function weeksOf(fractures: readonly Fracture[], today: string): number[] {
  return fractures.flatMap(({ on, weeksAgo }) => (on != null ? [weeksBetween(on, today)] : (weeksAgo ?? [])))
}

/** A case that cannot be read tries nothing; whoever runs it hears why. */
function inputOf({ value }: CaseFile): AssessmentInput[] {
  const parsed = parseAssessmentInput((value as { input?: unknown }).input)
  return parsed.ok ? [parsed.value] : []
}
