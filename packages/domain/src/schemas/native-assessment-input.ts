import { z } from 'zod'
import type { AssessmentInput, Measured } from '../assessment.ts'
import { type Fact, factSources, type FactValue, type Fracture, conditionFact } from '../facts.ts'
import type { IsoDate } from '../iso-date.ts'
import type { Problem } from '../problem.ts'
import { type FactShape, factShapes } from './fact-shapes.ts'
import { fractureSite } from './fracture-site.ts'
import {
  calendarDay,
  exactly,
  freeCode,
  listOf,
  needs,
  numberBetween,
  oneOf,
  textLine,
  wholeBetween,
  yesNo,
} from './needs.ts'
import { parseWith } from './parse-with.ts'

const maybe = yesNo.nullable()

const fractureSchema: z.ZodType<Fracture> = exactly({
  site: fractureSite,
  on: calendarDay.nullable().exactOptional(),
  weeksAgo: numberBetween(0, 5200, 'weeks').nullable().exactOptional(),
  lowTrauma: maybe,
  stable: maybe,
  symptomatic: maybe,
  imaging: maybe,
  operated: maybe,
  consolidation: oneOf(['confirmed', 'uncertain']).nullable().exactOptional(),
})

const days = {
  observedOn: calendarDay.exactOptional(),
  changedOn: calendarDay.exactOptional(),
  source: oneOf(factSources).exactOptional(),
}

const factSchema = z.discriminatedUnion(
  'state',
  [
    exactly({ state: z.literal('known'), value: z.unknown(), ...days }),
    exactly({ state: z.literal('absent'), ...days }),
    exactly({ state: z.literal('unknown') }),
  ],
  { error: 'needs a state: known, absent or unknown' },
)

const score = numberBetween(-100_000, 100_000, 'points')
const measuredSchema: z.ZodType<Measured> = exactly({
  start: score.exactOptional(),
  now: score.exactOptional(),
  improvement: score.exactOptional(),
})

/** The shape of `AssessmentInput`; the value of each fact is looked at apart. */
export const nativeInputSchema = exactly({
  on: calendarDay.nullable(),
  treatmentStart: calendarDay.nullable(),
  facts: z.record(z.string(), factSchema, 'needs facts by id'),
  requests: listOf(
    needs<string>('words', (value) => typeof value === 'string' && value.length <= 1000),
    'requests',
  ),
  measurements: z.record(z.string().max(100), measuredSchema, 'needs scores by instrument'),
  trainingLog: exactly({
    level: wholeBetween(1, 13, 'the level'),
    weeksOnLevel: numberBetween(0, 520, 'weeks'),
    repetitionsPerSession: wholeBetween(0, 100, 'repetitions'),
    sessionsThisWeek: wholeBetween(0, 21, 'sessions'),
  }).exactOptional(),
})

/** The facts, or what is wrong with them, each with its path. */
export function factsOfInput(
  stated: z.infer<typeof nativeInputSchema>,
): AssessmentInput<IsoDate | null> | readonly Problem[] {
  const facts: Record<string, Fact> = {}
  const problems: Problem[] = []
  for (const [id, fact] of Object.entries(stated.facts)) {
    const shape = shapeOf(id)
    if (shape === undefined) problems.push({ path: `facts.${id}`, message: `no fact is named "${id}"` })
    else if (fact.state !== 'known') facts[id] = fact as Fact
    else {
      const value = parseWith(valueSchema(shape), fact.value)
      if (value.ok) facts[id] = { ...fact, value: value.value } as Fact
      else problems.push(...value.problems.map(({ path, message }) => ({ path: placeOf(id, path), message })))
    }
  }
  return problems.length > 0 ? problems : ({ ...stated, facts } as AssessmentInput<IsoDate | null>)
}

function placeOf(id: string, path: string): string {
  const inside = path === '' || path.startsWith('[') ? path : `.${path}`
  return `facts.${id}.value${inside}`
}

function shapeOf(id: string): FactShape | undefined {
  if (Object.hasOwn(factShapes, id)) return factShapes[id]
  const isCondition = id.startsWith(conditionFact('')) && freeCode.safeParse(id.slice(conditionFact('').length)).success
  return isCondition ? { kind: 'yes_no' } : undefined
}

function valueSchema(shape: FactShape): z.ZodType<FactValue> {
  switch (shape.kind) {
    case 'yes_no':
      return yesNo
    case 'quantity':
      return numberBetween(shape.minimum, shape.maximum, shape.unit)
    case 'choice':
      return oneOf(shape.codes)
    case 'choices':
      return listOf(oneOf(shape.codes), 'codes')
    case 'fractures':
      return listOf(fractureSchema, 'fractures')
    case 'text':
      return textLine
  }
}
