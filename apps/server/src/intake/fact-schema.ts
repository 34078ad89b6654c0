import {
  conditionFact,
  type Fact,
  type FactDefinition,
  factSources,
  type FactValue,
  type Fracture,
  type IsoDate,
  type Knowledge,
  type Problem,
} from '@dosis/domain'
import { z } from 'zod'
import { daySchema } from '../http/limits.ts'
import { derivedFacts } from './assessment-input.ts'

const answerSchema = z.boolean().nullable()
const wordSchema = z.string().min(1).max(200)
const textLongest = 4000
/** A century. */
const weeksMost = 5200

const fractureSchema: z.ZodType<Fracture> = z.strictObject({
  site: wordSchema,
  on: daySchema.nullable().exactOptional(),
  weeksAgo: z.number().min(0).max(weeksMost).nullable().exactOptional(),
  lowTrauma: answerSchema,
  stable: answerSchema,
  symptomatic: answerSchema,
  imaging: answerSchema,
  operated: answerSchema,
  consolidation: z.enum(['confirmed', 'uncertain']).nullable().exactOptional(),
})

const valueSchema: z.ZodType<FactValue> = z.union(
  [
    z.boolean(),
    z.number(),
    z.string().max(textLongest),
    z.array(wordSchema).max(100),
    z.array(fractureSchema).max(100),
  ],
  'needs yes or no, a number, a text, a list of choices or a list of fractures',
)

const days = {
  observedOn: daySchema.exactOptional(),
  changedOn: daySchema.exactOptional(),
  source: z.enum(factSources).exactOptional(),
}

export const factSchema: z.ZodType<Fact> = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('known'), value: valueSchema, ...days }),
  z.strictObject({ state: z.literal('absent'), ...days }),
  z.strictObject({ state: z.literal('unknown') }),
])

/** What is wrong with one statement about a patient; empty = nothing. */
export function problemsOfStatement(
  { fact, stated }: { readonly fact: string; readonly stated: Fact },
  knowledge: Knowledge,
  today: IsoDate,
  path: string,
): readonly Problem[] {
  if (derivedFacts.has(fact)) {
    return [{ path: `${path}.fact`, message: 'follows from the birth date, the sex or the sessions; change those' }]
  }
  if (answerOf(fact, knowledge) === null) return [{ path: `${path}.fact`, message: 'no fact has this id' }]
  return problemsOfFact(fact, stated, knowledge, today, `${path}.stated`)
}

/** What is wrong with a fact, by its definition; empty = nothing. */
export function problemsOfFact(
  fact: string,
  stated: Fact,
  knowledge: Knowledge,
  today: IsoDate,
  path: string,
): readonly Problem[] {
  const definition = answerOf(fact, knowledge)
  if (definition === null) return [{ path, message: 'no fact has this id' }]
  if (stated.state === 'unknown') return []
  for (const key of ['observedOn', 'changedOn'] as const) {
    const day = stated[key]
    if (day !== undefined && day > today) return [{ path: `${path}.${key}`, message: 'needs a day that has come' }]
  }
  if (stated.state === 'absent') {
    return definition.canBeAbsent ? [] : [{ path: `${path}.state`, message: 'this fact cannot be absent' }]
  }
  const message = problemOfValue(definition.answer, stated.value, today)
  return message === null ? [] : [{ path: `${path}.value`, message }]
}

/** How a fact is answered; whether the patient has a condition is asked of every condition. Null: no such fact. */
function answerOf(fact: string, knowledge: Knowledge): Pick<FactDefinition, 'answer' | 'canBeAbsent'> | null {
  if (Object.hasOwn(knowledge.facts, fact)) return knowledge.facts[fact] ?? null
  const isCondition = Object.keys(knowledge.conditions).some((condition) => conditionFact(condition) === fact)
  return isCondition ? { answer: { kind: 'yes_no' }, canBeAbsent: false } : null
}

function problemOfValue(answer: FactDefinition['answer'], value: FactValue, today: IsoDate): string | null {
  switch (answer.kind) {
    case 'yes_no':
      return typeof value === 'boolean' ? null : 'needs true or false'
    case 'quantity': {
      const isWithin = typeof value === 'number' && value >= answer.minimum && value <= answer.maximum
      return isWithin ? null : `needs a number from ${answer.minimum} to ${answer.maximum} (${answer.unit})`
    }
    case 'choice': {
      const codes = answer.options.map(({ code }) => code)
      return typeof value === 'string' && codes.includes(value) ? null : `needs one of ${codes.join(', ')}`
    }
    case 'choices': {
      const codes = answer.options.map(({ code }) => code)
      const isList = Array.isArray(value) && value.every((each) => typeof each === 'string' && codes.includes(each))
      return isList && new Set(value).size === value.length ? null : `needs a list, each once, of ${codes.join(', ')}`
    }
    case 'fractures': {
      const sites = answer.sites.map(({ code }) => code)
      return problemOfFractures(value, sites, today)
    }
    case 'text':
      return typeof value === 'string' ? null : 'needs a text'
  }
}

function problemOfFractures(value: FactValue, sites: readonly string[], today: IsoDate): string | null {
  if (!Array.isArray(value)) return 'needs a list of fractures'
  for (const fracture of value as readonly (Fracture | string)[]) {
    if (typeof fracture === 'string') return 'needs a list of fractures'
    if (!sites.includes(fracture.site)) return `needs as site one of ${sites.join(', ')}`
    if (fracture.on != null && fracture.on > today) return 'a fracture needs a day that has come'
    if (fracture.on != null && fracture.weeksAgo != null) return 'a fracture needs its day or the weeks ago, not both'
  }
  return null
}
