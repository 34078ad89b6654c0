import { z } from 'zod'
import {
  exercisePostures,
  exercisePurposes,
  fallReasons,
  holds,
  jointLoads,
  joints,
  muscles,
  spineLoads,
  spineMovements,
  supervisions,
} from '../exercise-details.ts'
import {
  contradictionConsequences,
  impactClasses,
  type Condition,
  type Contradiction,
  type Definition,
  type EvidenceEstimate,
  type Exercise,
  type FactDefinition,
  type Instrument,
  type Knowledge,
  type OpenQuestion,
  type RequestKind,
  type SourceDocument,
  type Statement,
  type Symptom,
} from '../knowledge.ts'
import { boundsSchema, criterionSchema } from './criterion.ts'
import { instrumentExampleSchema, instrumentFormSchema } from './instrument-form.ts'
import { decisionSchema, recommendationSchema } from './knowledge-decisions.ts'
import { constraintSchema, formSchema, progressionSchema } from './knowledge-doses.ts'
import { givenReviewSchema, reviewSchema, statementIds } from './review.ts'
import { draftTextSchema, isoDateSchema, textSchema, words } from './text.ts'

export const certaintySchema = z.enum(['high', 'moderate', 'low', 'very_low'])

export const sourceDocumentSchema: z.ZodType<SourceDocument> = z.strictObject({
  id: words,
  title: textSchema,
  publisher: words,
  edition: words.nullable().default(null),
  publishedOn: isoDateSchema.nullable().default(null),
  status: z.enum(['concept', 'final', 'appraisal', 'trial_protocol', 'position_paper', 'blog', 'research_note']),
  tier: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)], 'needs 1, 2, 3, 4 or 5'),
  statusNote: textSchema.nullable().default(null),
})

export const statementSchema: z.ZodType<Statement> = z.strictObject({
  id: words,
  document: words,
  text: draftTextSchema,
  at: words,
  kind: z
    .enum(['formal_conditional', 'informal', 'quoted', 'none', 'silent', 'finding', 'description'])
    .default('description'),
  certainty: certaintySchema.nullable().default(null),
  verification: z.enum(['S', 'V', 'V2', 'M', 'D']).default('S'),
})

const codesSchema = z.array(z.strictObject({ system: words, code: words, factIds: statementIds }))

const optionSchema = z.strictObject({ code: words, label: textSchema })
const options = z.array(optionSchema).min(1)

const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('yes_no') }),
  z.strictObject({
    kind: z.literal('quantity'),
    unit: words,
    minimum: z.number(),
    maximum: z.number(),
    step: z.number().positive(),
  }),
  z.strictObject({ kind: z.literal('choice'), options }),
  z.strictObject({ kind: z.literal('choices'), options }),
  z.strictObject({ kind: z.literal('fractures'), sites: options }),
  z.strictObject({ kind: z.literal('text') }),
])

export const factSchema: z.ZodType<FactDefinition> = z.strictObject({
  id: words,
  group: z.enum([
    'person',
    'screening',
    'conditions',
    'bone',
    'heart',
    'back',
    'functioning',
    'agreement',
    'care',
    'course',
  ]),
  question: textSchema,
  help: textSchema.nullable().default(null),
  answer: answerSchema.default({ kind: 'yes_no' }),
  canBeAbsent: z.boolean().default(false),
  askWhen: criterionSchema.nullable().default(null),
  records: z.literal(true).exactOptional(),
  validWhile: z.strictObject({ unchanged: z.array(words).min(1), factIds: statementIds }).exactOptional(),
  codes: codesSchema.exactOptional(),
  factIds: statementIds,
})

export const conditionSchema: z.ZodType<Condition> = z.strictObject({
  id: words,
  names: textSchema,
  records: z.literal(true).exactOptional(),
  codes: codesSchema.default([]),
})

export const definitionSchema: z.ZodType<Definition> = z.strictObject({
  id: words,
  names: textSchema,
  when: criterionSchema,
  factIds: statementIds,
})

export const requestSchema: z.ZodType<RequestKind> = z.strictObject({
  id: words,
  names: textSchema,
  words: z.array(words.refine((word) => word === word.toLowerCase(), 'needs lower case')).min(1),
})

const lines = z.array(words).min(1)

export const exerciseSchema: z.ZodType<Exercise> = z.strictObject({
  id: words,
  names: textSchema,
  modality: z.enum(['aerobic', 'resistance', 'impact', 'balance', 'flexibility', 'breathing']),
  purposes: z.array(z.enum(exercisePurposes)).min(1),
  equipment: z.array(words).default([]),
  posture: z.enum(exercisePostures),
  breathing: textSchema.nullable().default(null),
  isometric: z.boolean().default(false),
  impact: z.strictObject({ class: z.literal(impactClasses), factIds: statementIds }).exactOptional(),
  easier: words.nullable().default(null),
  harder: words.nullable().default(null),
  instruction: z.strictObject({ en: lines, nl: lines }),
  muscles: z.array(z.enum(muscles)).min(1),
  joints: z.partialRecord(z.enum(joints), z.enum(jointLoads)).default({}),
  spine: z.strictObject({ movement: z.enum(spineMovements), load: z.enum(spineLoads) }),
  hold: z.enum(holds).default('none'),
  fallRisk: z.array(z.enum(fallReasons)).default([]),
  supervision: z.enum(supervisions).default('alone'),
  groundReactionForce: z
    .strictObject({ atLeastBodyWeights: z.number().positive(), factIds: z.array(words).min(1) })
    .exactOptional(),
  review: reviewSchema,
})

