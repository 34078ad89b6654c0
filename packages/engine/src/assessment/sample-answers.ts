import {
  type Bounds,
  type Fact,
  type FactDefinition,
  type FactId,
  type Fracture,
  type Knowledge,
  conditionFact,
} from '@dosis/domain'

/** The answers to try for a fact: each choice, yes and no, and quantities below, at and above every threshold in use. */
export function sampleAnswers(id: FactId, current: Fact, knowledge: Knowledge): readonly Fact[] {
  if (id.startsWith(conditionFact(''))) return yesNo
  const definition = knowledge.facts[id]
  if (definition === undefined) return yesNo
  const answers = answersOf(definition, current, thresholdsOf(knowledge).get(id) ?? [])
  return definition.canBeAbsent ? [...answers, { state: 'absent' }] : answers
}

const yesNo: readonly Fact[] = [known(true), known(false)]

function known(value: NonNullable<Extract<Fact, { state: 'known' }>['value']>): Fact {
  return { state: 'known', value }
}

function answersOf({ answer }: FactDefinition, current: Fact, thresholds: readonly number[]): readonly Fact[] {
  switch (answer.kind) {
    case 'yes_no':
      return yesNo
    case 'choice':
      return answer.options.map(({ code }) => known(code))
    case 'choices':
      return [
        known([]),
        ...answer.options.map(({ code }) => known([code])),
        known(answer.options.map(({ code }) => code)),
      ]
    case 'quantity':
      return quantities(answer, thresholds).map(known)
    case 'fractures':
      return fractureAnswers(current)
    case 'text':
      return []
  }
}

interface Range {
  readonly minimum: number
  readonly maximum: number
  readonly step: number
}

function quantities({ minimum, maximum, step }: Range, thresholds: readonly number[]): number[] {
  const around = thresholds.flatMap((threshold) => [threshold - step, threshold, threshold + step])
  return [...new Set([minimum, ...around, maximum])].filter((value) => value >= minimum && value <= maximum)
}

const anyFracture: Fracture = {
  site: 'other',
  weeksAgo: 200,
  lowTrauma: false,
  stable: true,
  symptomatic: false,
  imaging: true,
  operated: false,
}

/** Nothing known: no fracture, others and vertebral ones in every phase. Known in part: the open parts, either way. */
function fractureAnswers(current: Fact): readonly Fact[] {
  if (current.state === 'known' && Array.isArray(current.value)) {
    const fractures = current.value as readonly Fracture[]
    const weeks = fractures.every(isDated) ? [0] : weeksOfPhases
    return [true, false].flatMap((guess) =>
      weeks.map((weeksAgo) => known(fractures.map((one) => filled(one, guess, weeksAgo)))),
    )
  }
  const spine = weeksOfPhases.map(
    (weeksAgo): Fracture => ({ ...anyFracture, site: 'vertebra', weeksAgo, lowTrauma: true, symptomatic: true }),
  )
  const unstable = spine.map((fracture): Fracture => ({ ...fracture, stable: false }))
  const recent: Fracture = { ...anyFracture, weeksAgo: 20, lowTrauma: true }
  return [[], [recent], [recent, recent], ...[...spine, ...unstable].map((one) => [one])].map(known)
}

/** Acute, at the boundary, subacute, chronic, and longer ago than any group counts. */
const weeksOfPhases = [3, 6, 9, 20, 120]

function isDated({ on, weeksAgo }: Fracture): boolean {
  return on != null || weeksAgo != null
}

function filled(fracture: Fracture, guess: boolean, weeks: number): Fracture {
  return {
    ...fracture,
    ...(isDated(fracture) ? {} : { weeksAgo: weeks }),
    lowTrauma: fracture.lowTrauma ?? guess,
    stable: fracture.stable ?? guess,
    symptomatic: fracture.symptomatic ?? guess,
    imaging: fracture.imaging ?? guess,
    operated: fracture.operated ?? guess,
  }
}

const thresholdsByKnowledge = new WeakMap<Knowledge, ReadonlyMap<FactId, readonly number[]>>()

/** Every number that a criterion of the knowledge compares a fact with; read once for each knowledge. */
function thresholdsOf(knowledge: Knowledge): ReadonlyMap<FactId, readonly number[]> {
  const before = thresholdsByKnowledge.get(knowledge)
  if (before !== undefined) return before
  const found = new Map<FactId, number[]>()
  const { definitions, decisions, recommendations, forms } = knowledge
  collect([definitions, decisions, recommendations, forms], found)
  thresholdsByKnowledge.set(knowledge, found)
  return found
}

function collect(value: unknown, found: Map<FactId, number[]>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found)
  else if (typeof value === 'object' && value !== null) {
    const criterion = value as Partial<Bounds> & { fact?: unknown; is?: unknown }
    if (typeof criterion.fact === 'string') {
      const { atLeast, atMost, above, below, is } = criterion
      const numbers = [atLeast, atMost, above, below, is].filter((bound) => typeof bound === 'number')
      found.set(criterion.fact, [...(found.get(criterion.fact) ?? []), ...numbers])
    }
    for (const item of Object.values(value)) collect(item, found)
  }
}