const thresholdSchema = z.strictObject({
  kind: z.enum(['group_mcid', 'measurement_error', 'individual_change']),
  value: z.number(),
  upTo: z.number().nullable().default(null),
  startScore: boundsSchema.nullable().default(null),
  population: textSchema.nullable().default(null),
  factIds: statementIds,
  review: givenReviewSchema.exactOptional(),
})

const noteSchema = z.strictObject({
  text: textSchema,
  silent: z.array(words).exactOptional(),
  startScore: boundsSchema.exactOptional(),
  factIds: statementIds,
})

export const instrumentSchema: z.ZodType<Instrument> = z.strictObject({
  id: words,
  label: words,
  names: textSchema,
  measures: textSchema,
  unit: textSchema,
  minimum: z.number(),
  maximum: z.number(),
  step: z.number().positive(),
  direction: z.enum(['higher_is_better', 'lower_is_better']).nullable(),
  recall: textSchema.nullable().default(null),
  licensed: z.boolean().default(false),
  inputKeys: z.array(words).exactOptional(),
  codes: codesSchema.exactOptional(),
  use: z.enum(['evaluation', 'screening']).exactOptional(),
  notes: z.array(noteSchema).exactOptional(),
  thresholds: z.array(thresholdSchema).default([]),
  bands: z.array(z.strictObject({ from: z.number(), to: z.number(), names: textSchema, outcome: words })).default([]),
  form: instrumentFormSchema.exactOptional(),
  examples: z.array(instrumentExampleSchema).exactOptional(),
  factIds: statementIds,
})

export const symptomSchema: z.ZodType<Symptom> = z.strictObject({
  id: words,
  names: textSchema,
  class: z.enum(['stop', 'tell', 'mild']),
  instruction: textSchema,
  call: z.enum(['112', 'practice']).nullable().default(null),
  factIds: statementIds,
  review: reviewSchema,
})

export const contradictionSchema: z.ZodType<Contradiction> = z.strictObject({
  id: words,
  names: draftTextSchema,
  places: z.array(z.strictObject({ document: words, at: words, says: draftTextSchema })).min(1),
  holds: draftTextSchema.nullable(),
  because: draftTextSchema,
  changesDecision: z.boolean().default(false),
  consequence: z.strictObject({ kind: z.enum(contradictionConsequences), by: z.array(words).default([]) }),
})

const arm = z.strictObject({ count: z.int().min(0), of: z.int().min(1) })
const figures = { estimate: z.number().nullable(), ciLow: z.number().nullable(), ciHigh: z.number().nullable() }

export const evidenceSchema: z.ZodType<EvidenceEstimate> = z.strictObject({
  id: words,
  question: words,
  document: words,
  names: textSchema,
  measure: z.enum(['MD', 'SMD', 'RR', 'counts', 'narrative']),
  result: z.enum(['figures', 'not_significant', 'not_reported', 'narrative']).default('figures'),
  estimate: figures.estimate.default(null),
  ciLow: figures.ciLow.default(null),
  ciHigh: figures.ciHigh.default(null),
  unit: textSchema.nullable().default(null),
  favours: z.enum(['higher', 'lower']).nullable().default(null),
  events: z.strictObject({ intervention: arm, control: arm }).nullable().default(null),
  certainty: certaintySchema.nullable().default(null),
  groupMcid: z.number().nullable().default(null),
  at: words,
  variants: z
    .array(z.strictObject({ ...figures, at: words, contradiction: words.nullable().default(null) }))
    .default([]),
  contested: statementIds,
})

export const openQuestionSchema: z.ZodType<OpenQuestion> = z.strictObject({ id: words, text: textSchema })
export const noticeSchema: z.ZodType<Knowledge['notices'][string]> = z.strictObject({ id: words, text: textSchema })

/** One schema per kind of knowledge, for one entry with its id. */
export const entrySchemas: { readonly [Kind in KnowledgeKind]: z.ZodType<Knowledge[Kind][string]> } = {
  documents: sourceDocumentSchema,
  statements: statementSchema,
  facts: factSchema,
  conditions: conditionSchema,
  definitions: definitionSchema,
  requests: requestSchema,
  decisions: decisionSchema,
  recommendations: recommendationSchema,
  forms: formSchema,
  constraints: constraintSchema,
  exercises: exerciseSchema,
  instruments: instrumentSchema,
  progressions: progressionSchema,
  symptoms: symptomSchema,
  contradictions: contradictionSchema,
  evidence: evidenceSchema,
  openQuestions: openQuestionSchema,
  notices: noticeSchema,
}

export type KnowledgeKind = Exclude<keyof Knowledge, 'version'>
